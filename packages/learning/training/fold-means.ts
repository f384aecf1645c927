/** Figures of folds as one: means of AUCs and of their differences, with what is known of their error. */
import { normalCdf, normalQuantile, studentTCdf } from '@pratibimba/numerics/distributions'
import { type AucEstimate, compareAucs, type Estimate, wilson } from '../metrics/index.ts'
import type { TriedRows } from './contenders.ts'
import { take } from './cross-fit.ts'
import type { FoldResult } from './race.ts'

/** Rows of either outcome from which on DeLong's variance says something: of one row it is 0, of two hardly known. */
const ROWS_FOR_DELONG = 3
const NINETY_FIVE = normalQuantile(0.975)

/**
 * Mean over the folds. The folds' rows are independent, so that their variances add: SE² = Σ SE_f²/K².
 *
 * Where a fold has fewer than three rows of an outcome, or every fold is separated perfectly, DeLong's variance is
 * missing or 0. No AUC varies more than A(1 − A)/min(events, others); the interval is then Wilson's with the number of
 * trials that gives, K²/Σ 1/min_f, which is on the safe side.
 *
 * @see Birnbaum & Klose 1957, "Bounds for the variance of the Mann-Whitney statistic"
 * @see docs/methods/training.md
 */
export function meanAuc(folds: readonly Pick<FoldResult, 'rows' | 'events' | 'auc'>[]): Estimate {
  const count = folds.length
  const value = folds.reduce((sum, { auc }) => sum + auc.value, 0) / count
  const rarest = folds.map(({ rows, events }) => Math.min(events, rows - events))
  if (value === 0 || value === 1 || Math.min(...rarest) < ROWS_FOR_DELONG)
    return wilson(value, count ** 2 / rarest.reduce((sum, rows) => sum + 1 / rows, 0))
  const reach = NINETY_FIVE * errorOfMean(folds.map(({ auc }) => auc))
  return { value, lower: Math.max(0, value - reach), upper: Math.min(1, value + reach) }
}

export interface FoldDifference {
  readonly difference: Estimate
  readonly standardError: number
  readonly pValue: number
}

/**
 * AUC of scores minus that of others: the mean over the folds of differences paired by row (DeLong).
 *
 * Where a fold has fewer than three rows of an outcome, the error is at least what the spread of the folds says, and
 * the p-value is Student's with K − 1 degrees of freedom.
 */
export function foldDifference(
  score: Float64Array,
  other: Float64Array,
  { data, folds }: Pick<TriedRows, 'data' | 'folds'>,
): FoldDifference {
  const each = folds.map(({ test }) =>
    compareAucs(
      take(data.label, test),
      take(score, test),
      take(other, test),
      data.weight && take(data.weight, test),
    ),
  )
  const count = each.length
  const value = each.reduce((sum, { difference }) => sum + difference.value, 0) / count
  const few = folds.some(({ test }) => rarestOf(data.label, test) < ROWS_FOR_DELONG)
  const spread = each.reduce((sum, { difference }) => sum + (difference.value - value) ** 2, 0)
  const standardError = Math.max(errorOfMean(each), few ? Math.sqrt(spread / (count - 1) / count) : 0)
  const reach = NINETY_FIVE * standardError
  const below = (z: number): number => (few ? studentTCdf(z, count - 1) : normalCdf(z))
  return {
    difference: { value, lower: value - reach, upper: value + reach },
    standardError,
    pValue: standardError === 0 ? 1 : 2 * below(-Math.abs(value) / standardError),
  }
}

function errorOfMean(folds: readonly Pick<AucEstimate, 'standardError'>[]): number {
  return Math.sqrt(folds.reduce((sum, { standardError }) => sum + standardError ** 2, 0)) / folds.length
}

function rarestOf(label: Float64Array, rows: Int32Array): number {
  let events = 0
  for (const row of rows) events += label[row]
  return Math.min(events, rows.length - events)
}
