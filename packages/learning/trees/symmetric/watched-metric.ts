/** The figure that early stopping watches. */
import type { LabelledMatrix } from '../../data/index.ts'
import { auc } from '../../metrics/index.ts'
import type { WatchedMetric } from '../boosting/training-context.ts'

/** @param scores raw, shape [outputs][rows] */
export function watchedValue(
  metric: WatchedMetric,
  scores: readonly Float64Array[],
  { label, weight, rows }: LabelledMatrix,
): number {
  if (metric === 'auc') return auc(label, scores[0], weight)
  let sum = 0
  let total = 0
  for (let row = 0; row < rows; row++) {
    const w = weight === undefined ? 1 : weight[row]
    total += w
    sum += w * lossOf(metric, scores, row, label[row])
  }
  return metric === 'rmse' ? Math.sqrt(sum / total) : sum / total
}

function lossOf(
  metric: Exclude<WatchedMetric, 'auc'>,
  scores: readonly Float64Array[],
  row: number,
  label: number,
): number {
  const score = scores[0][row]
  if (metric === 'rmse') return (score - label) ** 2
  if (metric === 'logloss') return Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score)))
  let highest = Number.NEGATIVE_INFINITY
  for (const column of scores) highest = Math.max(highest, column[row])
  let sum = 0
  for (const column of scores) sum += Math.exp(column[row] - highest)
  return highest + Math.log(sum) - scores[label][row]
}
