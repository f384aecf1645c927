/** Weights that make the outcome independent of the group, for a model to be trained with. */
import type { Groups } from '../groups.ts'

export interface ReweighingCell {
  readonly group: string
  readonly label: 0 | 1
  /** Rows of known group with this label. */
  readonly rows: number
  /** What their weight is multiplied by; null without rows of positive weight. */
  readonly factor: number | null
}

export interface Reweighing {
  /** Weight to train with; rows of unknown group keep theirs. Shape [rows]. */
  readonly weight: Float64Array
  readonly cells: readonly ReweighingCell[]
  /** Groups in which one label never occurs: no weight makes them independent of it. */
  readonly outOfReach: readonly string[]
}

/**
 * Reweighing: under the new weights every group has the same share of label 1, and groups and labels keep their masses.
 *
 *   factor(g, y) = W(g) · W(y) / (W · W(g, y))
 *
 * @param label  0 or 1, shape [rows]
 * @param weight ≥ 0, shape [rows]; all 1 when absent
 * @throws RangeError when shapes, labels, codes or weights do not fit
 * @see Kamiran, Calders 2012, "Data preprocessing techniques for classification without discrimination"
 * @see docs/methods/fairness.md
 */
export function reweighing(label: ArrayLike<number>, groups: Groups, weight?: Float64Array): Reweighing {
  const { codes, labels } = groups
  const rows = label.length
  if (codes.length !== rows) throw new RangeError(`reweighing: need ${rows} group codes, got ${codes.length}`)
  if (weight !== undefined && weight.length !== rows)
    throw new RangeError(`reweighing: need ${rows} weights, got ${weight.length}`)
  const mass = new Float64Array(2 * labels.length)
  const counts = new Int32Array(2 * labels.length)
  for (let i = 0; i < rows; i++) {
    const code = codes[i]
    if (label[i] !== 0 && label[i] !== 1)
      throw new RangeError(`reweighing: need labels 0 or 1, got ${label[i]} in row ${i}`)
    if (!(code >= -1 && code < labels.length))
      throw new RangeError(
        `reweighing: need group codes from −1 to ${labels.length - 1}, got ${code} in row ${i}`,
      )
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`reweighing: need finite weights of at least 0, got ${w} in row ${i}`)
    if (code < 0) continue
    mass[2 * code + label[i]] += w
    counts[2 * code + label[i]]++
  }
  const ofLabel = [0, 0]
  for (let cell = 0; cell < mass.length; cell++) ofLabel[cell & 1] += mass[cell]
  const total = ofLabel[0] + ofLabel[1]
  const factor = mass.map((own, cell) => {
    const group = cell & ~1
    return own > 0 ? ((mass[group] + mass[group + 1]) * ofLabel[cell & 1]) / (total * own) : Number.NaN
  })
  const reweighed = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    reweighed[i] = codes[i] < 0 || w === 0 ? w : w * factor[2 * codes[i] + label[i]]
  }
  return {
    weight: reweighed,
    cells: labels.flatMap((group, code) =>
      ([0, 1] as const).map((y) => ({
        group,
        label: y,
        rows: counts[2 * code + y],
        factor: Number.isNaN(factor[2 * code + y]) ? null : factor[2 * code + y],
      })),
    ),
    outOfReach: labels.filter((_, code) => mass[2 * code] > 0 !== mass[2 * code + 1] > 0),
  }
}
