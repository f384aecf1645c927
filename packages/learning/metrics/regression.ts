/** Metrics of predicted amounts. */

export interface RegressionErrors {
  /** √(Σ w·(ŷ − y)²/Σ w), in the unit of the target. */
  readonly rmse: number
  /** Σ w·|ŷ − y|/Σ w. */
  readonly mae: number
  /** 1 − Σ w·(ŷ − y)²/Σ w·(y − ȳ)²; NaN when the target is constant. */
  readonly r2: number
}

/**
 * Errors of predicted amounts.
 *
 * @param target    finite, shape [n]
 * @param predicted finite, shape [n]
 * @param weight    ≥ 0, shape [n]; all 1 when absent
 * @throws RangeError when the input does not fit
 */
export function regressionErrors(
  target: Float64Array,
  predicted: Float64Array,
  weight?: Float64Array,
): RegressionErrors {
  const n = target.length
  if (n === 0) throw new RangeError('regressionErrors: need at least 1 row, got 0')
  if (predicted.length !== n)
    throw new RangeError(
      `regressionErrors: need a prediction for each of ${n} targets, got ${predicted.length}`,
    )
  if (weight !== undefined && weight.length !== n)
    throw new RangeError(`regressionErrors: need a weight for each of ${n} targets, got ${weight.length}`)
  let [total, sum, squares, distances] = [0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (!(Number.isFinite(target[i]) && Number.isFinite(predicted[i])))
      throw new RangeError(
        `regressionErrors: need finite values, got target ${target[i]} and prediction ${predicted[i]} in row ${i}`,
      )
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`regressionErrors: need finite weights >= 0, got ${w} in row ${i}`)
    const error = predicted[i] - target[i]
    total += w
    sum += w * target[i]
    squares += w * error * error
    distances += w * Math.abs(error)
  }
  if (!(total > 0))
    throw new RangeError(`regressionErrors: need a positive weight, got only zeros in ${n} rows`)
  const mean = sum / total
  let spread = 0
  for (let i = 0; i < n; i++) spread += (weight === undefined ? 1 : weight[i]) * (target[i] - mean) ** 2
  return {
    rmse: Math.sqrt(squares / total),
    mae: distances / total,
    r2: spread > 0 ? 1 - squares / spread : Number.NaN,
  }
}
