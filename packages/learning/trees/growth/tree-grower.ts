/** Grows one tree at a time over a binned matrix: which leaf is split next, and what becomes of its rows. */
import type { Team } from '@pratibimba/numerics/wasm'
import { missingBin } from '../binning/feature-bins.ts'
import type { FeatureChoice } from './feature-choice.ts'
import type { GrownNode, GrownTree } from './grown-tree.ts'
import { cellsWorthThreads, growthSteps, openGrowthShare, rowsWorthThreads } from './growth-program.ts'
import {
  type GrowthSetup,
  nodeLength,
  nodeNumbers,
  otherSources,
  stretch,
  wordCount,
  words,
} from './growth-setup.ts'
import { OpenLeaves } from './open-leaves.ts'
import { bestRecord, recordFields, recordLength, type Split } from './split-record.ts'
import { gainToBeat, leafOutput, type NodeSums } from './split-rule.ts'

export interface GrowthOrder {
  /** `gain`: the leaf that wins most is split next (leaf-wise). `depth`: the shallowest (depth-wise). */
  readonly next: 'gain' | 'depth'
  readonly maxLeaves: number
  /** Splits on a path at most. */
  readonly maxDepth: number
}

export interface TreeRequest extends GrowthOrder {
  /** Counts trees: what is drawn at random depends on it. */
  readonly tree: number
  /** Which gradients the tree follows: 0 … outputs − 1. */
  readonly output: number
  /** Rows the tree is grown on, ascending; all when absent. */
  readonly rows?: Uint32Array
  readonly choice: FeatureChoice
}

export interface TreeGrower {
  grow(request: TreeRequest): GrownTree
}

/** A leaf that may be split. */
interface OpenLeaf extends NodeSums {
  readonly node: number
  /** Position among the leaves: the left child takes its parent's, the right one is new. */
  readonly leaf: number
  readonly first: number
  readonly depth: number
  readonly path: ReadonlySet<number>
  /** Features given up above, 1 each; undefined while there is none. */
  readonly givenUp: Uint8Array | undefined
  readonly split: Split
  /** Its histograms; −1 when they had to make room. */
  set: number
}

type Child = Omit<OpenLeaf, 'split'>

const unbounded = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }

