/** What an applicant could change to be approved: searched by the model, allowed by the policy, verified by deciding. */
import type { CreditDecision } from '@pratibimba/contract'
import type { Matrix } from '@pratibimba/learning/data'
import { counterfactualFinder } from '@pratibimba/learning/explanation/counterfactuals'
import type { NumberMarginal } from '@pratibimba/learning/explanation/population'
import type { Application } from '../applications/application.ts'
import type { PolicyResult } from '../policies/policy.ts'
import { type ChangeableField, changeableFields } from './changeable-fields.ts'
import { type CreditCase, policyInput } from './credit-case.ts'
import type { DeciderParts } from './decide.ts'

/** Values tried along a field. */
const GRID = 24
/** Halvings when the lowest score that the policy approves is looked for. */
const HALVINGS = 12
const SEARCH = { most: 3, mostChanges: 3, sparsity: 0.5, budget: 600 }

type Counterfactual = NonNullable<CreditDecision['counterfactual']>

/** A field as it stands in an application. */
interface OwnField extends ChangeableField {
  readonly own: number
  readonly grid: readonly number[]
  readonly marginal: NumberMarginal
}

type Parts = Pick<DeciderParts, 'model' | 'policy' | 'features'>

/**
 * The nearest change of the application that the same model and policy approve.
 *
 * Features are computed anew from the changed application, so that ratios stay what they are. First the application is
 * moved to where rules let it pass with a perfect score, then to the lowest score that passes; what is found is decided
 * whole, and offered only when it is approved.
 *
 * @returns null where nothing was found, which is no proof that there is nothing
 * @see docs/methods/credit-decisions.md
 */
export async function findCounterfactual(
  credit: CreditCase,
  decided: PolicyResult,
  parts: Parts,
): Promise<Counterfactual | null> {
  if (decided.decision === 'APPROVED') return null
  const fields = fieldsOf(credit.application, parts)
  if (fields.length === 0) return null
  for (const start of await startsOf(credit, fields, parts)) {
    const wanted = await lowestApproved(start, parts)
    for (const application of nearest(start, fields, wanted, parts)) {
      const changed = { ...credit, application }
      const { pd, result } = await decideWhole(changed, parts)
      if (result.decision !== 'APPROVED') continue
      const changes = fields.flatMap(({ field, own, of, text }) => {
        const to = of(application)!
        return to === own ? [] : [{ field, from: own, to, text: text(own, to) }]
      })
      if (changes.length > 0) return { changes, outcome: result.decision, score: 1 - pd, verified: true }
    }
  }
  return null
}

async function decideWhole(credit: CreditCase, { model, policy, features }: Parts) {
  const values = features.compute(credit)
  const pd = model.probability(model.rowOf(values))
  return { pd, result: await policy.decide(policyInput(credit, values, pd)) }
}

/** Whether rules let an application pass with a score. */
async function passes(credit: CreditCase, score: number, { policy, features }: Parts): Promise<boolean> {
  const { decision } = await policy.decide(policyInput(credit, features.compute(credit), 1 - score))
  return decision === 'APPROVED'
}

/** The application itself where only its score is lacking; else the nearest that rules let pass, by each field and by all. */
async function startsOf(
  credit: CreditCase,
  fields: readonly OwnField[],
  parts: Parts,
): Promise<readonly CreditCase[]> {
  if (await passes(credit, 1, parts)) return [credit]
  const starts: CreditCase[] = []
  const paths = fields.flatMap(({ grid, set, change }): ((share: number) => Application)[] => {
    // A field that may go both ways is moved each way.
    const ways = change === 'any' ? [grid, [...grid].reverse()] : [grid]
    return ways.map((way) => (share) => set(credit.application, way[Math.round(share * (way.length - 1))]))
  })
  const easy = fields.filter(({ inTime, change }) => !inTime && change !== 'any')
  if (easy.length > 1)
    paths.push((share) =>
      easy.reduce(
        (application, { set, grid }) => set(application, grid[Math.round(share * (grid.length - 1))]),
        credit.application,
      ),
    )
  for (const path of paths) {
    const at = (share: number): CreditCase => ({ ...credit, application: path(share) })
    if (!(await passes(at(1), 1, parts))) continue
    let low = -1
    let high = GRID - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (await passes(at(middle / (GRID - 1)), 1, parts)) high = middle
      else low = middle
    }
    starts.push(at(high / (GRID - 1)))
  }
  return starts
}

/** The lowest score that the policy approves for an application, from above, to 2⁻¹². */
async function lowestApproved(credit: CreditCase, parts: Parts): Promise<number> {
  let low = 0
  let high = 1
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (await passes(credit, middle, parts)) high = middle
    else low = middle
  }
  return high
}

/** Changed applications by their distance, from a start that rules let pass; the start itself where its score suffices. */
function nearest(
  start: CreditCase,
  fields: readonly OwnField[],
  wanted: number,
  { model, features }: Parts,
): readonly Application[] {
  const applicationOf = (values: (field: number) => number): Application =>
    fields.reduce((application, { set, of }, f) => {
      const value = values(f)
      return of(application) === value ? application : set(application, value)
    }, start.application)
  const score = (matrix: Matrix): Float64Array => {
    const columns = model.bundle.features.map(() => new Float64Array(matrix.rows))
    for (let i = 0; i < matrix.rows; i++) {
      const application = applicationOf((f) => matrix.columns[f][i])
      const row = model.rowOf(features.compute({ ...start, application }))
      for (let f = 0; f < row.length; f++) columns[f][i] = row[f]
    }
    return model.probabilities({ rows: matrix.rows, columns }).map((pd) => 1 - pd)
  }
  const finder = counterfactualFinder(
    score,
    fields.map(({ field }) => ({ name: field, kind: 'number' as const })),
    fields.map(({ marginal }) => marginal),
    {
      inputs: fields.map(({ field, change, cost, own, range }) => {
        const { min, max, step } = range(own)
        return { input: field, change, cost, min, max, step }
      }),
    },
    { ...SEARCH, splits: fields.map(({ grid }) => Float64Array.from(grid).sort()) },
  )
  const row = { rows: 1, columns: fields.map(({ of }) => Float64Array.of(of(start.application)!)) }
  const { outcome, counterfactuals } = finder.find(row, 0, { atLeast: wanted })
  if (outcome === 'already') return [start.application]
  return counterfactuals.map(({ values }) => applicationOf((f) => values[f]))
}

/** Fields that the application has and that can move. */
function fieldsOf(application: Application, { model }: Parts): readonly OwnField[] {
  const { bundle } = model
  return changeableFields.flatMap((field): OwnField[] => {
    const own = field.of(application)
    if (own === undefined) return []
    const { min, max, step } = field.range(own)
    const far = field.change === 'up' ? max : min
    if (field.change !== 'any' && !(Math.abs(far - own) >= step)) return []
    const [from, to] = field.change === 'any' ? [min, max] : [own, far]
    const grid = Array.from({ length: GRID }, (_, k) => {
      const value = from + ((to - from) * k) / (GRID - 1)
      return k === 0 || k === GRID - 1 ? value : Math.round(value / step) * step
    })
    const known = bundle.marginals[bundle.features.findIndex(({ id }) => id === field.field)]
    const scale = known?.kind === 'number' ? known.scale : Math.max(step, 0.25 * Math.abs(own))
    const marginal: NumberMarginal = {
      kind: 'number',
      missingShare: 0,
      quantiles: new Float64Array(0),
      mean: own,
      deviation: scale,
      scale,
      step,
    }
    return [{ ...field, own, grid, marginal }]
  })
}
