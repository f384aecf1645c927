/** Which columns of one table point at the key of another, told by their values and their names. */
import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import type { ColumnDescription, Relationship, TableDescription } from '../schema.ts'
import { countOrphans, distinctKeys, type Key } from './column-keys.ts'
import { isIdentifierName, nameWords } from './column-name.ts'
import { TOLERATED_KEY_REPEATS } from './detect-table.ts'

/** Share of different child values that must stand in the parent when the names agree. */
const LEAST_INCLUSION_NAMED = 0.5
/** Different child values needed when only the values speak for a relationship. */
const LEAST_VALUES_UNNAMED = 20

interface ParentKey {
  readonly table: TableDescription
  readonly column: ColumnDescription
  readonly keys: ReadonlySet<Key>
}

export interface FoundRelationships {
  readonly relationships: readonly Relationship[]
  readonly warnings: readonly string[]
}

/**
 * Looks for relationships: the parent column is a key (no repeats but a tolerated 0.1%), and either the names agree
 * and at least half of the different child values stand in it, or all of them do and both are keys made of text.
 * Every child column gets at most one parent, and tables never point at each other in a circle.
 *
 * @see docs/methods/schema-detection.md
 */
export function findRelationships(
  tables: readonly TableDescription[],
  frames: ReadonlyMap<string, Frame>,
): FoundRelationships {
  const parents = tables.flatMap((table) => parentKeys(table, frames.get(table.name)!))
  const relationships: Relationship[] = []
  const warnings: string[] = []
  for (const child of tables)
    for (const column of child.columns) {
      const found = bestParent(child, column, parents, frames.get(child.name)!)
      if (found === undefined) continue
      const relationship: Relationship = {
        childTable: child.name,
        childColumn: column.name,
        parentTable: found.table.name,
        parentColumn: found.column.name,
      }
      if (reaches(relationships, relationship.parentTable, child.name)) {
        warnings.push(`${relationshipInWords(relationship)} would close a circle of tables and is left out.`)
        continue
      }
      relationships.push(relationship)
      warnings.push(...relationshipWarnings(relationship, frames, found.keys))
    }
  return { relationships, warnings }
}

/** What a reader should know of a relationship: rows that point nowhere. */
function relationshipWarnings(
  relationship: Relationship,
  frames: ReadonlyMap<string, Frame>,
  keys: ReadonlySet<Key>,
): string[] {
  const child = columnOf(frames.get(relationship.childTable)!, relationship.childColumn)
  const orphans = countOrphans(child, keys)
  if (orphans === 0) return []
  const rows = child.values.length
  return [
    `${relationshipInWords(relationship)}: ${orphans.toLocaleString('en')} of ${rows.toLocaleString('en')} rows point at no row of ${relationship.parentTable}.`,
  ]
}

/** `loans.customer_id → customers.id` */
export function relationshipInWords({
  childTable,
  childColumn,
  parentTable,
  parentColumn,
}: Relationship): string {
  return `${childTable}.${childColumn} → ${parentTable}.${parentColumn}`
}

function parentKeys(table: TableDescription, frame: Frame): ParentKey[] {
  return table.columns
    .filter(
      ({ name, type, distinct, missingShare }) =>
        (type === 'identifier' || name === table.primaryKey) &&
        missingShare === 0 &&
        distinct > 1 &&
        table.rows - distinct <= TOLERATED_KEY_REPEATS * table.rows,
    )
    .map((column) => ({ table, column, keys: distinctKeys(columnOf(frame, column.name)) }))
}

function bestParent(
  child: TableDescription,
  column: ColumnDescription,
  parents: readonly ParentKey[],
  frame: Frame,
): ParentKey | undefined {
  if (!mayPoint(column)) return undefined
  let best: ParentKey | undefined
  let bestScore = 0
  let keys: ReadonlySet<Key> | undefined
  for (const parent of parents) {
    if (parent.table.name === child.name) continue
    const agreement = nameAgreement(child, column, parent)
    if (agreement === 0 && (column.type !== 'identifier' || column.distinct < LEAST_VALUES_UNNAMED)) continue
    keys ??= distinctKeys(columnOf(frame, column.name))
    const inclusion = includedShare(keys, parent.keys)
    if (agreement === 0 ? inclusion < 1 || !hasTexts(keys) : inclusion < LEAST_INCLUSION_NAMED) continue
    if (column.distinct === child.rows && !pointsUpwards(child, keys, parent)) continue
    const score = agreement + inclusion
    if (score > bestScore) {
      best = parent
      bestScore = score
    }
  }
  return best
}

function mayPoint({ type, distinct }: ColumnDescription): boolean {
  return (
    distinct > 0 &&
    (type === 'identifier' || type === 'integer' || type === 'category' || type === 'personal')
  )
}

/** 2: the child's name is the parent's, or names the parent's table; 1: it ends like it; 0: the names differ. */
function nameAgreement(child: TableDescription, column: ColumnDescription, parent: ParentKey): number {
  const childWords = nameWords(column.name).join(' ')
  const parentWords = nameWords(parent.column.name).join(' ')
  const table = singular(nameWords(parent.table.name.replace(/\.(?:csv|parquet)$/i, '')).join(' '))
  if (childWords === `${table} ${parentWords}` || childWords === `${table} id`) return 2
  if (childWords === parentWords) return parentWords === 'id' && column.name === child.primaryKey ? 0 : 2
  return childWords.endsWith(` ${parentWords}`) && isIdentifierName(nameWords(parent.column.name)) ? 1 : 0
}

function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
}

/** Between two columns without repeats the larger table is the parent. */
function pointsUpwards(child: TableDescription, keys: ReadonlySet<Key>, parent: ParentKey): boolean {
  return parent.keys.size > keys.size || (parent.keys.size === keys.size && parent.table.name < child.name)
}

function includedShare(keys: ReadonlySet<Key>, parentKeys: ReadonlySet<Key>): number {
  let included = 0
  for (const key of keys) if (parentKeys.has(key)) included++
  return keys.size === 0 ? 0 : included / keys.size
}

function hasTexts(keys: ReadonlySet<Key>): boolean {
  for (const key of keys) if (typeof key === 'string') return true
  return false
}

/** Whether one table hangs from another, directly or through others. */
function reaches(relationships: readonly Relationship[], from: string, to: string): boolean {
  return relationships.some(
    ({ childTable, parentTable }) =>
      childTable === from && (parentTable === to || reaches(relationships, parentTable, to)),
  )
}
