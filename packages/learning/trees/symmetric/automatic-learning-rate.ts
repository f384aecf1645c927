/** A learning rate for those who name none. */
import type { SymmetricObjectiveName } from './parameters.ts'

/** [per log row, constant, per log iteration], fitted by CatBoost's authors on many data sets; with validation and without. */
const coefficients: Record<SymmetricObjectiveName, readonly [readonly number[], readonly number[]]> = {
  binary: [
    [0.247, -5.158, -0.435],
    [0.427, -7.525, -0.917],
  ],
  regression: [
    [0.157, -4.062, -0.61],
    [0.158, -4.287, -0.813],
  ],
  multiclass: [
    [0.02, -2.364, -0.382],
    [0.051, -2.889, -0.845],
  ],
}

/**
 * CatBoost's automatic learning rate.
 *
 *   η = min(½, n^a · e^b · (T / 1000)^c), to six decimals
 *
 * @param rows       n, rows to train on
 * @param iterations T, trees to grow
 * @param validated  whether the best iteration is chosen on rows held back
 * @see docs/methods/ordered-boosting.md
 */
export function automaticLearningRate(
  objective: SymmetricObjectiveName,
  rows: number,
  iterations: number,
  validated: boolean,
): number {
  const [perLogRow, constant, perLogIteration] = coefficients[objective][validated ? 0 : 1]
  const rate =
    Math.exp(perLogRow * Math.log(rows) + constant) * Math.exp(perLogIteration * Math.log(iterations / 1000))
  return Math.max(1e-6, Math.round(Math.min(0.5, rate) * 1e6) / 1e6)
}
