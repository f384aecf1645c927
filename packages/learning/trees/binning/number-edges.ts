/** Edges between bins of a number, as LightGBM chooses them, so that thresholds are comparable with its own. */
import { NEARLY_ZERO } from '../tree-ensemble.ts'

export interface EdgeOptions {
  /** Bins at most. */
  readonly maxBins: number
  /** Values a bin holds at least, but for the last. */
  readonly minDataInBin: number
}

/**
 * Edges by counts: zero has a bin of its own, negative and positive values share the others by their numbers; a side with
 * few distinct values gets one bin each, else values fill bins of about equal counts, frequent ones alone. An edge is the
 * double after the midpoint of its neighbours.
 *
 * @param values distinct finite values, ascending
 * @param counts how often each occurs, same shape
 * @returns inner edges, ascending, at most maxBins − 1; a value x is in bin b when edges[b − 1] < x ≤ edges[b]
 * @see LightGBM 4, src/io/bin.cpp, FindBinWithZeroAsOneBin
 */
export function numberEdges(
  values: Float64Array,
  counts: Uint32Array,
  { maxBins, minDataInBin }: EdgeOptions,
): Float64Array {
  if (values.length !== counts.length)
    throw new RangeError(`numberEdges: need a count per value, got ${values.length} and ${counts.length}`)
  const negative = firstAbove(values, -NEARLY_ZERO)
  const positive = firstAbove(values, NEARLY_ZERO)
  const negativeRows = sum(counts, 0, negative)
  const positiveRows = sum(counts, positive, values.length)
  const edges: number[] = []
  if (negative > 0 && maxBins > 1) {
    const share = Math.floor((negativeRows / (negativeRows + positiveRows)) * (maxBins - 1))
    edges.push(
      ...fillBins(values, counts, 0, negative, Math.max(1, share), negativeRows, minDataInBin),
      -NEARLY_ZERO,
    )
  }
  const left = maxBins - 1 - edges.length
  if (positive < values.length && left > 0)
    edges.push(
      NEARLY_ZERO,
      ...fillBins(values, counts, positive, values.length, left, positiveRows, minDataInBin),
    )
  return Float64Array.from(edges)
}

/** Inner edges of the values in [from, to), by counts. */
function fillBins(
  values: Float64Array,
  counts: Uint32Array,
  from: number,
  to: number,
  maxBins: number,
  rows: number,
  minDataInBin: number,
): number[] {
  if (to - from <= maxBins) return oneBinEach(values, counts, from, to, minDataInBin)
  const most = minDataInBin > 0 ? Math.max(1, Math.min(maxBins, Math.floor(rows / minDataInBin))) : maxBins
  let size = rows / most
  let restBins = most
  let restRows = rows
  const frequent = size
  for (let i = from; i < to; i++) {
    if (counts[i] < frequent) continue
    restBins--
    restRows -= counts[i]
  }
  size = restRows / restBins
  const edges: number[] = []
  let filled = 0
  for (let i = from; i < to - 1 && edges.length < most - 1; i++) {
    const alone = counts[i] >= frequent
    if (!alone) restRows -= counts[i]
    filled += counts[i]
    if (alone || filled >= size || (counts[i + 1] >= frequent && filled >= Math.max(1, size * 0.5))) {
      edges.push(edgeBetween(values[i], values[i + 1]))
      filled = 0
      if (!alone) {
        restBins--
        size = restRows / restBins
      }
    }
  }
  return edges
}

function oneBinEach(
  values: Float64Array,
  counts: Uint32Array,
  from: number,
  to: number,
  minDataInBin: number,
): number[] {
  const edges: number[] = []
  let filled = 0
  for (let i = from; i < to - 1; i++) {
    filled += counts[i]
    if (filled < minDataInBin) continue
    edges.push(edgeBetween(values[i], values[i + 1]))
    filled = 0
  }
  return edges
}

const double = new Float64Array(1)
const bits = new BigInt64Array(double.buffer)

/** The double after the midpoint: values up to the lower one are ≤, those from the upper one on are >. */
function edgeBetween(lower: number, upper: number): number {
  const middle = (lower + upper) / 2
  double[0] = Number.isFinite(middle) ? middle : lower / 2 + upper / 2
  bits[0] += double[0] >= 0 ? 1n : -1n
  return double[0] < upper ? double[0] : lower
}

function firstAbove(values: Float64Array, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] > limit) high = middle
    else low = middle + 1
  }
  return low
}

function sum(counts: Uint32Array, from: number, to: number): number {
  let total = 0
  for (let i = from; i < to; i++) total += counts[i]
  return total
}
