/** Recorded decisions whose outcome is known, as a table to learn from: the features as they were when it was decided. */
import { createHash } from 'node:crypto'
import { ProblemError } from '@pratibimba/contract'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { applicationFeatures, featureSetHash } from '@pratibimba/risk/applications'
import type { FeatureValues } from '@pratibimba/risk/decisions'
import type { Context } from '../../context.ts'
import { contentOf } from '../deciding.ts'

const TARGET = 'good'
const AT_A_TIME = 500
/** Fewer are no table. */
const LEAST = 50

export interface DecisionRows {
  readonly frame: Frame
  readonly target: string
  readonly bad: string
  readonly rows: number
  /** Over the hashes of the records and what became of them. */
  readonly sha256: string
}

/**
 * Persons that were erased, and decisions by another catalogue of features, are left out.
 *
 * @throws ProblemError `unusable_data` where hardly any outcome is known
 */
export async function rowsOfDecisions(
  { credit }: Pick<Context, 'credit'>,
  signal?: AbortSignal,
): Promise<DecisionRows> {
  const features: FeatureValues[] = []
  const days: number[] = []
  const good: number[] = []
  const hash = createHash('sha256')
  const catalogue = featureSetHash()
  for await (const decisions of credit.stores.decisions.walk({}, AT_A_TIME)) {
    signal?.throwIfAborted()
    const outcomes = await credit.stores.decisions.outcomesOf(decisions.map(({ id }) => id))
    for (const decision of decisions) {
      const outcome = outcomes.get(decision.id)
      const key = outcome && (await credit.vault.open(decision.sealed.person))
      if (outcome === undefined || key === undefined) continue
      const content = contentOf(decision, key)
      if (content.featureSet.hash !== catalogue) continue
      features.push(content.features)
      days.push(Math.floor(decision.decidedAt.getTime() / 86_400_000))
      good.push(outcome.good ? 1 : 0)
      hash.update(`${decision.sha256} ${outcome.good}\n`)
    }
  }
  if (features.length < LEAST)
    throw new ProblemError(
      'unusable_data',
      `The outcome of ${features.length} decisions is known: that is too little to learn from. Tell outcomes by POST /api/credit/outcomes, or train from an upload of applications.`,
    )
  return {
    frame: frameOf([
      ...applicationFeatures.features.map(({ id, kind }): [string, Column] => [
        id,
        columnOf(id, kind, features),
      ]),
      ['application_date', { kind: 'date', values: Int32Array.from(days) }],
      [TARGET, { kind: 'int32', values: Int32Array.from(good) }],
    ]),
    target: TARGET,
    bad: '0',
    rows: features.length,
    sha256: hash.digest('hex'),
  }
}

function columnOf(id: string, kind: 'number' | 'category', rows: readonly FeatureValues[]): Column {
  const validity = Uint8Array.from(rows, (values) =>
    values[id] === null || values[id] === undefined ? 0 : 1,
  )
  if (kind === 'number')
    return {
      kind: 'float64',
      values: Float64Array.from(rows, (values) => (typeof values[id] === 'number' ? values[id] : Number.NaN)),
      validity,
    }
  const dictionary = [
    ...new Set(rows.flatMap((values) => (typeof values[id] === 'string' ? [values[id]] : []))),
  ].sort()
  const codes = new Map(dictionary.map((label, code) => [label, code]))
  return {
    kind: 'category',
    dictionary,
    values: Int32Array.from(rows, (values) => codes.get(String(values[id])) ?? 0),
    validity,
  }
}
