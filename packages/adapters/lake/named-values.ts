/** Values of columns as plain text and numbers, whatever kind a reader gave them. */
import { type Column, type Frame, isPresent, serialText } from '@pratibimba/numerics/frame'
import { LakeError } from './lake-error.ts'

/** @throws LakeError when the column holds no text */
export function textsOf(frame: Frame, name: string): (row: number) => string {
  const column = named(frame, name)
  switch (column.kind) {
    case 'text':
      return (row) => column.values[row]
    case 'category':
      return (row) => column.dictionary[column.values[row]]
    case 'serial':
      return (row) => serialText(column, row)
    default:
      throw new LakeError('lake_damaged', `Column ${name} holds ${column.kind}, and identifiers are text.`)
  }
}

/** NaN where missing. @throws LakeError when the column holds no numbers, days or yes and no */
export function numbersOf(frame: Frame, name: string): (row: number) => number {
  const column = named(frame, name)
  if (column.kind === 'text' || column.kind === 'category' || column.kind === 'serial')
    throw new LakeError('lake_damaged', `Column ${name} holds ${column.kind}, and numbers are needed.`)
  return (row) => (isPresent(column, row) ? column.values[row] : Number.NaN)
}

function named(frame: Frame, name: string): Column {
  const column = frame.columns.get(name)
  if (column === undefined) throw new LakeError('lake_damaged', `Column ${name} is missing.`)
  return column
}
