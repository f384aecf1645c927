/** What the threads do while a block of features is binned: each chooses edges of some features, then bins some rows. */
import { type KernelMemory, loadKernel, type TeamProgram } from '@pratibimba/numerics/wasm'
import { blockFeatures } from './binned-matrix.ts'
import { categoryBins } from './category-bins.ts'
import { wasm } from './compiled/binning.ts'
import { mostBins } from './feature-bins.ts'
import { numberEdges } from './number-edges.ts'

interface BinningKernel {
  gatherKeys(column: number, sample: number, n: number, keys: number): number
  sortKeys(keys: number, scratch: number, n: number, counters: number): number
  distinctKeys(keys: number, n: number, values: number, counts: number): number
  binNumbers(column: number, from: number, to: number, edges: number, levels: number, cells: number): number
  countCodes(column: number, rows: number, counts: number, categories: number): void
  binCodes(column: number, from: number, to: number, table: number, categories: number, cells: number): number
}

/** Where things lie in the memory; all addresses. */
export interface BinningSetup {
  readonly memory: KernelMemory
  readonly rows: number
  readonly maxBins: number
  readonly minDataInBin: number
  /** Values of the columns of the block: f64 [8][rows]. */
  readonly staging: number
  /** Rows whose values choose the edges: u32 [sampled]; 0 for all rows. */
  readonly sample: number
  readonly sampled: number
  /** What the block is: i32, see `blockHeader`. */
  readonly header: number
  /** Per feature of the block: edges f64 [256], padded with +∞. */
  readonly edges: number
  /** Per feature of the block: bins of codes u8 [mostCategories]. */
  readonly tables: number
  readonly mostCategories: number
  /** Per thread: room to sort, `scratchBytes(sampled)`. */
  readonly scratch: number
}

/** Words of the header: features of the block, address of its cells, then per feature: categories (0: a number), bins. */
export const blockHeader = { features: 0, cells: 1, categories: 2, bins: 2 + blockFeatures } as const
/** Then, per thread, how many cells of each feature are missing. */
export const missingCounts = 2 + 2 * blockFeatures

export const steps = { chooseBins: 0, binRows: 1 } as const

export const edgeRoom = 256
const counterBytes = 6 * 2048 * 4
/** Rows binned before the next feature's turn: the cells of so many rows stay in the cache. */
const stripRows = 2048

/** Keys, their copy, counts of distinct ones, and counters of the radix sort. */
export function scratchBytes(sampled: number, mostCategories: number): number {
  return Math.ceil((Math.max(sampled * 20 + counterBytes, mostCategories * 4) + 64) / 64) * 64
}

export const binningProgram: TeamProgram<BinningSetup> = {
  kind: 'tree-binning',
  open(setup, thread, threads) {
    const { memory, rows, staging, sample, sampled, edges, tables, mostCategories, maxBins, minDataInBin } =
      setup
    const kernel = loadKernel<BinningKernel>(wasm, memory)
    const header = new Int32Array(memory.buffer, setup.header, missingCounts + threads * blockFeatures)
    const keys = setup.scratch + thread * scratchBytes(sampled, mostCategories)
    const columnOf = (feature: number): number => staging + feature * rows * 8
    const edgesOf = (feature: number): number => edges + feature * edgeRoom * 8
    const tableOf = (feature: number): number => tables + feature * mostCategories

    const chooseEdges = (feature: number): void => {
      const counts = keys + sampled * 16
      const counters = counts + sampled * 4
      const present = kernel.gatherKeys(columnOf(feature), sample, sampled, keys)
      const sorted = present === 0 ? keys : kernel.sortKeys(keys, keys + sampled * 8, present, counters)
      const distinct = kernel.distinctKeys(sorted, present, sorted, counts)
      const chosen = numberEdges(
        new Float64Array(memory.buffer, sorted >>> 0, distinct),
        new Uint32Array(memory.buffer, counts, distinct),
        { maxBins: present < sampled ? maxBins - 1 : maxBins, minDataInBin },
      )
      const room = new Float64Array(memory.buffer, edgesOf(feature), edgeRoom).fill(Number.POSITIVE_INFINITY)
      room.set(chosen)
      header[blockHeader.bins + feature] = chosen.length + 1
    }

    const chooseCategories = (feature: number, categories: number): void => {
      const counts = new Uint32Array(memory.buffer, keys, categories).fill(0)
      kernel.countCodes(columnOf(feature), rows, keys, categories)
      const chosen = categoryBins(counts, Math.min(maxBins, mostBins - 1), minDataInBin)
      new Uint8Array(memory.buffer, tableOf(feature), categories).set(chosen.binOfCode)
      header[blockHeader.bins + feature] = chosen.bins
    }

    const chooseBins = (): void => {
      for (let feature = thread; feature < header[blockHeader.features]; feature += threads) {
        const categories = header[blockHeader.categories + feature]
        if (categories === 0) chooseEdges(feature)
        else chooseCategories(feature, categories)
      }
    }

    const binRows = (): void => {
      const counts = missingCounts + thread * blockFeatures
      header.fill(0, counts, counts + blockFeatures)
      const end = Math.floor(((thread + 1) * rows) / threads)
      for (let from = Math.floor((thread * rows) / threads); from < end; from += stripRows) {
        const to = Math.min(end, from + stripRows)
        for (let feature = 0; feature < header[blockHeader.features]; feature++) {
          const categories = header[blockHeader.categories + feature]
          const cells = header[blockHeader.cells] + feature
          const levels = 32 - Math.clz32(header[blockHeader.bins + feature] - 1)
          header[counts + feature] +=
            categories === 0
              ? kernel.binNumbers(columnOf(feature), from, to, edgesOf(feature), levels, cells)
              : kernel.binCodes(columnOf(feature), from, to, tableOf(feature), categories, cells)
        }
      }
    }

    return (step) => (step === steps.chooseBins ? chooseBins() : binRows())
  },
}
