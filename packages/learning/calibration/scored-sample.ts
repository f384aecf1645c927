/** Scores and outcomes that a calibrator is learnt from. */
import type { ScoreScale } from './calibrator.ts'

export interface ScoredSample {
  /** Of rows the model was not trained on, finite; shape [n]. */
  readonly score: Float64Array
  readonly scale: ScoreScale
  /** 1 event, 0 not; shape [n]. */
  readonly label: Float64Array
  /** ≥ 0, shape [n]; all 1 when absent. */
  readonly weight?: Float64Array
}

/** @throws RangeError naming the first row that does not fit, or when every weight is 0 */
export function requireScoredSample(name: string, { score, scale, label, weight }: ScoredSample): void {
  const n = label.length
  if (n === 0) throw new RangeError(`${name}: need at least 1 row, got 0`)
  if (score.length !== n)
    throw new RangeError(`${name}: need a score for each of ${n} labels, got ${score.length}`)
  if (weight !== undefined && weight.length !== n)
    throw new RangeError(`${name}: need a weight for each of ${n} labels, got ${weight.length}`)
  let total = 0
  for (let i = 0; i < n; i++) {
    if (label[i] !== 0 && label[i] !== 1)
      throw new RangeError(`${name}: need labels 0 or 1, got ${label[i]} in row ${i}`)
    if (!Number.isFinite(score[i]))
      throw new RangeError(`${name}: need finite scores, got ${score[i]} in row ${i}`)
    if (scale === 'probability' && !(score[i] >= 0 && score[i] <= 1))
      throw new RangeError(`${name}: need probabilities in [0, 1], got ${score[i]} in row ${i}`)
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: need finite weights >= 0, got ${w} in row ${i}`)
    total += w
  }
  if (!(total > 0)) throw new RangeError(`${name}: need a positive weight, got only zeros in ${n} rows`)
}
