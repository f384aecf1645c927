/** Splits of categories: the best set, or one drawn at random. */
import type { RandomStream } from '@pratibimba/numerics/random'
import { missingBin } from '../binning/feature-bins.ts'
import type { ForestSplit, NodeOutcome } from './node-outcome.ts'

export interface CategorySums {
  /** Sums of the feature's bins, shape [256 × width]: (w·y, w), or w by class. */
  readonly sums: Float64Array
  readonly width: number
  readonly counts: Uint32Array
  readonly bins: number
}

interface Side {
  readonly totals: Float64Array
  weight: number
  rows: number
}

/**
 * Categories in the order of their mean outcome: some cut of the order is the best of all sets (Fisher 1958). Several
 * classes: in the order of each class's share. Missing, rare and unknown categories are on the right; both orientations of
 * a cut are tried where there are any. Categories that the node has not seen go with the larger side.
 *
 * @param score what has to be beaten
 * @param random draws one set in place of the search, each category with probability ½
 * @returns undefined when there is no such split; `constant` when the feature does not change
 */
export function categorySplit(
  node: NodeOutcome,
  feature: number,
  { sums, width, counts, bins }: CategorySums,
  minRows: number,
  score: number,
  random: RandomStream | undefined,
): ForestSplit | undefined | 'constant' {
  const outputs = node.totals.length
  const present: number[] = []
  for (let bin = 0; bin < bins; bin++) if (counts[bin] > 0) present.push(bin)
  const missing = counts[missingBin] > 0
  if (present.length + (missing ? 1 : 0) < 2) return 'constant'
  const weightOf = (bin: number): number => {
    if (outputs === 1) return sums[bin * width + 1]
    let weight = 0
    for (let k = 0; k < width; k++) weight += sums[bin * width + k]
    return weight
  }
  const left: Side = { totals: new Float64Array(outputs), weight: 0, rows: 0 }
  const add = (bin: number): void => {
    for (let k = 0; k < outputs; k++) left.totals[k] += sums[bin * width + k]
    left.weight += weightOf(bin)
    left.rows += counts[bin]
  }
  const clear = (): void => {
    left.totals.fill(0)
    left.weight = 0
    left.rows = 0
  }
  let best: ForestSplit | undefined
  const consider = (chosen: readonly number[]): void => {
    if (left.rows < minRows || node.rows - left.rows < minRows) return
    const value = scoreOfSides(node, left)
    if (!(value > (best?.score ?? score)) || !withinBounds(node, left)) return
    // Unseen categories go right: without missing rows to tell, the larger side shall be there.
    const turned = !missing && 2 * left.rows > node.rows
    const members = turned ? present.filter((bin) => !chosen.includes(bin)) : chosen
    best = { feature, score: value, bin: 0, missingLeft: undefined, set: setOf(members) }
  }

  if (random !== undefined) {
    const chosen = present.filter(() => random.uint32() < 2 ** 31)
    if (chosen.length === 0) chosen.push(present[random.below(present.length)])
    if (chosen.length === present.length && !missing) chosen.splice(random.below(chosen.length), 1)
    for (const bin of chosen) add(bin)
    consider(chosen)
    return best
  }
  for (let k = 0; k < (outputs === 1 ? 1 : outputs); k++) {
    const mean = (bin: number): number => sums[bin * width + k] / weightOf(bin)
    const order = present.map((bin) => ({ bin, mean: mean(bin) }))
    order.sort((a, b) => a.mean - b.mean || a.bin - b.bin)
    const ascending = order.map(({ bin }) => bin)
    for (const ordered of missing ? [ascending, ascending.toReversed()] : [ascending]) {
      clear()
      for (let i = 0; i < ordered.length - (missing ? 0 : 1); i++) {
        add(ordered[i])
        consider(ordered.slice(0, i + 1))
      }
    }
  }
  return best
}

function scoreOfSides(node: NodeOutcome, left: Side): number {
  let ofLeft = 0
  let ofRight = 0
  for (let k = 0; k < left.totals.length; k++) {
    ofLeft += left.totals[k] ** 2
    ofRight += (node.totals[k] - left.totals[k]) ** 2
  }
  return ofLeft / left.weight + ofRight / (node.weight - left.weight)
}

function withinBounds({ totals, weight, lower, upper }: NodeOutcome, left: Side): boolean {
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) return true
  const l = left.totals[0] / left.weight
  const r = (totals[0] - left.totals[0]) / (weight - left.weight)
  return Math.min(l, r) >= lower && Math.max(l, r) <= upper
}

function setOf(bins: readonly number[]): Uint32Array {
  const set = new Uint32Array(8)
  for (const bin of bins) set[bin >> 5] |= 1 << (bin & 31)
  return set
}
