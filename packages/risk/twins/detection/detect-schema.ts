/** What related tables are, and how they hang together. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { Relationship, SchemaDescription, TableDescription } from '../schema.ts'
import { detectTable } from './detect-table.ts'
import { findRelationships } from './relationships.ts'

/**
 * Describes every table and the relationships between them. A column that takes part in a relationship is an
 * identifier, whatever its values alone look like.
 *
 * @param tables frames by table name
 * @returns tables in the order given; warnings name orphans, keys that come twice and tables without a quasi-identifier
 * @throws RangeError when there is no table
 * @see docs/methods/schema-detection.md
 */
export function detectSchema(tables: ReadonlyMap<string, Frame>): SchemaDescription {
  if (tables.size === 0) throw new RangeError('detectSchema: need at least one table, got none')
  const detected = [...tables].map(([name, frame]) => detectTable(name, frame))
  const { relationships, warnings } = findRelationships(detected, tables)
  const described = detected.map((table) => withKeysOf(table, relationships))
  return {
    tables: described,
    relationships,
    warnings: [...schemaWarnings(described, relationships), ...warnings],
  }
}

/** The table with its columns of relationships marked as identifiers. */
export function withKeysOf(
  table: TableDescription,
  relationships: readonly Relationship[],
): TableDescription {
  const columns = table.columns.map((column) => {
    const link = relationships.find(
      (r) =>
        (r.childTable === table.name && r.childColumn === column.name) ||
        (r.parentTable === table.name && r.parentColumn === column.name),
    )
    if (link === undefined || column.type === 'identifier') return column
    const { personalKind: _replaced, order: _order, ...rest } = column
    const reason = `links ${link.childTable}.${link.childColumn} to ${link.parentTable}.${link.parentColumn}`
    return { ...rest, type: 'identifier' as const, quasiIdentifier: false, reason }
  })
  return { ...table, columns }
}

/** Keys that come twice, empty columns, and tables of persons with nothing to recognise them by. */
export function schemaWarnings(
  tables: readonly TableDescription[],
  relationships: readonly Relationship[],
): string[] {
  const warnings: string[] = []
  for (const table of tables) {
    const { name, rows, columns, primaryKey } = table
    if (rows === 0) continue
    const key = columns.find((column) => column.name === primaryKey)
    if (key !== undefined && key.distinct < rows)
      warnings.push(
        `${name}: ${inWords(rows - key.distinct)} of ${inWords(rows)} rows repeat a value of the primary key ${key.name} or lack one.`,
      )
    for (const column of columns)
      if (column.distinct === 0) warnings.push(`${name}: column ${column.name} holds no value.`)
    const isChild = relationships.some(({ childTable }) => childTable === name)
    if (!isChild && !columns.some(({ quasiIdentifier }) => quasiIdentifier))
      warnings.push(
        `${name}: no column is known by its name as a quasi-identifier; name those by which a person could be recognised.`,
      )
  }
  return warnings
}

function inWords(count: number): string {
  return count.toLocaleString('en')
}
