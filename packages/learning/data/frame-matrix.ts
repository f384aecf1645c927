/** Rows of a table as the inputs a model knows. */
import { type Column, type Frame, isPresent, valueAt } from '@pratibimba/numerics/frame'
import { absentColumn } from './absent-column.ts'
import { categoryHash } from './category-hash.ts'
import { DataError, nameRows } from './data-error.ts'
import type { Feature } from './feature.ts'
import { type Matrix, UNKNOWN_CATEGORY } from './matrix.ts'

export interface FrameMatrix {
  readonly matrix: Matrix
  /** Rows whose label the feature does not know, by feature. */
  readonly unknownLabels: ReadonlyMap<string, number>
  /** Columns of the frame that no feature reads. */
  readonly unused: readonly string[]
}

/**
 * Reads the features out of a frame, by name.
 *
 * @param infinities whether ±Infinity passes: a bank's own model may know what to do with it, ours are never shown any
 * @throws DataError when a column is missing, holds what the feature does not hold, or an infinity
 */
export function matrixOfFrame(
  frame: Frame,
  features: readonly Feature[],
  { infinities = false }: { infinities?: boolean } = {},
): FrameMatrix {
  const absent = features.filter(({ name }) => !frame.columns.has(name)).map(({ name }) => name)
  if (absent.length === 1)
    throw new DataError(
      `The model reads ${absent[0]}, and there is ${absentColumn(absent[0], [...frame.columns.keys()])} Add it, empty where it is not known.`,
      absent[0],
    )
  if (absent.length > 0)
    throw new DataError(
      `The model reads ${absent.length} columns that the data do not have: ` +
        `${absent.slice(0, 5).join(', ')}${absent.length > 5 ? ', …' : ''}. Add them, empty where they are not known.`,
      absent[0],
    )
  const unknownLabels = new Map<string, number>()
  const columns = features.map((feature) => {
    const column = frame.columns.get(feature.name)!
    if (feature.kind === 'number') return numbersOf(feature.name, column, frame.rows, infinities)
    const { codes, unknown } = codesOf(feature, column, frame.rows)
    if (unknown > 0) unknownLabels.set(feature.name, unknown)
    return codes
  })
  const read = new Set(features.map(({ name }) => name))
  return {
    matrix: { rows: frame.rows, columns },
    unknownLabels,
    unused: [...frame.columns.keys()].filter((name) => !read.has(name)),
  }
}

function numbersOf(name: string, column: Column, rows: number, infinities: boolean): Float64Array {
  if (column.kind === 'category' || column.kind === 'text' || column.kind === 'serial') {
    const texts = rowsWhere(rows, (row) => isPresent(column, row) && !isNumeral(column, row))
    if (texts.count > 0)
      throw new DataError(
        `Column ${name}: the model reads numbers there, and the data hold text (${nameRows(texts.first, texts.count)}).`,
        name,
      )
    return Float64Array.from({ length: rows }, (_, row) =>
      isPresent(column, row) ? Number(valueAt(column, row)) : Number.NaN,
    )
  }
  const numbers = new Float64Array(rows)
  const { values, validity } = column
  for (let i = 0; i < rows; i++)
    numbers[i] = validity === undefined || validity[i] === 1 ? values[i] : Number.NaN
  if (column.kind === 'float64' && !infinities) {
    const infinite = rowsWhere(rows, (row) => Math.abs(numbers[row]) === Number.POSITIVE_INFINITY)
    if (infinite.count > 0)
      throw new DataError(
        `Column ${name} is infinite in ${nameRows(infinite.first, infinite.count)}: put a number there, or leave it empty.`,
        name,
      )
  }
  return numbers
}

/** Codes by label. A column of numbers or yes/no counts by its text, for a file of a few rows may be typed otherwise. */
function codesOf(feature: Feature, column: Column, rows: number): { codes: Float64Array; unknown: number } {
  const known = new Map(feature.categories?.map((label, code) => [label, code]))
  const codeOf = (label: string): number =>
    feature.hashed ? categoryHash(label) : (known.get(label) ?? UNKNOWN_CATEGORY)
  const byCode = column.kind === 'category' ? column.dictionary.map(codeOf) : undefined
  const codes = new Float64Array(rows)
  let unknown = 0
  for (let i = 0; i < rows; i++) {
    if (!isPresent(column, i) || Number.isNaN(column.values[i])) {
      codes[i] = Number.NaN
      continue
    }
    codes[i] =
      byCode !== undefined ? byCode[column.values[i] as number] : codeOf(labelOf(column, column.values[i]))
    if (codes[i] === UNKNOWN_CATEGORY) unknown++
  }
  return { codes, unknown }
}

/** Whether a cell of text says a finite number, in digits and nothing else. */
export function isNumeral(column: Column, row: number): boolean {
  const text = String(valueAt(column, row)).trim()
  return /^[+-]?(\d|\.\d)/.test(text) && Number.isFinite(Number(text))
}

/** What the cell says, as a label. */
export function labelOf(column: Column, value: number | string): string {
  return column.kind === 'boolean' ? (value === 1 ? 'true' : 'false') : String(value)
}

/** The first rows that fit, and how many do. */
export function rowsWhere(
  rows: number,
  fits: (row: number) => boolean,
): { first: readonly number[]; count: number } {
  const first: number[] = []
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (!fits(row)) continue
    if (count++ < 3) first.push(row)
  }
  return { first, count }
}
