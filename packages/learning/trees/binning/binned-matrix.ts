/** A matrix whose values are bins of one byte, in kernel memory: what all tree learners read. */
import type { KernelArena } from '@pratibimba/numerics/wasm'
import type { FeatureBins } from './feature-bins.ts'

/**
 * Features that lie side by side: one row of a block is 8 bytes, read at once. Blocks follow each other, so that a leaf
 * that holds few rows touches one cache line per row and block.
 */
export const blockFeatures = 8

export interface BinnedMatrix {
  readonly rows: number
  /** One per feature of the matrix, in its order. */
  readonly features: readonly FeatureBins[]
  /** Whether any row of the feature fell into `missingBin`. */
  readonly hasMissing: readonly boolean[]
  /** The memory that holds the cells; learners allocate their own beside them; whoever had the matrix binned closes it. */
  readonly arena: KernelArena
  /** Where the cells begin: blocks × rows × 8 bytes; absent features of the last block hold anything. */
  readonly cells: number
}

export function blocksOf(features: number): number {
  return Math.ceil(features / blockFeatures)
}

/** Address of the cell of row 0; the cell of row r lies `blockFeatures · r` further. */
export function columnAddress(cells: number, rows: number, feature: number): number {
  return cells + Math.floor(feature / blockFeatures) * rows * blockFeatures + (feature % blockFeatures)
}

/** The bin of one cell; for tests and small loops. */
export function binAt(binned: BinnedMatrix, row: number, feature: number): number {
  const address = columnAddress(binned.cells, binned.rows, feature) + row * blockFeatures
  return new Uint8Array(binned.arena.memory.buffer, address, 1)[0]
}
