/** Columns of a table as drift looks at them: what a file holds, or what a profile asks for. */
import { absentColumn, DataError, type Feature, type Matrix, matrixOfFrame } from '@pratibimba/learning/data'
import { type Column, columnNames, countMissing, type Frame, isPresent } from '@pratibimba/numerics/frame'
import type { ReferenceProfile } from './reference-profile.ts'

export interface ComparableColumns {
  readonly matrix: Matrix
  readonly features: readonly Feature[]
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
}

/**
 * Columns that a reference is made of. Text, keys and dates are left out unless named: they change by their nature.
 *
 * @param only names of the columns wanted; all when absent
 * @param key  column that says which row it is, if known
 * @throws DataError when a named column is not there or is text, or no column is left
 */
export function columnsToProfile(frame: Frame, only?: readonly string[], key?: string): ComparableColumns {
  const leftOut: { column: string; reason: string }[] = []
  const features: Feature[] = []
  for (const name of only ?? columnNames(frame)) {
    const column = columnNamed(frame, name)
    const reason = only === undefined ? whyNot(column, name === key) : undefined
    if (reason !== undefined) leftOut.push({ column: name, reason })
    else features.push(featureOf(name, column, frame.rows))
  }
  if (features.length === 0)
    throw new DataError(
      `No column can be compared: ${leftOut.map(({ column, reason }) => `${column} (${reason})`).join(', ')}.`,
    )
  return { matrix: matrixOfFrame(frame, features).matrix, features, leftOut }
}

/**
 * The columns that a profile compares, read as it knows them; those that the table has not are absent, others are named.
 *
 * @param only names of the columns wanted; all of the profile when absent
 * @throws DataError when a column holds what cannot be compared, or the profile does not know a named one
 */
export function columnsOfProfile(
  frame: Frame,
  profile: ReferenceProfile,
  only?: readonly string[],
): { columns: ComparableColumns; reference: ReferenceProfile } {
  const wanted = only?.map((name) => {
    const found = profile.features.find((feature) => feature.name === name)
    if (found === undefined)
      throw new DataError(
        `The reference has no column ${name}: it has ${profile.features.map((each) => each.name).join(', ')}.`,
        name,
      )
    return found
  })
  const reference = wanted === undefined ? profile : { ...profile, features: wanted }
  const features = reference.features
    .filter(({ name }) => frame.columns.has(name))
    .map((each): Feature => {
      if (each.kind === 'number') return { name: each.name, kind: 'number' }
      const column = frame.columns.get(each.name)!
      return { name: each.name, kind: 'category', categories: labelsOf(column, frame.rows) }
    })
  const known = new Set(profile.features.map(({ name }) => name))
  const leftOut = columnNames(frame)
    .filter((name) => only === undefined && !known.has(name))
    .map((column) => ({ column, reason: 'the reference does not have it' }))
  return { columns: { matrix: matrixOfFrame(frame, features).matrix, features, leftOut }, reference }
}

function columnNamed(frame: Frame, name: string): Column {
  const column = frame.columns.get(name)
  if (column === undefined) throw new DataError(`There is ${absentColumn(name, columnNames(frame))}`, name)
  return column
}

function whyNot(column: Column, isKey: boolean): string | undefined {
  if (isKey || column.kind === 'serial') return 'it says which row it is'
  if (column.kind === 'date' || column.kind === 'timestamp') return 'dates move by themselves'
  if (column.kind === 'text') return 'text is not compared'
  return undefined
}

function featureOf(name: string, column: Column, rows: number): Feature {
  const labelled = column.kind === 'category' || column.kind === 'text' || column.kind === 'serial'
  return labelled && countMissing(column) < rows
    ? { name, kind: 'category', categories: labelsOf(column, rows) }
    : { name, kind: 'number' }
}

/** What occurs, as text, in the order of the alphabet. */
function labelsOf(column: Column, rows: number): string[] {
  const labels = new Set<string>()
  if (column.kind === 'category') {
    const used = new Uint8Array(column.dictionary.length)
    for (let i = 0; i < rows; i++) if (isPresent(column, i)) used[column.values[i]] = 1
    for (const [code, label] of column.dictionary.entries()) if (used[code] === 1) labels.add(label)
  } else
    for (let i = 0; i < rows; i++) {
      const value = column.values[i]
      if (isPresent(column, i) && !Number.isNaN(value))
        labels.add(column.kind === 'boolean' ? (value === 1 ? 'true' : 'false') : String(value))
    }
  return [...labels].sort()
}
