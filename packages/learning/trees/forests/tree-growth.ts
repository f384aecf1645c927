/** A thread grows one tree of a forest: draws its rows, splits node after node, writes the nodes down. */
import { openStream } from '@pratibimba/numerics/random'
import { missingBin } from '../binning/feature-bins.ts'
import { OpenLeaves } from '../growth/open-leaves.ts'
import { drawRows } from './draw-rows.ts'
import {
  type ForestSetup,
  nodeNumbers,
  nodeWordCount,
  nodeWords,
  slotRoom,
  threadRoom,
} from './forest-setup.ts'
import type { ForestKernel } from './kernel.ts'
import { type ForestSplit, type NodeOutcome, scoreOf } from './node-outcome.ts'
import { openSplitSearch } from './split-search.ts'

interface OpenNode extends NodeOutcome {
  readonly node: number
  readonly depth: number
  readonly split: ForestSplit
  readonly gain: number
}

/**
 * @param thread which room is this thread's
 * @returns grows tree `tree` into slot `slot`; what it grows depends on the seed and the tree alone
 */
export function openTreeGrowth(
  setup: ForestSetup,
  kernel: ForestKernel,
  thread: number,
): (tree: number, slot: number) => void {
  const { rows: allRows, outputs, minRows, maxDepth, mostNodes, hasSets, monotone } = setup
  const { buffer } = setup.memory
  const room = setup.rooms + thread * setup.roomBytes
  const { offsets } = threadRoom(allRows, outputs)
  const search = openSplitSearch(setup, kernel, room)
  const rowList = new Uint32Array(buffer, room + offsets.rows, allRows)
  const pairs = new Float64Array(buffer, room + offsets.pairs, allRows * 2)
  const totals = new Float64Array(buffer, room + offsets.totals, Math.max(2, outputs) + 1)
  const sides = new Uint8Array(buffer, room + offsets.sides, 256)
  const outcomes = new Float64Array(buffer, setup.outcomes, allRows)
  const weights = new Float64Array(buffer, setup.weights, allRows)
  const rowStream = openStream(setup.seed, 'rows-of-forest-tree')
  const splitStream = openStream(setup.seed, 'splits-of-forest-tree')
  const slotOffsets = slotRoom(allRows, outputs, mostNodes, hasSets).offsets
  const stride = 2 + outputs

  /** Rows of the tree, ascending, with their outcomes; answers how many. */
  const fillRows = (drawn: Uint8Array): number => {
    let count = 0
    for (let row = 0; row < allRows; row++) {
      const weight = drawn[row] * weights[row]
      if (weight === 0) continue
      rowList[count] = row
      pairs[2 * count] = outputs === 1 ? weight * outcomes[row] : outcomes[row]
      pairs[2 * count + 1] = weight
      count++
    }
    return count
  }

  const sumUp = (first: number, rows: number, lower: number, upper: number): NodeOutcome => {
    const from = room + offsets.pairs + first * 16
    const to = room + offsets.totals
    const varies =
      (outputs === 1 ? kernel.sumPairs(from, rows, to) : kernel.sumClasses(from, rows, outputs, to)) !== 0
    return {
      first,
      rows,
      totals: totals.slice(0, outputs),
      weight: totals[Math.max(1, outputs)],
      varies,
      lower,
      upper,
    }
  }

  const partition = (leaf: OpenNode): number => {
    fillSides(sides, leaf.split)
    return kernel.partition(
      setup.columns + leaf.split.feature * allRows,
      room + offsets.sides,
      room + offsets.rows + leaf.first * 4,
      room + offsets.pairs + leaf.first * 16,
      leaf.rows,
      room + offsets.spareRows,
      room + offsets.sparePairs,
    )
  }

  return (tree, slot) => {
    const at = setup.slots + slot * setup.slotBytes
    const count = new Int32Array(buffer, at + slotOffsets.count, 1)
    const drawn = new Uint8Array(buffer, at + slotOffsets.drawn, allRows)
    const words = new Int32Array(buffer, at + slotOffsets.words, mostNodes * nodeWordCount)
    const numbers = new Float64Array(buffer, at + slotOffsets.numbers, mostNodes * stride)
    const sets = hasSets ? new Uint32Array(buffer, at + slotOffsets.sets, mostNodes * 8) : undefined
    const random = splitStream.at(tree)
    let nodes = 0
    const open = new OpenLeaves<OpenNode>(setup.byGain ? byGain : deepestFirst)

    /** Writes a node down as a leaf; keeps it open where it can be split. */
    const add = (outcome: NodeOutcome, depth: number): number => {
      const node = nodes++
      words.fill(0, node * nodeWordCount, (node + 1) * nodeWordCount)
      words[node * nodeWordCount + nodeWords.feature] = -1
      numbers[node * stride + nodeNumbers.weight] = outcome.weight
      numbers[node * stride + nodeNumbers.gain] = 0
      for (let k = 0; k < outputs; k++)
        numbers[node * stride + nodeNumbers.value + k] =
          outcome.weight > 0 ? outcome.totals[k] / outcome.weight : setup.prior[k]
      if (!outcome.varies || depth >= maxDepth || outcome.rows < 2 * minRows) return node
      const split = search.find(outcome, random)
      if (split !== undefined)
        open.push({ ...outcome, node, depth, split, gain: Math.max(0, split.score - scoreOf(outcome)) })
      return node
    }

    const divide = (leaf: OpenNode): void => {
      const { split, node, first, rows } = leaf
      const leftRows = partition(leaf)
      const direction = split.set === undefined ? (monotone?.[split.feature] ?? 0) : 0
      let [left, right] = [
        sumUp(first, leftRows, leaf.lower, leaf.upper),
        sumUp(first + leftRows, rows - leftRows, leaf.lower, leaf.upper),
      ]
      if (direction !== 0) {
        const middle = (left.totals[0] / left.weight + right.totals[0] / right.weight) / 2
        left = direction > 0 ? { ...left, upper: middle } : { ...left, lower: middle }
        right = direction > 0 ? { ...right, lower: middle } : { ...right, upper: middle }
      }
      const word = node * nodeWordCount
      words[word + nodeWords.feature] = split.feature
      words[word + nodeWords.bin] = split.bin
      words[word + nodeWords.missingLeft] =
        split.set === undefined && (split.missingLeft ?? leftRows > rows - leftRows) ? 1 : 0
      words[word + nodeWords.isCategory] = split.set === undefined ? 0 : 1
      if (split.set !== undefined) sets!.set(split.set, node * 8)
      numbers[node * stride + nodeNumbers.gain] = leaf.gain
      words[word + nodeWords.left] = add(left, leaf.depth + 1)
      words[word + nodeWords.right] = add(right, leaf.depth + 1)
    }

    search.beginTree()
    drawRows(setup, rowStream.at(tree), drawn)
    const rows = fillRows(drawn)
    add(sumUp(0, rows, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), 0)
    for (let leaves = 1; leaves < setup.maxLeaves; leaves++) {
      const leaf = open.pop()
      if (leaf === undefined) break
      divide(leaf)
    }
    count[0] = nodes
  }
}

const byGain = (a: OpenNode, b: OpenNode): boolean =>
  a.gain > b.gain || (a.gain === b.gain && a.node < b.node)
const deepestFirst = (a: OpenNode, b: OpenNode): boolean => a.node > b.node

/** 1 for every bin that goes left. */
function fillSides(sides: Uint8Array, { set, bin, missingLeft }: ForestSplit): void {
  if (set === undefined) {
    sides.fill(1, 0, bin + 1)
    sides.fill(0, bin + 1)
    sides[missingBin] = missingLeft === true ? 1 : 0
    return
  }
  for (let b = 0; b < 256; b++) sides[b] = (set[b >> 5] >>> (b & 31)) & 1
}
