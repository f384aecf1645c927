/** What a column that is made from categories depends on, and its value in every cell that a model knows. */
import { categoryHash } from '../../data/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { hashCombination } from '../../trees/hashed-statistics/index.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import { float32Floor, largestFloat32 } from '../float32-neighbours.ts'
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
  if (source.kind === 'input') {
    const hashes = labelHashes(model, source.input)
    const codes = hashes.length
    const values = Float64Array.from({ length: codes }, (_, code) => (code === codes - 1 ? Number.NaN : code))
    return {
      parts: [{ kind: 'category', input: source.input }],
      cells: combine([hashes]),
      values,
      otherwise: -1,
    }
  }
  const { cells, values, otherwise, radix, inputs, above } = source
  let step = 1
  const drafts = inputs.map((input, part) => {
    const place = step
    step *= radix[part]
    const cut = above?.[part] ?? undefined
    const hashes = cut === undefined ? labelHashes(model, input) : yesOrNo
    if (radix[part] !== hashes.length)
      throw new ModelFileError(
        `Column ${column} counts ${radix[part]} codes of ${model.inputs[input].name}, which has ${hashes.length}, missing included.`,
      )
    return {
      part: partOf(input, cut),
      hashes: Int32Array.from(cells, (cell) => hashes[Math.floor(cell / place) % radix[part]]),
    }
  })
  // CatBoost hashes categories first, then numbers that were cut.
  const ordered = ['category', 'above'].flatMap((kind) => drafts.filter(({ part }) => part.kind === kind))
  return {
    parts: ordered.map(({ part }) => part),
    cells: combine(ordered.map(({ hashes }) => hashes)),
    values,
    otherwise,
  }
}

function partOf(input: number, cut: { border: number; missing: 0 | 1 } | undefined): HashedPart {
  if (cut === undefined) return { kind: 'category', input }
  // The same answer for every number of 32 bits, which is all that CatBoost sees.
  const border = Math.max(-largestFloat32, Math.min(largestFloat32, float32Floor(cut.border)))
  return { kind: 'above', input, border, missing: cut.missing === 1 }
}

/** What "above the border" hashes as: no, yes. */
const yesOrNo = Int32Array.of(0, 1)

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
