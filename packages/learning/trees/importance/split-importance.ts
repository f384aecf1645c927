/** How much the splits of a model win, or how many there are, by input. */
import { inputContributions } from '../../explanation/tree-shap/index.ts'
import type { TreeModel } from '../../models/index.ts'

/** `total-gain`: what the splits on an input won in all; `average-gain`: what one of them won; `splits`: their number. */
export type SplitMeasure = 'total-gain' | 'average-gain' | 'splits'

/**
 * Importance of the inputs as the trees tell it: of the rows they were grown on. A column made of several inputs is shared
 * equally among them.
 *
 * @returns shape [inputs]; 0 for an input that no split reads
 * @throws RangeError when gains are asked of a model whose file kept none
 * @see docs/methods/feature-importance.md
 */
export function importanceOf(model: TreeModel, by: SplitMeasure): Float64Array {
  if (by !== 'splits' && !keepsGains(model))
    throw new RangeError(
      `importanceOf: need a model that keeps what its splits won for ${by}, got one without`,
    )
  const splits = byInput(model, () => 1)
  if (by === 'splits') return splits
  const total = byInput(model, (node) => model.ensemble.gain[node])
  return by === 'total-gain' ? total : total.map((gain, input) => (gain === 0 ? 0 : gain / splits[input]))
}

/** Whether the splits say what they won: some libraries' files do not. */
export function keepsGains({ ensemble }: TreeModel): boolean {
  return ensemble.gain.some((gain) => gain > 0) || ensemble.feature.every((feature) => feature < 0)
}

function byInput(model: TreeModel, worth: (node: number) => number): Float64Array {
  const { feature, outputs } = model.ensemble
  const byColumn = new Float64Array(model.columns.length * outputs)
  for (let node = 0; node < feature.length; node++)
    if (feature[node] >= 0) byColumn[feature[node] * outputs] += worth(node)
  const shared = inputContributions(model, byColumn)
  return Float64Array.from(model.inputs, (_, input) => shared[input * outputs])
}
