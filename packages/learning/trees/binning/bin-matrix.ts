/** Numbers and categories into bins: chosen from training rows, applied to any. */
import { openStream } from '@pratibimba/numerics/random'
import { type KernelArena, oneThread, openArena, type ThreadPool } from '@pratibimba/numerics/wasm'
import type { Feature } from '../../data/feature.ts'
import type { Matrix } from '../../data/matrix.ts'
import { type BinnedMatrix, blockFeatures, blocksOf } from './binned-matrix.ts'
import {
  type BinningSetup,
  binningProgram,
  blockHeader,
  edgeRoom,
  missingCounts,
  scratchBytes,
  steps,
} from './binning-program.ts'
import { type FeatureBins, mostBins } from './feature-bins.ts'

export interface BinningOptions {
  /** Bins at most, 2 … 255, the missing one included where rows are missing; categories 254. Default 255. */
  readonly maxBins?: number
  /** Rows in a bin at least, where values have to share one. Default 3. */
  readonly minDataInBin?: number
  /** Rows whose values choose the edges; all when there are fewer. Default 200,000. */
  readonly sampleRows?: number
  /** Decides which rows are sampled. Default 0. */
  readonly seed?: number
}

/**
 * Chooses bins for every feature and puts every row into them.
 *
 * @param features what each column is; categories need their labels
 * @returns cells in kernel memory of their own; the same for any number of threads
 * @throws RangeError when shapes or options do not fit
 * @see docs/methods/boosted-trees.md
 */
export async function binMatrix(
  features: readonly Feature[],
  matrix: Matrix,
  { maxBins = mostBins, minDataInBin = 3, sampleRows = 200_000, seed = 0 }: BinningOptions = {},
  pool: ThreadPool = oneThread,
): Promise<BinnedMatrix> {
  if (features.length !== matrix.columns.length || features.length === 0)
    throw new RangeError(
      `binMatrix: need a column for each of ${features.length} features, at least 1, got ${matrix.columns.length}`,
    )
  if (!(Number.isInteger(maxBins) && maxBins >= 2 && maxBins <= mostBins))
    throw new RangeError(`binMatrix: need maxBins in [2, ${mostBins}], got ${maxBins}`)
  checkShape('binMatrix', matrix)
  const categories = features.map((feature) => (feature.kind === 'category' ? categoriesOf(feature) : 0))
  const blocks = blocksOf(features.length)
  const arena = openArena((blocks + 8) * matrix.rows * blockFeatures)
  const chosen: FeatureBins[] = []
  const sample = sampleRows < matrix.rows ? sampleOf(matrix.rows, sampleRows, seed) : undefined
  const options = { maxBins, minDataInBin, sample }
  const binned = await fillCells(matrix, arena, categories, pool, options, (block) => {
    block.choose()
    for (let feature = 0; feature < block.features; feature++) chosen.push(block.bins(feature))
  })
  return { rows: matrix.rows, features: chosen, arena, ...binned }
}

/**
 * Puts other rows into the bins of a binned matrix, beside it in its memory; learners that allocated there before must
 * have released it.
 *
 * @throws RangeError when the columns are not those of the binned matrix
 */
export async function binNewRows(
  like: BinnedMatrix,
  matrix: Matrix,
  pool: ThreadPool = oneThread,
): Promise<BinnedMatrix> {
  if (matrix.columns.length !== like.features.length)
    throw new RangeError(
      `binNewRows: need ${like.features.length} columns as in the binned matrix, got ${matrix.columns.length}`,
    )
  checkShape('binNewRows', matrix)
  const categories = like.features.map((bins) => (bins.kind === 'category' ? bins.binOfCode.length : 0))
  const binned = await fillCells(matrix, like.arena, categories, pool, undefined, (block, first) => {
    for (let feature = 0; feature < block.features; feature++)
      block.useBins(feature, like.features[first + feature])
  })
  return { rows: matrix.rows, features: like.features, arena: like.arena, ...binned }
}

interface Block {
  readonly features: number
  /** Has the threads choose bins for the features of the block. */
  choose(): void
  bins(feature: number): FeatureBins
  useBins(feature: number, bins: FeatureBins): void
}

interface Choice {
  readonly maxBins: number
  readonly minDataInBin: number
  readonly sample: Uint32Array | undefined
}

