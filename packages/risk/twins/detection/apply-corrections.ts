/** A person's word on what was detected. */
import { nearestName } from '@pratibimba/numerics/frame'
import type {
  ColumnDescription,
  ColumnType,
  Relationship,
  SchemaCorrections,
  SchemaDescription,
  TableDescription,
} from '../schema.ts'
import { schemaWarnings, withKeysOf } from './detect-schema.ts'
import { relationshipInWords } from './relationships.ts'

type ColumnCorrection = NonNullable<SchemaCorrections['columns']>[number]

/** A person may name a key that repeats in one row of a hundred; the schema warns of it. */
const MOST_KEY_REPEATS = 0.01

/** Types a column can be given, by the type it was found to have; texts are checked when the data are read again. */
const POSSIBLE: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  integer: ['continuous', 'category', 'ordered_category', 'boolean', 'identifier', 'personal'],
  continuous: ['category', 'ordered_category', 'personal'],
  category: [
    'integer',
    'continuous',
    'ordered_category',
    'boolean',
    'date',
    'timestamp',
    'identifier',
    'free_text',
    'personal',
  ],
  ordered_category: ['integer', 'continuous', 'category', 'boolean', 'identifier', 'free_text', 'personal'],
  boolean: ['integer', 'category', 'ordered_category', 'personal'],
  date: ['timestamp', 'category', 'ordered_category', 'personal'],
  timestamp: ['date', 'category', 'ordered_category', 'personal'],
  identifier: ['integer', 'continuous', 'category', 'free_text', 'personal'],
  free_text: ['category', 'identifier', 'personal'],
  personal: ['integer', 'category', 'identifier', 'free_text'],
}

/**
 * The schema with corrections applied; whatever they touch has confidence 1 and says so. Relationships that are given
 * replace the detected ones as a whole.
 *
 * @throws RangeError when a correction names what does not exist (with the nearest name), gives a type that the column
 *   cannot have, or contradicts another; nothing is applied then
 * @see docs/methods/schema-detection.md
 */
export function applyCorrections(
  schema: SchemaDescription,
  corrections: SchemaCorrections,
): SchemaDescription {
  let tables = schema.tables
  for (const correction of corrections.columns ?? []) {
    const { table, column } = findColumn(tables, correction.table, correction.name)
    const corrected = correctColumn(table, column, correction)
    tables = replaceTable(tables, {
      ...table,
      primaryKey:
        table.primaryKey === column.name && corrected.type !== 'identifier' ? null : table.primaryKey,
      columns: table.columns.map((other) => (other === column ? corrected : other)),
    })
  }
  for (const { table: name, column } of corrections.primaryKeys ?? [])
    tables = replaceTable(tables, withPrimaryKey(findTable(tables, name), column))
  const relationships = corrections.relationships ?? schema.relationships
  if (corrections.relationships !== undefined) {
    checkRelationships(tables, relationships)
    tables = tables.map((table) => withKeysOf(table, relationships))
  }
  const kept = relationships.filter((link) => stillLinks(tables, link))
  return { tables, relationships: kept, warnings: presentWarnings(schema, tables, kept) }
}

function correctColumn(
  table: TableDescription,
  column: ColumnDescription,
  correction: ColumnCorrection,
): ColumnDescription {
  const where = `"${column.name}" of "${table.name}"`
  const type = correction.type ?? (correction.personalKind === undefined ? column.type : 'personal')
  checkType(where, column, type)
  if (correction.personalKind !== undefined && type !== 'personal')
    fail(
      `need the type personal for ${where} to have the personal kind ${correction.personalKind}, got ${type}`,
    )
  if (
    correction.quasiIdentifier === true &&
    (type === 'personal' || type === 'identifier' || type === 'free_text')
  )
    fail(
      `need a column whose values are learnt as quasi-identifier, got ${where}, whose ${type} values are made up anew`,
    )
  const order = orderFor(where, column, type, correction.order)
  const { personalKind: _kind, order: _order, ...rest } = column
  const personalKind =
    type === 'personal' ? (correction.personalKind ?? column.personalKind ?? 'other') : undefined
  const learnt = type !== 'personal' && type !== 'identifier' && type !== 'free_text'
  return {
    ...rest,
    type,
    ...(personalKind ? { personalKind } : {}),
    confidence: 1,
    reason: 'confirmed by a person',
    quasiIdentifier: correction.quasiIdentifier ?? (learnt && column.quasiIdentifier),
    ...(order ? { order } : {}),
  }
}

function checkType(where: string, column: ColumnDescription, type: ColumnType): void {
  if (type !== column.type && !POSSIBLE[column.type].includes(type))
    fail(
      `need one of ${[column.type, ...POSSIBLE[column.type]].join(', ')} as type of ${where}, got ${type}: ${column.reason}`,
    )
  if (type === 'boolean' && column.distinct > 2)
    fail(
      `need at most two different values in ${where} to take it as boolean, got ${inWords(column.distinct)}`,
    )
}

