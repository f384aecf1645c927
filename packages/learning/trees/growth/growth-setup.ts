/** What the threads that grow trees share: where everything lies in the memory of the binned matrix. */
import type { KernelMemory } from '@pratibimba/numerics/wasm'
import type { BinnedMatrix } from '../binning/binned-matrix.ts'
import { fetchBytes, histogramSetBytes } from '../histograms/histograms.ts'
import { recordBytes } from './split-record.ts'
import type { SplitRule } from './split-rule.ts'

export interface GrowthSetup {
  readonly memory: KernelMemory
  readonly rows: number
  readonly cells: number
  /** Of each feature. */
  readonly bins: Uint8Array
  readonly isCategory: Uint8Array
  readonly hasMissing: Uint8Array
  readonly rule: SplitRule
  readonly seed: number
  readonly threads: number

  // Addresses.
  /** Gradients by row: f32 pairs (gradient, hessian) [outputs][rows]. */
  readonly gradients: number
  /** The same of one output, in the order of `positions`. */
  readonly ordered: number
  /** Rows, leaf after leaf: u32 [rows]. */
  readonly positions: number
  /** Where rows are dealt out to: u32 [rows] each. */
  readonly left: number
  readonly right: number
  /** Sets of histograms, `setBytes` each. */
  readonly histograms: number
  readonly setBytes: number
  /** Split records of two nodes: [2][features]. */
  readonly records: number
  /** Features allowed at each of two nodes: u8 [2][features]. */
  readonly masks: number
  /** Bins that go left in the split at hand: u8 [256]. */
  readonly sides: number
  /** The step at hand: i32, see `words`; f64, see `nodeNumbers`. */
  readonly words: number
  readonly numbers: number
  /** Per thread: i32, rows that went left. */
  readonly dealt: number
  /** Per thread: room to gather cells in. */
  readonly fetched: number
  /** Sums of gradients per stretch of rows: f64 pairs. */
  readonly sums: number
}

/** The step at hand. */
export const words = {
  /** Address of the gradients by row. */
  gradients: 0,
  /** Positions of the node: first, and how many; 0 as `byPosition`: the rows themselves, in their order. */
  first: 1,
  count: 2,
  byPosition: 3,
  /** The feature to split by. */
  feature: 4,
  /** Where the child lies that is summed up, and the set that receives its histograms. */
  childFirst: 5,
  childCount: 6,
  childSet: 7,
  /** The set of the other child; the parent's, where it comes by subtraction. */
  otherSet: 8,
  otherFirst: 9,
  otherCount: 10,
  /** Where the other child's histograms come from: one of `otherSources`. */
  source: 11,
  /** A number for random thresholds, one per node. */
  nodeSeed: 12,
} as const
/** `nothing`: no histograms are wanted, the children stay leaves. */
export const otherSources = { rows: 0, subtraction: 1, nothing: 2 } as const
export const wordCount = 16

/** Of each of the two nodes that look for splits: f64 [8]. */
export const nodeNumbers = {
  gradient: 0,
  hessian: 1,
  rows: 2,
  rowsPerHessian: 3,
  limit: 4,
  lower: 5,
  upper: 6,
  output: 7,
} as const
export const nodeLength = 8

/** Rows whose gradients are summed at a time: the sums, and so the model, do not depend on the threads. */
export const stretch = 8192

/** Finds room beside the cells. */
export function growthSetup(
  binned: BinnedMatrix,
  rule: SplitRule,
  { outputs, sets, threads, seed }: { outputs: number; sets: number; threads: number; seed: number },
): GrowthSetup {
  const { arena, rows, features, cells } = binned
  const count = features.length
  const setBytes = histogramSetBytes(count)
  return {
    memory: arena.memory,
    rows,
    cells,
    bins: Uint8Array.from(features, ({ bins }) => bins),
    isCategory: Uint8Array.from(features, ({ kind }) => (kind === 'category' ? 1 : 0)),
    hasMissing: Uint8Array.from(binned.hasMissing, Number),
    rule,
    seed,
    threads,
    gradients: arena.allocate(outputs * rows * 8),
    ordered: arena.allocate(rows * 8),
    positions: arena.allocate(rows * 4),
    left: arena.allocate(rows * 4 + 64),
    right: arena.allocate(rows * 4 + 64),
    histograms: arena.allocate(sets * setBytes),
    setBytes,
    records: arena.allocate(2 * count * recordBytes),
    masks: arena.allocate(2 * count),
    sides: arena.allocate(256),
    words: arena.allocate(wordCount * 4),
    numbers: arena.allocate((2 * nodeLength + 4) * 8),
    dealt: arena.allocate(threads * 4),
    fetched: arena.allocate(threads * fetchBytes),
    sums: arena.allocate(Math.ceil(rows / stretch) * 16),
  }
}
