/** Scores of rows that no model in use had seen: what every figure of a training is computed from. */
import type { PanelRows } from './panel.ts'

/** Whose scores are kept beside the model's own, by column name. */
export const scoredMembers = [
  'symmetric',
  'depth_wise',
  'leaf_wise',
  'scorecard',
  'fixed_weights',
  'stacked',
] as const
export type ScoredMember = (typeof scoredMembers)[number]

/** The split of rows that no fold tried and no training learnt from. */
export const TEST_SPLIT = -1

/** One row a prediction: those of the folds, then those of the test. */
export interface WarningPredictions {
  readonly customerId: readonly string[]
  readonly asOfDay: Int32Array
  /** Fold that tried the row, from 0; TEST_SPLIT. */
  readonly split: Int8Array
  readonly label: Float64Array
  /** NaN where no payment was missed. */
  readonly firstMissedDay: Float64Array
  /** Log-odds before calibration. */
  readonly score: Float64Array
  /** After it; in folds by a calibrator that learnt from the others. */
  readonly probability: Float64Array
  /** Log-odds of each; NaN where one could not be fitted. */
  readonly members: Readonly<Record<ScoredMember, Float64Array>>
}

export function predictionRows({ split }: WarningPredictions, wanted: 'test' | 'folds'): Int32Array {
  const rows = Int32Array.from(split.keys())
  return rows.filter((row) => (split[row] === TEST_SPLIT) === (wanted === 'test'))
}

export function takeValues(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row])
}

/** Predictions of panel rows, in the order given. */
export function predictionsOf(
  { customerIds, customer, asOfDay, label, firstMissedDay }: PanelRows,
  rows: Int32Array,
  split: (row: number) => number,
  scores: Pick<WarningPredictions, 'score' | 'probability' | 'members'>,
): WarningPredictions {
  return {
    customerId: Array.from(rows, (row) => customerIds[customer[row]]),
    asOfDay: rows.map((row) => asOfDay[row]),
    split: Int8Array.from(rows, split),
    label: takeValues(label, rows),
    firstMissedDay: takeValues(firstMissedDay, rows),
    ...scores,
  }
}
