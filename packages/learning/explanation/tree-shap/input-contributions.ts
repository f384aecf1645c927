/** From the columns that trees read back to what the user gave. */
import type { TreeModel } from '../../models/model.ts'
import type { ColumnSource } from '../../trees/tree-ensemble.ts'

/**
 * Sums what columns add into what inputs add; a combination of several is shared equally among the distinct inputs it is
 * made of. What a row's values add up to stays the same.
 *
 * @param values of an explanation, shape [rows × columns × outputs]
 * @returns shape [rows × inputs × outputs]
 * @throws RangeError when the values are not those of whole rows of the model
 * @see docs/methods/tree-shap.md
 */
export function inputContributions(model: TreeModel, values: Float64Array): Float64Array {
  const { outputs } = model.ensemble
  const from = model.columns.length * outputs
  const to = model.inputs.length * outputs
  const rows = from === 0 ? 0 : values.length / from
  if (!Number.isInteger(rows))
    throw new RangeError(`inputContributions: need a multiple of ${from} values, got ${values.length}`)
  const summed = new Float64Array(rows * to)
  model.columns.forEach((source, column) => {
    const inputs = inputsOf(source)
    for (const input of inputs)
      for (let row = 0; row < rows; row++)
        for (let output = 0; output < outputs; output++)
          summed[row * to + input * outputs + output] +=
            values[row * from + column * outputs + output] / inputs.length
  })
  return summed
}

function inputsOf(source: ColumnSource): readonly number[] {
  if (source.kind === 'input') return [source.input]
  if (source.kind === 'target-statistic') return [...new Set(source.inputs)]
  return [...new Set(source.parts.map(({ input }) => input))]
}
