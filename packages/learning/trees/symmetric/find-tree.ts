/** The search for a tree: level by level the one split, the same in all leaves, that the sum of leaves likes best. */
import { openStream, type RandomStream } from '@pratibimba/numerics/random'
import type { Team } from '@pratibimba/numerics/wasm'
import { type DrawnRows, prefixOffsets } from './draw-rows.ts'
import { histogramBytes } from './kernel.ts'
import { groupBytes, groupSize, stepWords } from './level-program.ts'
import type { ResolvedParameters } from './parameters.ts'
import type { SplitColumn } from './split-column.ts'
import type { Fold, Workspace } from './workspace.ts'

export interface Split {
  /** Place among all columns that were met. */
  readonly column: number
  /** Last bin that goes left; one-hot: the only one. */
  readonly bin: number
}

/** A column to be looked at on a level. */
export interface Candidate {
  readonly column: number
  readonly address: number
  /** Place among pinned columns, whose histograms are kept; −1 for others. */
  readonly pinned: number
}

/** What the search asks of its surroundings. */
export interface ColumnsOfLevel {
  readonly columns: readonly SplitColumn[]
  /** Columns to look at, given the splits so far; may meet new ones. */
  candidates(fold: number, splits: readonly Split[], random: RandomStream): Candidate[]
  /** What a column's score is multiplied with. */
  discount(column: number, candidates: readonly Candidate[]): number
  /** Is told each split when it is chosen. */
  chosen(column: number): void
}

interface Leaf {
  readonly first: number
  readonly count: number
}

export function findTree(
  workspace: Workspace,
  team: Team,
  parameters: ResolvedParameters,
  outputs: number,
  foldIndex: number,
  drawn: DrawnRows,
  source: ColumnsOfLevel,
  seed: number,
  tree: number,
): Split[] {
  const { kernel } = workspace
  const fold = workspace.folds[foldIndex]
  const rows = fold.leaf.values.length
  const ordered = fold.prefixes.length > 1 || fold.prefixes[0].body < fold.prefixes[0].tail
  const noise = openStream(seed, 'symmetric-score-noise').at(tree)
  const random = openStream(seed, 'symmetric-columns').at(tree)
  const left = Math.exp(Math.log(rows) - tree * parameters.learningRate)
  const noiseScale = parameters.randomStrength * drawn.gradientScale * (left / (1 + left))

  const splits: Split[] = []
  let leaves: Leaf[] = [{ first: 0, count: drawn.count }]
  let keptLevel = new Int32Array(fold.columns.length).fill(-1)
  for (let level = 0; level < parameters.depth; level++) {
    const candidates = source.candidates(foldIndex, splits, random)
    if (candidates.length === 0) break
    const keep = !ordered && workspace.slots > 0 && level < parameters.depth - 1
    const derivable = ({ pinned }: Candidate): boolean =>
      level > 0 && workspace.slots > 0 && pinned >= 0 && keptLevel[pinned] === level - 1
    const derived = ordered ? [] : candidates.filter(derivable)
    const built = ordered ? candidates : candidates.filter((candidate) => !derivable(candidate))

    const placed = writeGroups(workspace, source.columns, derived, built, keep)
    if (ordered) writeRanges(workspace, fold, leaves, outputs)
    else writeLeaves(workspace, leaves, level, outputs)
    const control = workspace.integers(workspace.level.control, 32)
    control[stepWords.groups] = placed.groups
    control[stepWords.derived] = placed.derivedGroups
    control[stepWords.derivedLeaves] = workspace.leafEntries
    control[stepWords.derivedCount] = leaves.length / 2
    control[stepWords.allLeaves] = workspace.allEntries
    control[stepWords.allCount] = ordered ? leaves.length * fold.prefixes.length : leaves.length
    control[stepWords.order] = workspace.order
    control[stepWords.pairs] = workspace.orderedPairs
    control[stepWords.pairsStride] = workspace.places * 8
    control[stepWords.outputs] = outputs
    control[stepWords.keep] = keep ? 1 : 0
    control[stepWords.keptStride] = workspace.slots * histogramBytes
    control[stepWords.cosine] = parameters.scoreFunction === 'cosine' ? 1 : 0
    control[stepWords.ordered] = ordered ? 1 : 0
    control[stepWords.rangeL2] = workspace.rangeL2
    control[stepWords.keyLow] = noise.uint32()
    control[stepWords.keyHigh] = noise.uint32()
    workspace.doubles(workspace.level.l2, 2)[1] = noiseScale
    team.run(0)
    if (keep) {
      keptLevel = keptLevel.fill(-1)
      for (const { pinned } of candidates) if (pinned >= 0) keptLevel[pinned] = level
    }

    const best = choose(workspace, candidates, placed.places, source, noise, noiseScale)
    if (best === undefined) break
    const column = source.columns[best.candidate.column]
    const next: Leaf[] = new Array(leaves.length * 2)
    let lower = 0
    let upper = 0
    leaves.forEach(({ first, count }, leaf) => {
      const low = kernel.partition(
        best.candidate.address,
        best.bin,
        column.kind === 'one-hot' ? 1 : 0,
        workspace.order + 4 * first,
        count,
        workspace.spare,
      )
      next[leaf] = { first, count: low }
      next[leaf + leaves.length] = { first: first + low, count: count - low }
      lower += low
      upper += count - low
    })
    // Everything on one side: the split tells nothing, and no later one would tell more.
    if (lower === 0 || upper === 0) break
    splits.push({ column: best.candidate.column, bin: best.bin })
    source.chosen(best.candidate.column)
    leaves = next
  }
  return splits
}

