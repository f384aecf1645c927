/** What a column that is made from categories depends on, and its value in every cell that a model knows. */
import { categoryHash } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { hashCombination } from '../../trees/hashed-statistics/index.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'

export interface StatisticCells {
  readonly parts: readonly HashedPart[]
  /** Hashes of cells, [high, low]; shape [cells × 2]. */
  readonly cells: Uint32Array
  /** The column's value in each cell; NaN in that of a missing category. */
  readonly values: Float64Array
  /** And in all others. */
  readonly otherwise: number
}

/** The label that stands for a missing category. */
const missingLabel = 'nan'

export function statisticCells(model: TreeModel, column: number): StatisticCells {
  const source = model.columns[column]
  if (source.kind === 'hashed-statistic') return source
  const inputs = source.kind === 'input' ? [source.input] : source.inputs
  const labels = inputs.map((input) => labelHashes(model, input))
  const parts = inputs.map((input): HashedPart => ({ kind: 'category', input }))
  if (source.kind === 'input') {
    const codes = labels[0].length
    const values = Float64Array.from({ length: codes }, (_, code) => (code === codes - 1 ? Number.NaN : code))
    return { parts, cells: combine([labels[0]]), values, otherwise: -1 }
  }
  const { cells, values, otherwise, radix } = source
  let step = 1
  const codeHashes = labels.map((hashes, part) => {
    const place = step
    step *= radix[part]
    if (radix[part] !== hashes.length)
      throw new ModelFileError(
        `Column ${column} counts ${radix[part]} codes of ${model.inputs[inputs[part]].name}, which has ${hashes.length}, missing included.`,
      )
    return Int32Array.from(cells, (cell) => hashes[Math.floor(cell / place) % radix[part]])
  })
  return { parts, cells: combine(codeHashes), values, otherwise }
}

/** The hash of each label, that of a missing category last; 32 bits with their sign. */
function labelHashes({ inputs }: TreeModel, input: number): Int32Array {
  const { name, categories, hashed } = inputs[input]
  if (hashed === true || categories === undefined)
    throw new ModelFileError(`The labels of ${name} are needed to write this model as CatBoost.`)
  const hashes = Int32Array.from([...categories, missingLabel], categoryHash)
  if (categories.includes(missingLabel))
    throw new ModelFileError(
      `${name} has a category "${missingLabel}", which CatBoost cannot tell from a missing one. Rename it.`,
    )
  if (new Set(hashes).size < hashes.length)
    throw new ModelFileError(`Two labels of ${name} have the same hash in CatBoost. Rename one of them.`)
  return hashes
}

function combine(parts: readonly Int32Array[]): Uint32Array {
  const high = new Uint32Array(parts[0].length)
  const low = new Uint32Array(parts[0].length)
  for (const part of parts) hashCombination(high, low, part)
  const cells = new Uint32Array(2 * high.length)
  for (let i = 0; i < high.length; i++) cells.set([high[i], low[i]], 2 * i)
  return cells
}
