/** Shapley values of a scorecard: exact, because it is a sum. */
import type { Matrix } from '../../data/index.ts'
import { type ScorecardModel, woeTransform } from '../../scorecard/index.ts'
import type { Explanation } from '../tree-shap/index.ts'

/**
 * Interventional Shapley values in log-odds of label 1 against a background.
 *
 *   φ_j = β_j (woe_j(x) − E[woe_j]),   expected = β₀ + Σ β_j E[woe_j]
 *
 * expected + Σ φ_j is scorecardRaw. Columns that no attribute reads have 0.
 *
 * @param matrix     columns in the order of `model.inputs`
 * @param background mean WoE of each attribute, shape [attributes]; the training rows' when absent
 * @returns values of shape [rows × inputs], row by row
 * @throws RangeError when a shape does not fit
 * @see docs/methods/scorecard.md
 */
export function linearShap(
  model: ScorecardModel,
  matrix: Matrix,
  background: Float64Array = Float64Array.from(model.attributes, (attribute) => attribute.meanWoe),
): Explanation {
  const inputs = model.inputs.length
  if (matrix.columns.length !== inputs)
    throw new RangeError(`linearShap: need ${inputs} columns, got ${matrix.columns.length}`)
  if (background.length !== model.attributes.length)
    throw new RangeError(
      `linearShap: need a mean for each of ${model.attributes.length} attributes, got ${background.length}`,
    )
  const values = new Float64Array(matrix.rows * inputs)
  let expected = model.intercept
  model.attributes.forEach((attribute, k) => {
    expected += attribute.coefficient * background[k]
    const woe = woeTransform(attribute.binned, matrix.columns[attribute.input])
    for (let i = 0; i < matrix.rows; i++)
      values[i * inputs + attribute.input] = attribute.coefficient * (woe[i] - background[k])
  })
  return { values, expected: Float64Array.of(expected) }
}

/**
 * Mean weight of evidence of each attribute over background rows.
 *
 * @param weight shape [rows]; 1 each when absent
 * @returns shape [attributes]
 * @throws RangeError without any weight
 */
export function meanWoe(model: ScorecardModel, matrix: Matrix, weight?: Float64Array): Float64Array {
  let total = 0
  for (let i = 0; i < matrix.rows; i++) total += weight?.[i] ?? 1
  if (!(total > 0)) throw new RangeError(`meanWoe: need background rows of positive weight, got ${total}`)
  return Float64Array.from(model.attributes, (attribute) => {
    const woe = woeTransform(attribute.binned, matrix.columns[attribute.input])
    let sum = 0
    for (let i = 0; i < woe.length; i++) sum += (weight?.[i] ?? 1) * woe[i]
    return sum / total
  })
}
