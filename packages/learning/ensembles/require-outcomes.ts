/** What learning from two outcomes demands. */

/**
 * @returns the sum of the weights
 * @throws RangeError when shapes do not fit, a value is not 0 or 1, a weight is negative, or one outcome has no weight
 */
export function requireBothOutcomes(
  name: string,
  label: Float64Array,
  weight: Float64Array | undefined,
  rows: number,
): number {
  if (label.length !== rows) throw new RangeError(`${name}: need ${rows} labels, got ${label.length}`)
  if (weight !== undefined && weight.length !== rows)
    throw new RangeError(`${name}: need ${rows} weights, got ${weight.length}`)
  const sums = [0, 0]
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: need finite weights of at least 0, got ${w} in row ${i}`)
    if (label[i] !== 0 && label[i] !== 1)
      throw new RangeError(`${name}: need labels 0 or 1, got ${label[i]} in row ${i}`)
    sums[label[i]] += w
  }
  if (!(sums[0] > 0 && sums[1] > 0))
    throw new RangeError(`${name}: need rows of both labels, got one of them only`)
  return sums[0] + sums[1]
}