/** Block after block: the columns are staged in kernel memory, `settle` sees to the bins, the threads fill the cells. */
async function fillCells(
  { rows, columns }: Matrix,
  arena: KernelArena,
  categories: readonly number[],
  pool: ThreadPool,
  choice: Choice | undefined,
  settle: (block: Block, firstFeature: number) => void,
): Promise<Pick<BinnedMatrix, 'cells' | 'hasMissing'>> {
  const cells = arena.allocate(blocksOf(columns.length) * rows * blockFeatures)
  const mark = arena.mark()
  const sampled = choice === undefined ? 0 : (choice.sample?.length ?? rows)
  const mostCategories = Math.ceil(Math.max(8, ...categories) / 8) * 8
  const sample = choice?.sample === undefined ? 0 : arena.allocate(choice.sample.byteLength)
  const setup: BinningSetup = {
    memory: arena.memory,
    rows,
    maxBins: choice?.maxBins ?? mostBins,
    minDataInBin: choice?.minDataInBin ?? 0,
    sample,
    sampled,
    mostCategories,
    staging: arena.allocate(blockFeatures * rows * 8),
    header: arena.allocate((missingCounts + pool.threads * blockFeatures) * 4),
    edges: arena.allocate(blockFeatures * edgeRoom * 8),
    tables: arena.allocate(blockFeatures * mostCategories),
    scratch: arena.allocate(pool.threads * scratchBytes(sampled, mostCategories)),
  }
  const buffer = arena.memory.buffer
  if (choice?.sample !== undefined) new Uint32Array(buffer, sample, sampled).set(choice.sample)
  const staging = new Float64Array(buffer, setup.staging, blockFeatures * rows)
  const header = new Int32Array(buffer, setup.header, missingCounts + pool.threads * blockFeatures)
  const hasMissing: boolean[] = []
  const team = await pool.team(binningProgram, setup)
  try {
    for (let first = 0; first < columns.length; first += blockFeatures) {
      const features = Math.min(blockFeatures, columns.length - first)
      header[blockHeader.features] = features
      header[blockHeader.cells] = cells + first * rows
      for (let feature = 0; feature < features; feature++) {
        staging.set(columns[first + feature], feature * rows)
        header[blockHeader.categories + feature] = categories[first + feature]
      }
      settle(
        blockOf(setup, header, features, () => team.run(steps.chooseBins)),
        first,
      )
      team.run(steps.binRows)
      for (let feature = 0; feature < features; feature++) {
        let missing = 0
        for (let thread = 0; thread < team.threads; thread++)
          missing += header[missingCounts + thread * blockFeatures + feature]
        hasMissing.push(missing > 0)
      }
    }
  } finally {
    team.close()
    arena.release(mark)
  }
  return { cells, hasMissing }
}

/** Bins of a block's features, as they lie in the memory. */
function blockOf(setup: BinningSetup, header: Int32Array, features: number, choose: () => void): Block {
  const { buffer } = setup.memory
  const edgesOf = (feature: number): Float64Array =>
    new Float64Array(buffer, setup.edges + feature * edgeRoom * 8, edgeRoom)
  const tableOf = (feature: number, categories: number): Uint8Array =>
    new Uint8Array(buffer, setup.tables + feature * setup.mostCategories, categories)
  return {
    features,
    choose,
    bins(feature) {
      const bins = header[blockHeader.bins + feature]
      const categories = header[blockHeader.categories + feature]
      if (categories === 0) return { kind: 'number', bins, edges: edgesOf(feature).slice(0, bins - 1) }
      const binOfCode = Uint8Array.from(tableOf(feature, categories))
      const codes = new Int32Array(bins).fill(-1)
      for (let code = 0; code < categories; code++) if (binOfCode[code] < bins) codes[binOfCode[code]] = code
      return { kind: 'category', bins, codes, binOfCode }
    },
    useBins(feature, bins) {
      header[blockHeader.bins + feature] = bins.bins
      if (bins.kind === 'number') edgesOf(feature).fill(Number.POSITIVE_INFINITY).set(bins.edges)
      else tableOf(feature, bins.binOfCode.length).set(bins.binOfCode)
    },
  }
}

/** One row out of each of `wanted` equal stretches; ascending. */
function sampleOf(rows: number, wanted: number, seed: number): Uint32Array {
  const stream = openStream(seed, 'bin-sample').at(0)
  const sample = new Uint32Array(wanted)
  for (let i = 0; i < wanted; i++) sample[i] = Math.floor(((i + stream.uniform()) * rows) / wanted)
  return sample
}

function categoriesOf({ name, categories }: Feature): number {
  if (categories === undefined || categories.length === 0)
    throw new RangeError(`binMatrix: need the categories of feature "${name}", got none`)
  return categories.length
}

function checkShape(caller: string, { rows, columns }: Matrix): void {
  if (!(rows >= 1)) throw new RangeError(`${caller}: need at least 1 row, got ${rows}`)
  for (let i = 0; i < columns.length; i++)
    if (columns[i].length !== rows)
      throw new RangeError(`${caller}: need ${rows} values in column ${i}, got ${columns[i].length}`)
}
