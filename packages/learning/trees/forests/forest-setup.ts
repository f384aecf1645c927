/** What the threads that grow a forest share: where everything lies in the memory of the binned matrix. */
import type { KernelMemory } from '@pratibimba/numerics/wasm'
import type { BinnedMatrix } from '../binning/binned-matrix.ts'
import type { ResolvedForest } from './forest-parameters.ts'

export interface ForestSetup {
  readonly memory: KernelMemory
  readonly rows: number
  /** Bins of each feature, and whether it is a category. */
  readonly bins: Uint8Array
  readonly isCategory: Uint8Array
  readonly outputs: number
  readonly tried: number
  readonly minRows: number
  readonly maxDepth: number
  readonly maxLeaves: number
  /** Whether the leaf that wins most is split next. */
  readonly byGain: boolean
  readonly randomThresholds: boolean
  readonly bootstrap: boolean
  readonly draws: number
  readonly seed: number
  readonly monotone: Int8Array | undefined
  /** What a tree without rows of any weight answers, shape [outputs]. */
  readonly prior: Float64Array

  // Addresses.
  /** Cells in blocks of 8 features, and the same feature after feature: u8 [features × rows]. */
  readonly cells: number
  readonly columns: number
  /** Mean value of each bin: f64 [features × 256]. */
  readonly centres: number
  /** By row: outcome (or class) and weight, f64 each. */
  readonly outcomes: number
  readonly weights: number
  /** Room of each thread, `threadRoom` bytes each. */
  readonly rooms: number
  readonly roomBytes: number
  /** Trees of one step, `slotRoom` each. */
  readonly slots: number
  readonly slotBytes: number
  readonly mostNodes: number
  readonly hasSets: boolean
  /** The step at hand: i32, see `stepWords`. */
  readonly words: number
  /** Sums over trees that did not see the row: f64 [rows × outputs], and how many: u32 [rows]. */
  readonly outSums: number
  readonly outTrees: number
}

/** First tree of the step, how many, and how many have been taken by threads. */
export const stepWords = { first: 0, count: 1, taken: 2 } as const

/** Of a node: i32 [8]. */
export const nodeWords = { feature: 0, bin: 1, left: 2, right: 3, missingLeft: 4, isCategory: 5 } as const
export const nodeWordCount = 8
/** Then f64 [2 + outputs]: weight of its rows, what its split won, what it answers. */
export const nodeNumbers = { weight: 0, gain: 1, value: 2 } as const

const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64

/** Rows, pairs, the same to spare, sums of bins, counts, totals, room for them, sides, rule, record. */
export function threadRoom(rows: number, outputs: number) {
  const values = Math.max(2, outputs)
  const parts = {
    rows: rows * 4,
    pairs: rows * 16,
    spareRows: rows * 4 + 64,
    sparePairs: rows * 16 + 64,
    sums: 256 * values * 8,
    counts: 256 * 4,
    totals: (values + 1) * 8,
    left: values * 8,
    sides: 256,
    rule: 8 * 8,
    record: 4 * 8,
  }
  return layOut(parts)
}

/** Number of nodes, how often each row was drawn, nodes. */
export function slotRoom(rows: number, outputs: number, mostNodes: number, hasSets: boolean) {
  return layOut({
    count: 4,
    drawn: rows,
    words: mostNodes * nodeWordCount * 4,
    numbers: mostNodes * (2 + outputs) * 8,
    sets: hasSets ? mostNodes * 32 : 0,
  })
}

function layOut<Name extends string>(parts: Readonly<Record<Name, number>>) {
  const offsets = {} as Record<Name, number>
  let bytes = 0
  for (const name of Object.keys(parts) as Name[]) {
    offsets[name] = bytes
    bytes += aligned(parts[name])
  }
  return { offsets: offsets as Readonly<Record<Name, number>>, bytes }
}

/** Bytes of trees that are kept between steps, about. */
const slotsRoom = 64 * 2 ** 20
const mostTreesPerThread = 4

/** Finds room beside the cells; `slots` trees are grown in a step. */
export function forestSetup(
  binned: BinnedMatrix,
  forest: ResolvedForest,
  { threads, seed, prior }: { threads: number; seed: number; prior: Float64Array },
): { setup: ForestSetup; slots: number } {
  const { arena, rows, features } = binned
  const { outputs, bootstrap } = forest
  const byDepth = forest.maxDepth > 0 && forest.maxDepth < 31 ? 2 ** forest.maxDepth : rows
  const possible = Math.max(1, Math.min(byDepth, Math.floor(rows / forest.minDataInLeaf)))
  const maxLeaves = forest.maxLeaves > 0 ? Math.min(forest.maxLeaves, possible) : possible
  const mostNodes = 2 * maxLeaves - 1
  const hasSets = features.some(({ kind }) => kind === 'category')
  const roomBytes = threadRoom(rows, outputs).bytes
  const slotBytes = slotRoom(rows, outputs, mostNodes, hasSets).bytes
  const perThread = Math.max(1, Math.min(mostTreesPerThread, Math.floor(slotsRoom / slotBytes / threads)))
  const slots = Math.min(forest.trees, perThread * threads)
  const draws = Math.max(1, Math.round(forest.sampleShare * rows))
  const outOfBag = bootstrap || draws < rows
  return {
    slots,
    setup: {
      memory: arena.memory,
      rows,
      bins: Uint8Array.from(features, ({ bins }) => bins),
      isCategory: Uint8Array.from(features, ({ kind }) => (kind === 'category' ? 1 : 0)),
      outputs,
      tried: forest.tried,
      minRows: forest.minDataInLeaf,
      maxDepth: forest.maxDepth > 0 ? forest.maxDepth : Number.POSITIVE_INFINITY,
      maxLeaves,
      byGain: forest.maxLeaves > 0,
      randomThresholds: forest.kind === 'extra-trees',
      bootstrap,
      draws,
      seed,
      monotone: forest.monotone,
      prior,
      cells: binned.cells,
      columns: arena.allocate(features.length * rows),
      centres: arena.allocate(features.length * 256 * 8),
      outcomes: arena.allocate(rows * 8),
      weights: arena.allocate(rows * 8),
      rooms: arena.allocate(threads * roomBytes),
      roomBytes,
      slots: arena.allocate(slots * slotBytes),
      slotBytes,
      mostNodes,
      hasSets,
      words: arena.allocate(64),
      outSums: outOfBag ? arena.allocate(rows * outputs * 8) : 0,
      outTrees: outOfBag ? arena.allocate(rows * 4) : 0,
    },
  }
}
