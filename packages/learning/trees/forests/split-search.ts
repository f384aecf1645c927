/** A thread's search for the split of a node: over features drawn at random, each summed up by itself. */
import type { RandomStream } from '@pratibimba/numerics/random'
import { categorySplit } from './category-split.ts'
import { type ForestSetup, threadRoom } from './forest-setup.ts'
import { constantFeature, type ForestKernel } from './kernel.ts'
import { type ForestSplit, type NodeOutcome, scoreOf } from './node-outcome.ts'

export interface SplitSearch {
  /** Forgets what earlier trees drew. */
  beginTree(): void
  /** The best split of a node; undefined when it has none. Features are drawn from the stream. */
  find(node: NodeOutcome, random: RandomStream): ForestSplit | undefined
}

/** Part of a score that is rounding: a split that wins no more than this wins nothing. */
const rounding = 1e-12

/**
 * Features are drawn without replacement until so many have been tried and one of them changes in the node, as
 * scikit-learn does. Where all are tried, they are in their order, and the first of equal splits stays.
 */
export function openSplitSearch(setup: ForestSetup, kernel: ForestKernel, room: number): SplitSearch {
  const { rows: allRows, bins, isCategory, outputs, tried, minRows, monotone } = setup
  const { buffer } = setup.memory
  const { offsets } = threadRoom(allRows, outputs)
  const features = bins.length
  const width = outputs === 1 ? 2 : outputs
  const rule = new Float64Array(buffer, room + offsets.rule, 8)
  const record = new Float64Array(buffer, room + offsets.record, 4)
  const totals = new Float64Array(buffer, room + offsets.totals, outputs)
  const sums = new Float64Array(buffer, room + offsets.sums, 256 * width)
  const counts = new Uint32Array(buffer, room + offsets.counts, 256)
  const centres = new Float64Array(buffer, setup.centres, features * 256)
  const order = new Int32Array(features)
  const sumsAt = room + offsets.sums
  const countsAt = room + offsets.counts
  const ruleAt = room + offsets.rule
  const recordAt = room + offsets.record

  const addressesOf = (node: NodeOutcome, feature: number) => ({
    column: setup.columns + feature * allRows,
    rows: room + offsets.rows + node.first * 4,
    pairs: room + offsets.pairs + node.first * 16,
  })

  const sumUp = (node: NodeOutcome, feature: number): void => {
    const { column, rows, pairs } = addressesOf(node, feature)
    if (outputs === 1) kernel.sumBins(column, rows, pairs, node.rows, bins[feature], sumsAt, countsAt)
    else kernel.sumClassBins(column, rows, pairs, node.rows, bins[feature], outputs, sumsAt, countsAt)
  }

  /** A bin drawn uniformly by value between the least and the largest value of the node; −1 where all are missing. */
  let missingHere = 0
  const drawBin = (node: NodeOutcome, feature: number, random: RandomStream): number => {
    const { column, rows } = addressesOf(node, feature)
    const range = kernel.binRange(column, rows, node.rows)
    if (range < 0) return -1
    missingHere = range >> 16
    const low = range & 255
    const high = (range >> 8) & 255
    if (low === high) return high
    const own = centres.subarray(feature * 256, feature * 256 + bins[feature])
    const value = own[low] + random.uniform() * (own[high] - own[low])
    let from = low
    let to = high
    while (to - from > 1) {
      const middle = (from + to) >> 1
      if (own[middle] <= value) from = middle
      else to = middle
    }
    return from
  }

  const bestThreshold = (node: NodeOutcome, feature: number, score: number): number => {
    const { column, rows, pairs } = addressesOf(node, feature)
    if (outputs === 1 && rule[4] >= 0)
      return kernel.oneThreshold(
        column,
        rows,
        pairs,
        node.rows,
        missingHere,
        sumsAt,
        countsAt,
        ruleAt,
        score,
        recordAt,
      )
    sumUp(node, feature)
    if (outputs === 1) return kernel.bestThreshold(sumsAt, countsAt, bins[feature], ruleAt, score, recordAt)
    const [totalsAt, leftAt] = [room + offsets.totals, room + offsets.left]
    return kernel.bestClassThreshold(
      sumsAt,
      countsAt,
      bins[feature],
      outputs,
      ruleAt,
      totalsAt,
      leftAt,
      score,
      recordAt,
    )
  }

  const numberSplit = (
    node: NodeOutcome,
    feature: number,
    score: number,
    random: RandomStream,
  ): ForestSplit | undefined | 'constant' => {
    const only = setup.randomThresholds ? drawBin(node, feature, random) : -1
    if (setup.randomThresholds && only < 0) return 'constant'
    rule[4] = only
    rule[5] = monotone?.[feature] ?? 0
    const found = bestThreshold(node, feature, score)
    if (found === constantFeature) return 'constant'
    if (found < 0) return undefined
    const [best, last, next, side] = record
    return {
      feature,
      score: best,
      bin: only >= 0 ? only : between(centres, feature, bins[feature], last, next),
      missingLeft: side === 2 ? undefined : side === 1,
      set: undefined,
    }
  }

  const setSplit = (node: NodeOutcome, feature: number, score: number, random: RandomStream) => {
    sumUp(node, feature)
    const ofBins = { sums, width, counts, bins: bins[feature] }
    return categorySplit(node, feature, ofBins, minRows, score, setup.randomThresholds ? random : undefined)
  }

  const find: SplitSearch['find'] = (node, random) => {
    rule[0] = node.totals[0]
    rule[1] = node.weight
    rule[2] = node.rows
    rule[3] = minRows
    rule[6] = node.lower
    rule[7] = node.upper
    totals.set(node.totals)
    const own = scoreOf(node)
    let score = own * (1 - rounding)
    let best: ForestSplit | undefined
    let changing = 0
    for (let visited = 0; visited < features && (visited < tried || changing === 0); visited++) {
      if (tried < features) swap(order, visited, visited + random.below(features - visited))
      const feature = tried < features ? order[visited] : visited
      const split =
        isCategory[feature] === 1
          ? setSplit(node, feature, score, random)
          : numberSplit(node, feature, score, random)
      if (split === 'constant') continue
      changing++
      if (split === undefined) continue
      best = split
      score = split.score
    }
    return best
  }

  return {
    beginTree() {
      for (let feature = 0; feature < features; feature++) order[feature] = feature
    },
    find,
  }
}

/** The bin whose upper edge is the nearest to the middle between the values of two bins, with none of the node's between. */
function between(centres: Float64Array, feature: number, bins: number, last: number, next: number): number {
  if (next >= bins) return bins - 1
  const own = feature * 256
  const middle = (centres[own + last] + centres[own + next]) / 2
  let bin = last
  while (bin + 1 < next && centres[own + bin + 1] <= middle) bin++
  return bin
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a]
  order[a] = order[b]
  order[b] = kept
}
