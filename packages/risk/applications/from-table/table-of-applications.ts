/** From any table of a bank to what a model learns from, saying which of two things it is. */
import { type Column, columnNames, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { featureColumns } from '../features/index.ts'
import {
  type ApplicationMapping,
  ApplicationMappingError,
  proposeApplicationMapping,
  readApplicationMapping,
  requiredColumns,
} from './columns.ts'
import { type RefusedRow, readRows } from './read-rows.ts'
import { takeColumn } from './take-column.ts'

/** Applications: features of the catalogue, which every application to come has too. */
export interface ApplicationTable {
  readonly kind: 'applications'
  /** The catalogue's features, then the columns that were kept. */
  readonly features: Frame
  /** The table in our own columns; the same rows. */
  readonly applications: Frame
  readonly mapping: ApplicationMapping
  /** Row of the table read, by row of `features`. */
  readonly rows: Int32Array
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
  /** Columns that nothing was made of. */
  readonly unread: readonly string[]
}

/** A table of features as it is: a model of it cannot decide on applications, only on rows with the same columns. */
export interface PlainTable {
  readonly kind: 'plain_features'
  readonly features: Frame
  /** Why it is not one of applications, for a person. */
  readonly why: string
}

export type CreditTable = ApplicationTable | PlainTable

export interface TableOptions {
  /** Our columns by name; proposed by the names of the table when absent, and then plain where too little is found. */
  readonly mapping?: unknown
  /** Columns that are passed on as they are: target, groups, keys. They are never features. */
  readonly keep?: readonly string[]
  /** Days since 1970-01-01: no date may lie after it; the date of applications without one. */
  readonly asOfDay: number
  /** Take the table as it is, whatever its columns are called. */
  readonly plain?: boolean
}

/**
 * Features of a table.
 *
 * A table is one of applications when income, debt and amount are mapped, or found under a usual name; any other is taken
 * as plain features, with the reason. Rows that are no applications are refused one by one.
 *
 * @throws ApplicationMappingError for a mapping that cannot be used, or lacks one of the three
 * @throws RangeError for a kept column that is not there, or is read as a feature too
 * @see docs/methods/credit-applications.md
 */
export function tableOfApplications(frame: Frame, options: TableOptions): CreditTable {
  const names = columnNames(frame)
  const keep = options.keep ?? []
  for (const name of keep)
    if (!names.includes(name))
      throw new RangeError(`tableOfApplications: need columns of the table to keep, got "${name}"`)
  if (options.plain)
    return { kind: 'plain_features', features: frame, why: 'The table was to be taken as it is.' }
  const given = options.mapping !== undefined
  const mapping = given
    ? readApplicationMapping(options.mapping, names)
    : proposeApplicationMapping(names.filter((name) => !keep.includes(name)))
  const absent = requiredColumns.filter((column) => mapping[column] === undefined)
  if (absent.length > 0) {
    const why = `It has no column for ${absent.join(', ')}, so that it is not a table of applications.`
    if (given) throw new ApplicationMappingError(absent[0], `The mapping lacks ${absent.join(', ')}.`)
    return { kind: 'plain_features', features: frame, why }
  }
  const read = readRows(frame, mapping, options.asOfDay)
  const features = featureColumns(read.applications, options.asOfDay)
  const twice = keep.find((name) => features.columns.has(name))
  if (twice !== undefined)
    throw new RangeError(
      `tableOfApplications: need kept columns with names of their own, got "${twice}", which is a feature`,
    )
  const used = new Set<string>([...Object.values(mapping), ...keep])
  return {
    kind: 'applications',
    features: frameOf([
      ...features.columns,
      ...keep.map((name): [string, Column] => [name, takeColumn(frame.columns.get(name)!, read.rows)]),
    ]),
    applications: read.applications,
    mapping,
    rows: read.rows,
    refused: read.refused,
    refusedCount: read.refusedCount,
    unread: names.filter((name) => !used.has(name)),
  }
}
