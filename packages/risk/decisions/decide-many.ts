/** Decisions of many applications at once: columns in, columns out, so that threads can share the work. */
import { type DecisionOutcome, decisionOutcomes } from '@pratibimba/contract'
import { DataError, type Matrix, takeRows, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import type { PolicyInput, PolicyResult } from '../policies/policy.ts'
import { caseReasons } from './case-reasons.ts'
import type { DeciderParts } from './decide.ts'
import type { CreditModel } from './open-credit-model.ts'
import { MOST_REASONS } from './reason-table.ts'

/** Applications with their features, plain data; NaN is missing. All of length `rows`. */
export interface CaseColumns {
  readonly rows: number
  readonly application: {
    readonly annual_income: Float64Array
    readonly employment_years: Float64Array
    readonly existing_debt: Float64Array
    readonly loan_amount: Float64Array
    readonly loan_purpose: readonly string[]
    readonly loan_term_months: Float64Array
    readonly age: Float64Array
  }
  /** By wire name; categories as labels. Those that only the policy reads among them. */
  readonly features: Readonly<Record<string, Float64Array | readonly (string | null)[]>>
  /** States of the sources, the same for all. */
  readonly sources: Readonly<Record<string, string>>
  readonly earlyWarning?: { readonly riskScore: Float64Array; readonly riskLevel: readonly (string | null)[] }
}

export interface DecidedColumns {
  readonly rows: number
  /** Calibrated probability of going bad. */
  readonly pd: Float64Array
  /** Place in `decisionOutcomes`. */
  readonly decision: Uint8Array
  /** NaN where nothing is offered. */
  readonly limit: Float64Array
  readonly annualRate: Float64Array
  /** Four places a row in `reasonCodes`, plus one; 0 is none. Shape [rows × 4]. */
  readonly reasons: Uint16Array
  readonly reasonCodes: readonly { readonly code: string; readonly text: string }[]
  /** Five places a row in `riskFactorTexts`, plus one; 0 is none. Shape [rows × 5]. */
  readonly riskFactors: Uint16Array
  readonly riskFactorTexts: readonly string[]
  /** Places in `ruleIds` of the rules that fired, row after row; row i has those from `firedStart[i]`. Shape [rows + 1]. */
  readonly firedStart: Uint32Array
  readonly fired: Uint16Array
  /** `stage/rule`. */
  readonly ruleIds: readonly string[]
}

export interface BatchOptions {
  /** Whose reasons and risk factors are worked out; `not-approved` when absent. */
  readonly reasons?: 'all' | 'not-approved' | 'none'
  readonly signal?: AbortSignal
  onProgress?(share: number): void
}

const MOST_FACTORS = 5
/** Policies that are decided at a time: engines may answer from other threads. */
const AT_A_TIME = 256
/** Rows that are explained at a time. */
const EXPLAINED_AT_A_TIME = 4_096

/**
 * Decides every row as `openDecider` does one: the same scores, outcomes and reasons.
 *
 * @throws DataError naming a column that the model reads and that is not there, or is of another length
 */
export async function decideMany(
  parts: Pick<DeciderParts, 'model' | 'policy' | 'reasonTable'>,
  cases: CaseColumns,
  { reasons: whose = 'not-approved', signal, onProgress }: BatchOptions = {},
): Promise<DecidedColumns> {
  const { model, policy, reasonTable } = parts
  const { rows } = cases
  const matrix = matrixOfColumns(model, cases)
  const pd = rows === 0 ? new Float64Array(0) : model.probabilities(matrix)
  const results: PolicyResult[] = new Array(rows)
  const inputOf = policyInputs(cases, pd)
  for (let from = 0; from < rows; from += AT_A_TIME) {
    signal?.throwIfAborted()
    const count = Math.min(AT_A_TIME, rows - from)
    const some = await Promise.all(Array.from({ length: count }, (_, i) => policy.decide(inputOf(from + i))))
    for (let i = 0; i < count; i++) results[from + i] = some[i]
    onProgress?.((0.5 * (from + count)) / rows)
  }
  const codes = new Dictionary<{ code: string; text: string }>(({ code, text }) => `${code}\n${text}`)
  const factors = new Dictionary<string>((text) => text)
  const rules = new Dictionary<string>((id) => id)
  const out = {
    rows,
    pd,
    decision: Uint8Array.from(results, ({ decision }) => decisionOutcomes.indexOf(decision)),
    limit: Float64Array.from(results, (result) => offered(result, result.limit)),
    annualRate: Float64Array.from(results, (result) => offered(result, result.annualRate)),
    reasons: new Uint16Array(rows * MOST_REASONS),
    riskFactors: new Uint16Array(rows * MOST_FACTORS),
    firedStart: new Uint32Array(rows + 1),
  }
  for (let i = 0; i < rows; i++) out.firedStart[i + 1] = out.firedStart[i] + results[i].fired.length
  const fired = new Uint16Array(out.firedStart[rows])
  for (let i = 0; i < rows; i++)
    for (const [k, { stage, rule }] of results[i].fired.entries())
      fired[out.firedStart[i] + k] = rules.placeOf(`${stage}/${rule}`)
  if (whose !== 'none') {
    const words = caseReasons(model, reasonTable)
    const explained = Int32Array.from(results.keys()).filter(
      (i) => whose === 'all' || results[i].decision !== 'APPROVED',
    )
    const width = matrix.columns.length
    for (let from = 0; from < explained.length; from += EXPLAINED_AT_A_TIME) {
      signal?.throwIfAborted()
      const some = explained.subarray(from, from + EXPLAINED_AT_A_TIME)
      const part: Matrix = takeRows(matrix, some)
      const contributions = model.contributions(part)
      for (const [k, i] of some.entries()) {
        const row = Float64Array.from(part.columns, (column) => column[k])
        const own = contributions.subarray(k * width, (k + 1) * width)
        for (const [place, { code, text }] of words.reasons(row, own, results[i]).entries())
          out.reasons[i * MOST_REASONS + place] = 1 + codes.placeOf({ code, text })
        for (const [place, text] of words.riskFactors(row, own).entries())
          out.riskFactors[i * MOST_FACTORS + place] = 1 + factors.placeOf(text)
      }
      onProgress?.(0.5 + (0.5 * (from + some.length)) / explained.length)
    }
  }
  return {
    ...out,
    reasonCodes: codes.items,
    riskFactorTexts: factors.items,
    fired,
    ruleIds: rules.items,
  }
}

/** The columns of the model, in its order. */
function matrixOfColumns({ bundle }: CreditModel, { rows, features }: CaseColumns): Matrix {
  const columns = bundle.features.map(({ id, kind, categories }) => {
    const column = Object.hasOwn(features, id) ? features[id] : undefined
    if (column === undefined)
      throw new DataError(`The model reads ${id}, and the applications have no such feature.`, id)
    if (column.length !== rows)
      throw new DataError(`${id} has ${column.length} values for ${rows} applications.`, id)
    if (column instanceof Float64Array)
      return column.map((value) => (Number.isFinite(value) ? value + 0 : Number.NaN))
    if (kind !== 'category') throw new DataError(`${id} is a number, not a text.`, id)
    const codes = new Map(categories?.map((label, code) => [label, code] as const))
    return Float64Array.from(column, (label) =>
      label === null ? Number.NaN : (codes.get(label) ?? UNKNOWN_CATEGORY),
    )
  })
  return { rows, columns }
}

function policyInputs(
  { application, features, sources, earlyWarning }: CaseColumns,
  pd: Float64Array,
): (row: number) => PolicyInput {
  const numbers = Object.entries(features).filter(
    (entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array,
  )
  return (row) => {
    const own: Record<string, number | null> = {}
    for (const [id, column] of numbers) own[id] = known(column[row])
    return {
      application: {
        annual_income: application.annual_income[row],
        employment_years: application.employment_years[row],
        existing_debt: application.existing_debt[row],
        loan_amount: application.loan_amount[row],
        loan_purpose: application.loan_purpose[row],
        loan_term_months: known(application.loan_term_months[row]),
        age: known(application.age[row]),
      },
      features: own,
      score: 1 - pd[row],
      pd: pd[row],
      sources,
      early_warning: {
        risk_score: earlyWarning === undefined ? null : known(earlyWarning.riskScore[row]),
        risk_level: earlyWarning?.riskLevel[row] ?? null,
      },
    }
  }
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null)

function offered({ decision }: { decision: DecisionOutcome }, value: number | undefined): number {
  return decision === 'APPROVED' ? (value ?? Number.NaN) : Number.NaN
}

/** Places of things in the order in which they came. */
class Dictionary<T> {
  readonly items: T[] = []
  readonly #places = new Map<string, number>()
  readonly #key: (item: T) => string
  constructor(key: (item: T) => string) {
    this.#key = key
  }
  placeOf(item: T): number {
    const key = this.#key(item)
    const place = this.#places.get(key) ?? this.items.push(item) - 1
    this.#places.set(key, place)
    return place
  }
}
