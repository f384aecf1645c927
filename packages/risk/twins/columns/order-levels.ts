/** Puts the levels of an unordered category in the order in which the other columns rise. */
import { type LatentData, MISSING_CODE } from '../dependence/latent-data.ts'

/**
 * The order of a category's levels along the first principal axis of their mean normal scores in the other columns
 * (the first axis of a correspondence between the levels and those columns), so that a copula can carry the dependence.
 *
 * @param category latent whose codes are to be reordered
 * @param others   normal scores of other columns, row-major, shape [rows · width], 0 where missing
 * @returns codes in their new order: the old code that becomes 0, 1, …
 * @see docs/methods/marginals.md
 */
export function associationOrder(category: LatentData, others: Float64Array, width: number): Uint8Array {
  const { codes, cells, counts } = category
  const identity = Uint8Array.from({ length: cells }, (_, code) => code)
  if (width === 0) return identity
  const means = new Float64Array(cells * width)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]
    if (code === MISSING_CODE) continue
    for (let j = 0; j < width; j++) means[code * width + j] += others[row * width + j]
  }
  for (let code = 0; code < cells; code++)
    for (let j = 0; j < width; j++) means[code * width + j] /= Math.max(1, counts[code])
  const axis = principalAxis(means, counts, width)
  const position = Float64Array.from(identity, (code) => {
    let sum = 0
    for (let j = 0; j < width; j++) sum += means[code * width + j] * axis[j]
    return sum
  })
  return identity.sort((a, b) => position[a] - position[b] || a - b)
}

/** Leading eigenvector of the levels' scatter, by power iteration; its largest component is positive. */
function principalAxis(means: Float64Array, weights: Float64Array, width: number): Float64Array {
  let axis = new Float64Array(width).fill(1)
  for (let step = 0; step < 50; step++) {
    const next = new Float64Array(width)
    for (let level = 0; level < weights.length; level++) {
      let projection = 0
      for (let j = 0; j < width; j++) projection += means[level * width + j] * axis[j]
      // Small levels have noisy means.
      const pull = (projection * weights[level]) / (1 + 20 / Math.max(1, weights[level]))
      for (let j = 0; j < width; j++) next[j] += pull * means[level * width + j]
    }
    const length = Math.hypot(...next)
    if (length === 0) return axis
    axis = next.map((x) => x / length)
  }
  const largest = axis.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)
  return largest < 0 ? axis.map((x) => -x) : axis
}

/** The latent with its codes in another order. */
export function reordered(latent: LatentData, order: Uint8Array): LatentData {
  if (latent.form.kind !== 'levels')
    throw new RangeError(`reordered: need a latent of levels, got quantiles in "${latent.name}"`)
  const { values } = latent.form
  const newCode = new Uint8Array(256).fill(MISSING_CODE)
  order.forEach((old, position) => {
    newCode[old] = position
  })
  return {
    ...latent,
    codes: latent.codes.map((code) => newCode[code]),
    counts: Float64Array.from(order, (old) => latent.counts[old]),
    form: { kind: 'levels', values: Float64Array.from(order, (old) => values[old]) },
  }
}
