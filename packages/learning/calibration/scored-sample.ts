/** Scores and outcomes that a calibrator is learnt from. */
import { requireBinarySample, requireProbabilities } from '../metrics/binary-sample.ts'
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
  requireBinarySample(name, label, score, weight)
  if (scale === 'probability') requireProbabilities(name, score)
}
