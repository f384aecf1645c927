/** Which columns of a table can be learnt from, and why the others cannot. */
import { type Column, countMissing, type Frame, isPresent } from '@pratibimba/numerics/frame'
import { nameRows } from './data-error.ts'
import type { Feature } from './feature.ts'
import { isNumeral, rowsWhere } from './frame-matrix.ts'

export interface LeftOut {
  readonly column: string
  readonly reason: string
}

export interface FrameFeatures {
  readonly features: readonly Feature[]
  readonly leftOut: readonly LeftOut[]
}

/** A column of labels with more different ones than this says who, not what. */
const mostLabels = 10_000

/**
 * Numbers, dates (as days), yes/no and labels become features; text, identifiers and columns that never change do not.
 *
 * @param without columns that are not looked at: the outcome, keys, what the user excluded
 */
export function featuresOfFrame(frame: Frame, without: ReadonlySet<string>): FrameFeatures {
  const features: Feature[] = []
  const leftOut: LeftOut[] = []
  for (const [name, column] of frame.columns) {
    if (without.has(name)) continue
    const reason = whyNot(column, frame.rows)
    if (reason !== undefined) leftOut.push({ column: name, reason })
    else if (column.kind === 'category')
      features.push({ name, kind: 'category', categories: usedLabels(column) })
    else features.push({ name, kind: 'number' })
  }
  return { features, leftOut }
}

function whyNot(column: Column, rows: number): string | undefined {
  if (column.kind === 'text') return `text is not learnt from${numbersElsewhere(column, rows)}`
  if (column.kind === 'serial') return 'identifiers are not learnt from'
  const missing = countMissing(column)
  if (missing === rows) return 'it is empty'
  if (missing === 0 && isConstant(column, rows)) return 'it has one value only'
  if (column.kind === 'category' && usedLabels(column).length > mostLabels)
    return `it has more than ${mostLabels.toLocaleString('en')} different labels`
  return undefined
}

/** Of numbers with a few texts among them: where those are, since the column is probably meant to be read as numbers. */
function numbersElsewhere(column: Column, rows: number): string {
  const texts = rowsWhere(rows, (row) => isPresent(column, row) && !isNumeral(column, row))
  if (texts.count === 0 || texts.count > rows / 10) return ''
  return `; it would be numbers, but for ${nameRows(texts.first, texts.count)}`
}

function isConstant({ values }: Column, rows: number): boolean {
  for (let i = 1; i < rows; i++) if (values[i] !== values[0]) return false
  return true
}

/** Labels that occur, in the order of the alphabet, so that codes do not depend on the order of rows. */
function usedLabels(column: Extract<Column, { kind: 'category' }>): string[] {
  const used = new Uint8Array(column.dictionary.length)
  for (let i = 0; i < column.values.length; i++) if (isPresent(column, i)) used[column.values[i]] = 1
  return column.dictionary.filter((_, code) => used[code] === 1).sort()
}