/** Lays the candidates out in groups of four: first those whose histograms derive from their parents'. */
function writeGroups(
  workspace: Workspace,
  columns: readonly SplitColumn[],
  derived: readonly Candidate[],
  built: readonly Candidate[],
  keep: boolean,
): { groups: number; derivedGroups: number; places: Map<number, number> } {
  const derivedGroups = Math.ceil(derived.length / groupSize)
  const groups = derivedGroups + Math.ceil(built.length / groupSize)
  const words = workspace.words(workspace.level.groups, (groups * groupBytes) / 4)
  const splits = workspace.integers(workspace.level.splits, groups * groupSize)
  const places = new Map<number, number>()
  const write = (list: readonly Candidate[], firstGroup: number): void => {
    const padded = Math.ceil(list.length / groupSize) * groupSize
    for (let at = 0; at < padded; at++) {
      const filler = at >= list.length
      const candidate = filler ? list[at - (at % groupSize)] : list[at]
      const { bins, kind } = columns[candidate.column]
      const place = firstGroup * groupSize + at
      const word = Math.floor(place / groupSize) * (groupBytes / 4) + (place % groupSize)
      const kept = !filler && candidate.pinned >= 0 && (keep || firstGroup === 0)
      words[word] = candidate.address
      words[word + 4] =
        kept && workspace.slots > 0 ? keptAddress(workspace, candidate.pinned) : workspace.junk
      words[word + 8] = filler ? 0 : bins
      words[word + 12] = kind === 'one-hot' ? 1 : 0
      splits[place] = filler ? 0 : kind === 'one-hot' ? bins : bins - 1
      if (!filler) places.set(candidate.column, place)
    }
  }
  write(derived, 0)
  write(built, derivedGroups)
  return { groups, derivedGroups, places }
}

function keptAddress(workspace: Workspace, pinned: number): number {
  return workspace.histograms + pinned * workspace.keptBytes
}

/** Pairs into the leaves' order, and which part of each pair of siblings is built from rows. */
function writeLeaves(workspace: Workspace, leaves: readonly Leaf[], level: number, outputs: number): void {
  const count = leaves.reduce((sum, leaf) => sum + leaf.count, 0)
  for (let output = 0; output < outputs; output++)
    workspace.kernel.gatherPairs(
      workspace.pairs + output * workspace.places * 8,
      workspace.order,
      count,
      workspace.orderedPairs + output * workspace.places * 8,
    )
  const all = workspace.integers(workspace.allEntries, leaves.length * 4)
  leaves.forEach((leaf, at) => {
    all.set([leaf.first, leaf.count, at, -1], at * 4)
  })
  if (level === 0) return
  const half = leaves.length / 2
  const pairs = workspace.integers(workspace.leafEntries, half * 4)
  for (let at = 0; at < half; at++) {
    const part = leaves[at].count <= leaves[at + half].count ? at : at + half
    pairs.set([leaves[part].first, leaves[part].count, part, part === at ? at + half : at], at * 4)
  }
}

/** Pairs of each prefix into the leaves' order, and where each leaf's body and tail lie in it. */
function writeRanges(workspace: Workspace, fold: Fold, leaves: readonly Leaf[], outputs: number): void {
  const order = workspace.words(workspace.order, fold.leaf.values.length)
  const offsets = prefixOffsets(fold)
  const entries = workspace.integers(workspace.allEntries, leaves.length * fold.prefixes.length * 8)
  const l2 = workspace.doubles(workspace.rangeL2, leaves.length * fold.prefixes.length)
  let range = 0
  fold.prefixes.forEach(({ body, tail, l2: prefixL2 }, at) => {
    let pair = offsets[at]
    for (const { first, count } of leaves) {
      const bodyEnd = firstAtLeast(order, first, first + count, body)
      const tailEnd = firstAtLeast(order, bodyEnd, first + count, tail)
      for (let output = 0; output < outputs; output++)
        workspace.kernel.gatherPairs(
          workspace.pairs + (output * workspace.places + offsets[at]) * 8,
          workspace.order + 4 * first,
          tailEnd - first,
          workspace.orderedPairs + (output * workspace.places + pair) * 8,
        )
      const toTail = pair + bodyEnd - first
      entries.set([first, bodyEnd - first, pair, bodyEnd, tailEnd - bodyEnd, toTail, 0, 0], range * 8)
      l2[range++] = prefixL2
      pair += tailEnd - first
    }
  })
}

function firstAtLeast(order: Uint32Array, from: number, to: number, place: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (order[middle] < place) low = middle + 1
    else high = middle
  }
  return low
}

function choose(
  workspace: Workspace,
  candidates: readonly Candidate[],
  places: ReadonlyMap<number, number>,
  source: ColumnsOfLevel,
  noise: RandomStream,
  noiseScale: number,
): { candidate: Candidate; bin: number } | undefined {
  const size = places.size + 2 * groupSize
  const scores = workspace.doubles(workspace.level.bestScore, size)
  const bins = workspace.integers(workspace.level.bestCandidate, size)
  let best: { candidate: Candidate; bin: number } | undefined
  let highest = Number.NEGATIVE_INFINITY
  for (const candidate of candidates) {
    const place = places.get(candidate.column) as number
    if (bins[place] < 0) continue
    const noisy = scores[place] + (noiseScale === 0 ? 0 : noise.normal() * noiseScale)
    const score = noisy * source.discount(candidate.column, candidates)
    if (score > highest) {
      highest = score
      best = { candidate, bin: bins[place] }
    }
  }
  return best
}