/** @param sets how many sets of histograms the set-up has, at least 3 */
export function openTreeGrower(setup: GrowthSetup, team: Team, sets: number): TreeGrower {
  const { rule, rows: allRows } = setup
  const { buffer } = setup.memory
  const features = setup.bins.length
  const alone = openGrowthShare(setup, 0, 1)
  const step = new Int32Array(buffer, setup.words, wordCount)
  const numbers = new Float64Array(buffer, setup.numbers, 2 * nodeLength)
  const records = new Float64Array(buffer, setup.records, 2 * features * recordLength)
  const masks = new Uint8Array(buffer, setup.masks, 2 * features)
  const sides = new Uint8Array(buffer, setup.sides, 256)
  const dealt = new Int32Array(buffer, setup.dealt, setup.threads)
  const positions = new Uint32Array(buffer, setup.positions, allRows)
  const sums = new Float64Array(buffer, setup.sums, Math.ceil(allRows / stretch) * 2)

  let request: TreeRequest
  let nodes: GrownNode[] = []
  let freeSets: number[] = []
  let open: OpenLeaves<OpenLeaf>

  const run = (name: keyof typeof growthSteps, worthThreads: boolean): void => {
    if (worthThreads && team.threads > 1) team.run(growthSteps[name])
    else alone[growthSteps[name]]()
  }

  /** Room for histograms; the open leaf that comes last gives up its own when there is none. */
  const takeSet = (): number => {
    const free = freeSets.pop()
    if (free !== undefined) return free
    let last: OpenLeaf | undefined
    for (const leaf of open.items)
      if (leaf.set >= 0 && (last === undefined || comesBefore(last, leaf))) last = leaf
    const { set } = last!
    last!.set = -1
    return set
  }

  const comesBefore = (a: OpenLeaf, b: OpenLeaf): boolean => {
    if (request.next === 'depth') return a.depth < b.depth || (a.depth === b.depth && a.node < b.node)
    if (a.split.gain !== b.split.gain) return a.split.gain > b.split.gain
    if (a.split.feature !== b.split.feature) return a.split.feature < b.split.feature
    return a.leaf < b.leaf
  }

  const mayBeSplit = ({ depth, rows }: Pick<Child, 'depth' | 'rows'>): boolean =>
    depth < request.maxDepth && rows >= 2 * Math.max(1, rule.minRows)

  /** Writes down, for one of the two places, what a node is and which features it may use. */
  const announce = (place: number, child: Child): void => {
    const at = place * nodeLength
    numbers[at + nodeNumbers.gradient] = child.gradient
    numbers[at + nodeNumbers.hessian] = child.hessian
    numbers[at + nodeNumbers.rows] = child.rows
    numbers[at + nodeNumbers.rowsPerHessian] = child.rows / child.hessian
    numbers[at + nodeNumbers.limit] = gainToBeat(rule, child)
    numbers[at + nodeNumbers.lower] = child.lower
    numbers[at + nodeNumbers.upper] = child.upper
    numbers[at + nodeNumbers.output] = child.output
    const mask = masks.subarray(place * features, (place + 1) * features)
    if (!mayBeSplit(child)) {
      mask.fill(0)
      return
    }
    request.choice.allow(request.tree, child.node, child.depth, child.path, mask)
    const { givenUp } = child
    if (givenUp !== undefined) for (let f = 0; f < features; f++) if (givenUp[f] === 1) mask[f] = 0
  }

  /** Opens a node for which the threads have just searched. */
  const collect = (place: number, child: Child): void => {
    const mask = masks.subarray(place * features, (place + 1) * features)
    const from = place * features * recordLength
    const own = records.subarray(from, from + features * recordLength)
    const limit = numbers[place * nodeLength + nodeNumbers.limit]
    const best = bestRecord(own, mask, limit)
    if (best === undefined) {
      freeSets.push(child.set)
      return
    }
    const split = { ...best, gain: best.gain - (limit - rule.minGainToSplit) }
    const givenUp = rule.givesUp ? withHopeless(child.givenUp, own, mask) : undefined
    open.push({ ...child, givenUp, split })
  }

  const addNode = ({ first, output, rows, hessian }: Omit<Child, 'node'>): number =>
    nodes.push({
      feature: -1,
      bin: 0,
      set: undefined,
      missingLeft: false,
      left: -1,
      right: -1,
      output,
      gain: 0,
      rows,
      hessian,
      first,
    }) - 1

  const openRoot = (): void => {
    const rows = request.rows?.length ?? allRows
    if (request.rows !== undefined) positions.set(request.rows)
    step[words.gradients] = setup.gradients + request.output * allRows * 8
    step[words.byPosition] = request.rows === undefined ? 0 : 1
    step[words.first] = 0
    step[words.count] = rows
    run('order', rows >= rowsWorthThreads)
    let gradient = 0
    let hessian = 0
    for (let i = 0; i < Math.ceil(rows / stretch); i++) {
      gradient += sums[2 * i]
      hessian += sums[2 * i + 1]
    }
    const free = { ...rule, pathSmooth: 0 }
    const output = leafOutput(free, rule.lambdaL2, gradient, hessian, rows, { ...unbounded, output: 0 })
    const sumsOfRoot = { first: 0, gradient, hessian, rows, output, ...unbounded }
    const root = {
      ...sumsOfRoot,
      node: 0,
      leaf: 0,
      depth: 0,
      path: new Set<number>(),
      givenUp: undefined,
      set: takeSet(),
    }
    addNode(root)
    if (!mayBeSplit(root) || request.maxLeaves < 2 || !(hessian > 0)) return
    announce(0, root)
    step[words.childSet] = root.set
    step[words.nodeSeed] = request.tree * 65_536
    run('first', true)
    collect(0, root)
  }

  /** Deals the rows out; answers how many went left. */
  const partition = (leaf: OpenLeaf): number => {
    fillSides(sides, leaf.split)
    step[words.first] = leaf.first
    step[words.count] = leaf.rows
    step[words.feature] = leaf.split.feature
    if (team.threads > 1 && leaf.rows >= rowsWorthThreads) {
      team.run(growthSteps.deal)
      return dealt.reduce((total, count) => total + count)
    }
    alone[growthSteps.deal]()
    return dealt[0]
  }

  const settle = (leaf: OpenLeaf): void => {
    run('settle', leaf.rows >= rowsWorthThreads)
    step[words.byPosition] = 1
  }

  const split = (leaf: OpenLeaf, leavesSoFar: number): boolean => {
    const { split: chosen, node } = leaf
    const leftRows = partition(leaf)
    const rightRows = leaf.rows - leftRows
    if (leftRows === 0 || rightRows === 0) {
      if (leaf.set >= 0) freeSets.push(leaf.set)
      return false
    }
    const children = childrenOf(leaf, leftRows)
    const wanted = leavesSoFar + 1 < request.maxLeaves && children.some(mayBeSplit)
    const [small, large] = leftRows <= rightRows ? children : children.toReversed()
    step[words.childFirst] = small.first
    step[words.childCount] = small.rows
    step[words.otherFirst] = large.first
    step[words.otherCount] = large.rows
    step[words.source] = wanted
      ? leaf.set < 0
        ? otherSources.rows
        : otherSources.subtraction
      : otherSources.nothing
    settle(leaf)
    const parent = nodes[node]
    parent.feature = chosen.feature
    parent.bin = chosen.bin
    parent.set = chosen.set
    parent.missingLeft = chosen.missingLeft ?? (chosen.set === undefined && leftRows > rightRows)
    parent.gain = chosen.gain
    parent.left = addNode(children[0])
    parent.right = addNode(children[1])
    if (!wanted) {
      if (leaf.set >= 0) freeSets.push(leaf.set)
      return true
    }
    const [left, right] = [parent.left, parent.right]
    const smallNode = { ...small, node: small === children[0] ? left : right, set: takeSet() }
    const largeNode = {
      ...large,
      node: large === children[0] ? left : right,
      set: leaf.set >= 0 ? leaf.set : takeSet(),
    }
    announce(0, smallNode)
    announce(1, largeNode)
    step[words.childSet] = smallNode.set
    step[words.otherSet] = largeNode.set
    step[words.nodeSeed] = request.tree * 65_536 + node + 1
    // Sums over the smaller child's cells, and a search of both children's bins.
    run('children', (small.rows + 512) * features >= cellsWorthThreads)
    // In the order of leaves, so that nothing depends on which child was the smaller.
    collect(0, smallNode)
    collect(1, largeNode)
    return true
  }

  /** What the children hold and answer; a split that must rise or fall bounds what is below. */
  const childrenOf = (leaf: OpenLeaf, leftRows: number): [Omit<Child, 'node'>, Omit<Child, 'node'>] => {
    const { split: chosen } = leaf
    const path = new Set(leaf.path).add(chosen.feature)
    const child = (first: number, rows: number, gradient: number, hessian: number, index: number) => ({
      first,
      rows,
      gradient,
      hessian,
      output: leafOutput(rule, chosen.lambdaL2, gradient, hessian, rows, leaf),
      lower: leaf.lower,
      upper: leaf.upper,
      leaf: index,
      depth: leaf.depth + 1,
      path,
      givenUp: leaf.givenUp,
      set: -1,
    })
    const { leftGradient, leftHessian } = chosen
    const newLeaf = (nodes.length + 1) / 2
    const left = child(leaf.first, leftRows, leftGradient, leftHessian, leaf.leaf)
    const right = child(
      leaf.first + leftRows,
      leaf.rows - leftRows,
      leaf.gradient - leftGradient,
      leaf.hessian - leftHessian,
      newLeaf,
    )
    const direction = chosen.set === undefined ? (rule.monotone?.[chosen.feature] ?? 0) : 0
    if (direction !== 0) {
      const middle = (left.output + right.output) / 2
      const [low, high] = direction > 0 ? [left, right] : [right, left]
      low.upper = middle
      high.lower = middle
    }
    return [left, right]
  }

  return {
    grow(wanted) {
      request = wanted
      nodes = []
      freeSets = Array.from({ length: sets }, (_, set) => sets - 1 - set)
      open = new OpenLeaves(comesBefore)
      openRoot()
      let leaves = 1
      while (leaves < request.maxLeaves) {
        const leaf = open.pop()
        if (leaf === undefined) break
        if (split(leaf, leaves)) leaves++
      }
      return { nodes, leaves }
    },
  }
}

/** What was given up before, and what was tried in vain now. */
function withHopeless(
  before: Uint8Array | undefined,
  records: Float64Array,
  mask: Uint8Array,
): Uint8Array | undefined {
  let all = before
  for (let feature = 0; feature < mask.length; feature++) {
    if (mask[feature] === 0 || records[feature * recordLength + recordFields.bin] >= 0) continue
    if (all === before) all = before?.slice() ?? new Uint8Array(mask.length)
    all![feature] = 1
  }
  return all
}

/** 1 for every bin that goes left. */
export function fillSides(
  sides: Uint8Array,
  { set, bin, missingLeft }: { set: Uint32Array | undefined; bin: number; missingLeft: boolean | undefined },
): void {
  if (set !== undefined) {
    for (let b = 0; b < 256; b++) sides[b] = (set[b >> 5] >>> (b & 31)) & 1
    return
  }
  sides.fill(1, 0, bin + 1)
  sides.fill(0, bin + 1)
  sides[missingBin] = missingLeft === true ? 1 : 0
}
