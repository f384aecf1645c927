/** Columns of a table of scores as groups, probabilities, weights and decisions. */
import { DataError } from '@pratibimba/learning/data'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type Column, type Frame, isPresent, serialText } from '@pratibimba/numerics/frame'
import type { Groups } from './groups.ts'

const FLAGGED = ['1', 'true', 'yes']
const PASSED = ['0', 'false', 'no']

/** Groups of a column with few different values, in the order of numbers or of the alphabet. */
export function groupsOf(frame: Frame, name: string, most: number): Groups {
  const column = frame.columns.get(name)!
  const codeOf = new Map<string, number>()
  const codes = new Int32Array(frame.rows).fill(-1)
  for (let i = 0; i < frame.rows; i++) {
    if (!holdsValue(column, i)) continue
    const text = cellText(column, i)
    let code = codeOf.get(text)
    if (code === undefined) {
      code = codeOf.size
      codeOf.set(text, code)
      if (codeOf.size > most)
        throw new DataError(
          `Column ${name} has more than ${most} different values: put them in bands or name a column of groups.`,
          name,
        )
    }
    codes[i] = code
  }
  if (codeOf.size === 0)
    throw new DataError(`Column ${name} is empty in every row: it says nothing of groups.`, name)
  // Sorted, so that reports do not depend on the order of rows.
  const found = [...codeOf.keys()]
  const labels = found.every((text) => Number.isFinite(Number(text)))
    ? found.sort((a, b) => Number(a) - Number(b))
    : found.sort()
  const place = new Int32Array(labels.length)
  for (const [at, text] of labels.entries()) place[codeOf.get(text)!] = at
  return { codes: codes.map((code) => (code < 0 ? -1 : place[code])), labels }
}

export function probabilitiesOf(frame: Frame, name: string): Float64Array {
  const values = numbersOf(frame, name)
  const wrong = values.findIndex((p) => !(p >= 0 && p <= 1))
  if (wrong >= 0)
    throw new DataError(
      `Column ${name} holds numbers outside 0 to 1, where probabilities are needed: name a column of those (--score).`,
      name,
    )
  return values
}

export function weightsOf(frame: Frame, name: string): Float64Array {
  const values = numbersOf(frame, name)
  const wrong = values.findIndex((w) => !(w >= 0 && w < Number.POSITIVE_INFINITY))
  if (wrong >= 0)
    throw new DataError(
      `Column ${name} holds negative or infinite numbers, where weights of 0 and more are needed.`,
      name,
    )
  if (!values.some((w) => w > 0))
    throw new DataError(`Column ${name} holds no weight above 0: no row would count.`, name)
  return values
}

/** 1 where flagged or refused: 1, true, yes, or the word given. */
export function decisionsIn(frame: Frame, name: string, flagged?: string): Uint8Array {
  const column = frame.columns.get(name)!
  const texts = Array.from({ length: frame.rows }, (_, i) => cellText(column, i))
  const distinct = [...new Set(texts)]
  if (distinct.length > 2 && flagged === undefined)
    throw new DataError(
      `Column ${name} has ${distinct.length} different values, a decision has two. Name the value that means flagged or refused (--flagged).`,
      name,
    )
  if (flagged !== undefined) {
    if (!distinct.includes(flagged))
      throw new DataError(
        `Column ${name} never says ${flagged}${distinct.length > 10 ? '' : `: it says ${distinct.join(', ')}`}.`,
        name,
      )
    return Uint8Array.from(texts, (text) => (text === flagged ? 1 : 0))
  }
  const unknown = distinct.find((text) => ![...FLAGGED, ...PASSED].includes(text.toLowerCase()))
  if (unknown !== undefined)
    throw new DataError(
      `Column ${name} says ${distinct.join(' or ')}: decisions are 1 (flagged or refused) or 0. Name the value that means flagged or refused (--flagged).`,
      name,
    )
  return Uint8Array.from(texts, (text) => (FLAGGED.includes(text.toLowerCase()) ? 1 : 0))
}

function numbersOf(frame: Frame, name: string): Float64Array {
  const column = frame.columns.get(name)!
  if (
    column.kind !== 'float64' &&
    column.kind !== 'int32' &&
    column.kind !== 'int64' &&
    column.kind !== 'boolean'
  )
    throw new DataError(`Column ${name} holds ${column.kind} values, where numbers are needed.`, name)
  return Float64Array.from(column.values)
}

function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case 'category':
      return column.dictionary[column.values[row]]
    case 'boolean':
      return column.values[row] === 1 ? 'true' : 'false'
    case 'serial':
      return serialText(column, row)
    case 'date':
      return formatDay(column.values[row])
    case 'timestamp':
      return new Date(column.values[row]).toISOString()
    default:
      return String(column.values[row])
  }
}

/** The given rows of a column. */
export function takeColumn(column: Column, rows: readonly number[]): Column {
  const values =
    column.kind === 'text'
      ? rows.map((row) => column.values[row])
      : takeNumbers(column.values as Float64Array, rows)
  const validity = column.validity && takeNumbers(column.validity, rows)
  return { ...column, values, ...(validity ? { validity } : {}) } as Column
}

function takeNumbers<T extends Float64Array | Int32Array | Uint8Array>(
  values: T,
  rows: readonly number[],
): T {
  const taken = new (values.constructor as new (length: number) => T)(rows.length)
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]]
  return taken
}

/** Whether the cell says something: present, and a number where it should be one. */
export function holdsValue(column: Column, row: number): boolean {
  return isPresent(column, row) && !Number.isNaN(column.values[row])
}