function orderFor(
  where: string,
  column: ColumnDescription,
  type: ColumnType,
  given: readonly string[] | undefined,
): readonly string[] | undefined {
  if (type !== 'ordered_category') {
    if (given !== undefined) fail(`need the type ordered_category for ${where} to have an order, got ${type}`)
    return undefined
  }
  const order = given ?? column.order
  if (order === undefined) {
    if (column.type === 'integer' || column.type === 'continuous' || column.type === 'boolean')
      return undefined
    return fail(
      `need the order of the ${inWords(column.distinct)} values of ${where}, lowest first, got none`,
    )
  }
  if (new Set(order).size !== order.length)
    fail(`need every value once in the order of ${where}, got one twice`)
  if (order.length < column.distinct)
    fail(`need all ${inWords(column.distinct)} values of ${where} in its order, got ${inWords(order.length)}`)
  return order
}

function withPrimaryKey(table: TableDescription, name: string | null): TableDescription {
  if (name === null) return { ...table, primaryKey: null }
  const { column } = findColumn([table], table.name, name)
  const repeats = table.rows - column.distinct
  if (repeats > MOST_KEY_REPEATS * table.rows)
    fail(
      `need a column without repeats as primary key of "${table.name}", got "${name}" with ${inWords(column.distinct)} different values in ${inWords(table.rows)} rows`,
    )
  const { personalKind: _kind, order: _order, ...rest } = column
  const key: ColumnDescription = {
    ...rest,
    type: 'identifier',
    confidence: 1,
    reason: 'named as primary key by a person',
    quasiIdentifier: false,
  }
  return {
    ...table,
    primaryKey: name,
    columns: table.columns.map((other) => (other === column ? key : other)),
  }
}

function checkRelationships(
  tables: readonly TableDescription[],
  relationships: readonly Relationship[],
): void {
  for (const { childTable, childColumn, parentTable, parentColumn } of relationships) {
    findColumn(tables, childTable, childColumn)
    const { table, column } = findColumn(tables, parentTable, parentColumn)
    if (childTable === parentTable) fail(`need two tables in a relationship, got "${childTable}" twice`)
    if (table.rows - column.distinct > MOST_KEY_REPEATS * table.rows)
      fail(
        `need a key without repeats on the parent's side, got "${parentTable}.${parentColumn}", whose values repeat`,
      )
  }
  for (const { childTable } of relationships)
    if (isAbove(relationships, childTable, childTable, relationships.length))
      fail(`need tables that do not hang from each other in a circle, got one through "${childTable}"`)
}

function isAbove(links: readonly Relationship[], from: string, to: string, steps: number): boolean {
  return links.some(
    ({ childTable, parentTable }) =>
      childTable === from &&
      (parentTable === to || (steps > 1 && isAbove(links, parentTable, to, steps - 1))),
  )
}

function stillLinks(tables: readonly TableDescription[], link: Relationship): boolean {
  const ends = [
    findColumn(tables, link.childTable, link.childColumn),
    findColumn(tables, link.parentTable, link.parentColumn),
  ]
  return ends.every(({ column }) => column.type === 'identifier')
}

/** Warnings of relationships and columns that no longer exist as they were are dropped. */
function presentWarnings(
  schema: SchemaDescription,
  tables: readonly TableDescription[],
  kept: readonly Relationship[],
): readonly string[] {
  const gone = schema.relationships.filter((link) => !kept.includes(link))
  return [
    ...schemaWarnings(tables, kept),
    ...schema.warnings.filter(
      (warning) =>
        warning.includes(' → ') && !gone.some((link) => warning.startsWith(relationshipInWords(link))),
    ),
  ]
}

function findTable(tables: readonly TableDescription[], name: string): TableDescription {
  const found = tables.find((table) => table.name === name)
  return (
    found ??
    fail(
      `need a table of the schema, got "${name}"; the nearest is "${nearestName(
        name,
        tables.map((table) => table.name),
      )}"`,
    )
  )
}

/** @param tableName needed where several tables have the column */
function findColumn(
  tables: readonly TableDescription[],
  tableName: string | undefined,
  name: string,
): { table: TableDescription; column: ColumnDescription } {
  const searched = tableName === undefined ? tables : [findTable(tables, tableName)]
  const found = searched.flatMap((table) =>
    table.columns.filter((column) => column.name === name).map((column) => ({ table, column })),
  )
  if (found.length > 1)
    fail(
      `need the table of column "${name}", which ${found.map(({ table }) => `"${table.name}"`).join(' and ')} have`,
    )
  if (found.length === 1) return found[0]
  const names = searched.flatMap((table) => table.columns.map((column) => column.name))
  return fail(`need a column of the data, got "${name}"; the nearest is "${nearestName(name, names)}"`)
}

function replaceTable(
  tables: readonly TableDescription[],
  changed: TableDescription,
): readonly TableDescription[] {
  return tables.map((table) => (table.name === changed.name ? changed : table))
}

function fail(problem: string): never {
  throw new RangeError(`applyCorrections: ${problem}`)
}

function inWords(count: number): string {
  return count.toLocaleString('en')
}
