/** Exactly K of n by unequal probabilities, whatever the cut into chunks: systematic sampling on whole numbers. */
import { UNITS } from './risk-draw.ts'

/** Bins of weights: four per power of two from 1 to 2⁴⁰. */
const BINS = 4 * 41
const LOW_BITS = 2 ** 20

/** Weights of a range of borrowers by size, exact; what the risk pass answers. */
export interface WeightTable {
  /** Borrowers per bin, shape [164]. */
  readonly counts: Float64Array
  /** Sum of the weights' high and low 20 bits per bin, shape [164] each; exact below 2³³ borrowers. */
  readonly high: Float64Array
  readonly low: Float64Array
}

export function emptyWeightTable(): WeightTable {
  return {
    counts: new Float64Array(BINS),
    high: new Float64Array(BINS),
    low: new Float64Array(BINS),
  }
}

const scratch = new Float64Array(1)
const words = new Uint32Array(scratch.buffer)
/** Index of the half of a double that holds its exponent. */
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0

/** Adds a weight, a whole number from 1 to 2⁴⁰. */
export function addWeight(table: WeightTable, weight: number): void {
  scratch[0] = weight
  const bin = (words[HIGH_WORD] >>> 18) - 4092
  const high = Math.floor(weight / LOW_BITS)
  table.counts[bin]++
  table.high[bin] += high
  table.low[bin] += weight - high * LOW_BITS
}

export function mergeWeights(into: WeightTable, from: WeightTable): void {
  for (let bin = 0; bin < BINS; bin++) {
    into.counts[bin] += from.counts[bin]
    into.high[bin] += from.high[bin]
    into.low[bin] += from.low[bin]
  }
}

/** Who is selected: weights are capped, laid end to end, and hit by `selected` equidistant points. */
export interface Selection {
  /** Largest weight, a bin's lower end. */
  readonly cap: number
  /** Sum of the capped weights. */
  readonly total: bigint
  readonly selected: number
  /** Offset of the first point, in [0, total), so that point j lies at ⌊(j·total + offset)/selected⌋. */
  readonly offset: bigint
}

/**
 * Prepares the selection of exactly `selected` borrowers with probability proportional to their capped weights.
 *
 * The cap is the largest bin end with cap·selected ≤ total, so that no inclusion probability exceeds 1; it binds only in
 * tiny portfolios, where chance makes the weights' sum much smaller than the number of defaults.
 *
 * @param table    of all borrowers
 * @param selected 0 to the number of borrowers
 * @param u        uniform in (0, 1)
 * @throws RangeError when there are fewer borrowers than are to be selected
 * @see Madow 1949; Tillé 2006, Sampling Algorithms, §7.1
 * @see docs/methods/systematic-sampling.md
 */
export function planSelection(table: WeightTable, selected: number, u: number): Selection {
  let all = 0
  for (const count of table.counts) all += count
  if (!(selected >= 0 && selected <= all))
    throw new RangeError(`planSelection: need 0 to ${all} selected, got ${selected}`)
  for (let bin = BINS - 1; bin >= 0; bin--) {
    const cap = lowerEnd(bin)
    if (cap > UNITS || !Number.isInteger(cap)) continue
    const total = cappedSum(table, cap)
    if (BigInt(cap) * BigInt(selected) <= total)
      return { cap, total, selected, offset: (total * BigInt(Math.floor(u * 2 ** 52))) >> 52n }
  }
  throw new RangeError('planSelection: need weights of at least 1')
}

/** Sum of min(weight, cap) for a cap at a bin's lower end. */
export function cappedSum(table: WeightTable, cap: number): bigint {
  let high = 0n
  let low = 0n
  let capped = 0n
  for (let bin = 0; bin < BINS; bin++) {
    if (lowerEnd(bin) >= cap) capped += BigInt(table.counts[bin])
    else {
      high += BigInt(table.high[bin])
      low += BigInt(table.low[bin])
    }
  }
  return high * BigInt(LOW_BITS) + low + capped * BigInt(cap)
}

function lowerEnd(bin: number): number {
  return 2 ** (bin >> 2) * (1 + (bin & 3) / 4)
}

/**
 * Walks along the weights from a position and says who is hit.
 *
 * @param before sum of the capped weights of all borrowers before the first one asked for
 */
export function openSelection(
  { cap, total, selected, offset }: Selection,
  before: bigint,
): (weight: number) => boolean {
  if (selected === 0) return () => false
  const count = BigInt(selected)
  const pointAt = (j: bigint): bigint => (j * total + offset) / count
  // First point at or after `before`: the smallest j with j·total + offset ≥ before·count.
  let next = (before * count - offset + total - 1n) / total
  if (before * count <= offset) next = 0n
  let position = before
  /** Walked since `position`, and the way from `position` to the next point. */
  let walked = 0
  let distance = next < count ? Number(pointAt(next) - position) : Number.POSITIVE_INFINITY
  return (weight) => {
    walked += weight < cap ? weight : cap
    if (walked <= distance) return false
    position += BigInt(walked)
    walked = 0
    next++
    distance = next < count ? Number(pointAt(next) - position) : Number.POSITIVE_INFINITY
    return true
  }
}
