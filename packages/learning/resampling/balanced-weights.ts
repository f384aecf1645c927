/** Weights under which every class counts the same. */

/**
 * Weights n/(k·n_c) of the rows of class c: their total stays n, and each of the k classes holds 1/k of it.
 *
 * @param label  classes, shape [n]
 * @param weight to be balanced, ≥ 0, shape [n]; all 1 when absent
 * @returns shape [n]
 * @throws RangeError when a label is not finite, a weight is negative, or a class has no weight
 * @see docs/methods/resampling.md
 */
export function balancedWeights(label: Float64Array, weight?: Float64Array): Float64Array {
  if (label.length === 0) throw new RangeError('balancedWeights: need at least 1 row, got 0')
  if (weight !== undefined && weight.length !== label.length)
    throw new RangeError(
      `balancedWeights: need a weight for each of ${label.length} labels, got ${weight.length}`,
    )
  const byClass = new Map<number, number>()
  let total = 0
  for (let row = 0; row < label.length; row++) {
    const w = weight === undefined ? 1 : weight[row]
    if (!Number.isFinite(label[row]))
      throw new RangeError(`balancedWeights: need labels, got ${label[row]} in row ${row}`)
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`balancedWeights: need finite weights >= 0, got ${w} in row ${row}`)
    byClass.set(label[row], (byClass.get(label[row]) ?? 0) + w)
    total += w
  }
  for (const [of, sum] of byClass)
    if (sum === 0)
      throw new RangeError(`balancedWeights: need weight in every class, got none in class ${of}`)
  return label.map(
    (of, row) =>
      ((weight === undefined ? 1 : weight[row]) * total) / (byClass.size * (byClass.get(of) as number)),
  )
}
