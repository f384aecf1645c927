/** Metrics of more than two classes. */
import { aucOf } from './auc.ts'
import { rankScores } from './ranked-scores.ts'

/**
 * Mean negative log-likelihood of the classes that happened.
 *
 * @param label       0 … classes − 1, shape [n]
 * @param probability row by row, shape [n·classes]; rows sum to 1
 * @param weight      ≥ 0, shape [n]; all 1 when absent
 * @returns nats, ≥ 0; probabilities are read as at least 2⁻⁵²
 * @throws RangeError when the input does not fit
 */
export function multiclassLogLoss(
  label: Float64Array,
  probability: Float64Array,
  classes: number,
  weight?: Float64Array,
): number {
  const total = requireClasses('multiclassLogLoss', label, probability, classes, weight)
  let sum = 0
  for (let i = 0; i < label.length; i++) {
    const p = probability[i * classes + label[i]]
    sum -=
      (weight === undefined ? 1 : weight[i]) *
      Math.log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON))
  }
  return sum / total
}

/**
 * Share of rows whose likeliest class happened; of equal probabilities the first class is taken.
 *
 * @throws RangeError when the input does not fit
 */
export function multiclassAccuracy(
  label: Float64Array,
  probability: Float64Array,
  classes: number,
  weight?: Float64Array,
): number {
  const total = requireClasses('multiclassAccuracy', label, probability, classes, weight)
  let right = 0
  for (let i = 0; i < label.length; i++) {
    let likeliest = 0
    for (let c = 1; c < classes; c++)
      if (probability[i * classes + c] > probability[i * classes + likeliest]) likeliest = c
    if (likeliest === label[i]) right += weight === undefined ? 1 : weight[i]
  }
  return right / total
}

/**
 * Mean over the classes of the AUC of each against all others.
 *
 * @throws RangeError when the input does not fit or a class has no rows
 */
export function macroAuc(
  label: Float64Array,
  probability: Float64Array,
  classes: number,
  weight?: Float64Array,
): number {
  requireClasses('macroAuc', label, probability, classes, weight)
  let sum = 0
  for (let c = 0; c < classes; c++) {
    const isClass = Float64Array.from(label, (y) => (y === c ? 1 : 0))
    const score = Float64Array.from(label, (_, i) => probability[i * classes + c])
    sum += aucOf(rankScores(`macroAuc, class ${c}`, isClass, score, weight))
  }
  return sum / classes
}

function requireClasses(
  name: string,
  label: Float64Array,
  probability: Float64Array,
  classes: number,
  weight: Float64Array | undefined,
): number {
  const n = label.length
  if (!(Number.isInteger(classes) && classes >= 2))
    throw new RangeError(`${name}: need at least 2 classes, got ${classes}`)
  if (n === 0) throw new RangeError(`${name}: need at least 1 row, got 0`)
  if (probability.length !== n * classes)
    throw new RangeError(`${name}: need ${n} × ${classes} probabilities, got ${probability.length}`)
  if (weight !== undefined && weight.length !== n)
    throw new RangeError(`${name}: need a weight for each of ${n} labels, got ${weight.length}`)
  let total = 0
  for (let i = 0; i < n; i++) {
    if (!(Number.isInteger(label[i]) && label[i] >= 0 && label[i] < classes))
      throw new RangeError(`${name}: need labels 0 to ${classes - 1}, got ${label[i]} in row ${i}`)
    for (let c = 0; c < classes; c++)
      if (!(probability[i * classes + c] >= 0 && probability[i * classes + c] <= 1))
        throw new RangeError(
          `${name}: need probabilities in [0, 1], got ${probability[i * classes + c]} in row ${i}, class ${c}`,
        )
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: need finite weights >= 0, got ${w} in row ${i}`)
    total += w
  }
  if (!(total > 0)) throw new RangeError(`${name}: need a positive weight, got only zeros in ${n} rows`)
  return total
}
