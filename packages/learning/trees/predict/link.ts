/** From raw scores to predictions. */
import type { TreeEnsemble } from '../tree-ensemble.ts'

/**
 * Applies an ensemble's link to raw scores.
 *
 *   identity p = f · logistic p = 1 / (1 + e^(−slope·f)) · exponential p = e^f · softmax p_k = e^(f_k) / Σ_j e^(f_j)
 *
 * @param raw shape [rows × outputs], row-major
 * @param out where predictions go, same shape; may be `raw` itself; made when absent
 * @returns `out`
 * @throws RangeError when the shapes do not fit
 * @see docs/methods/tree-prediction.md
 */
export function applyLink(
  { link, outputs, slope = 1 }: Pick<TreeEnsemble, 'link' | 'outputs' | 'slope'>,
  raw: Float64Array,
  out: Float64Array = new Float64Array(raw.length),
): Float64Array {
  if (out.length < raw.length || raw.length % outputs !== 0)
    throw new RangeError(
      `applyLink: need whole rows of ${outputs} and room for them, got ${raw.length} and ${out.length}`,
    )
  if (link === 'identity') {
    if (out !== raw) out.set(raw)
  } else if (link === 'logistic') {
    for (let i = 0; i < raw.length; i++) out[i] = 1 / (1 + Math.exp(-slope * raw[i]))
  } else if (link === 'exponential') {
    for (let i = 0; i < raw.length; i++) out[i] = Math.exp(raw[i])
  } else {
    for (let row = 0; row < raw.length; row += outputs) softmax(raw, out, row, outputs)
  }
  return out
}

function softmax(raw: Float64Array, out: Float64Array, start: number, outputs: number): void {
  let largest = raw[start]
  for (let k = 1; k < outputs; k++) largest = Math.max(largest, raw[start + k])
  let sum = 0
  for (let k = 0; k < outputs; k++) {
    out[start + k] = Math.exp(raw[start + k] - largest)
    sum += out[start + k]
  }
  for (let k = 0; k < outputs; k++) out[start + k] /= sum
}
