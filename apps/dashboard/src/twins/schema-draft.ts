/** Corrections of a detected schema while a person makes them: each step can be taken back, also after saving. */
import type { DetectedColumn, DetectedSchema, Relationship, SchemaCorrections } from '@pratibimba/contract'

export type ColumnChange = Partial<
  Pick<DetectedColumn, 'type' | 'personal_kind' | 'quasi_identifier' | 'order'>
>

/** The schema with one column changed. */
export function withColumn(
  schema: DetectedSchema,
  table: string,
  name: string,
  change: ColumnChange,
): DetectedSchema {
  return {
    ...schema,
    tables: schema.tables.map((one) =>
      one.name !== table
        ? one
        : {
            ...one,
            columns: one.columns.map((column) => (column.name === name ? { ...column, ...change } : column)),
          },
    ),
  }
}

/** The schema with another primary key of one table. */
export function withKey(schema: DetectedSchema, table: string, key: string | null): DetectedSchema {
  return {
    ...schema,
    tables: schema.tables.map((one) => (one.name === table ? { ...one, primary_key: key } : one)),
  }
}

export function withRelationships(
  schema: DetectedSchema,
  relationships: readonly Relationship[],
): DetectedSchema {
  return { ...schema, relationships: [...relationships] }
}

/** What must be sent so that `from` becomes `to`; undefined when they agree. */
export function correctionsBetween(from: DetectedSchema, to: DetectedSchema): SchemaCorrections | undefined {
  const columns = to.tables.flatMap((table, position) =>
    table.columns.flatMap((column, index) => {
      const before = from.tables[position]!.columns[index]!
      const change = changeOf(before, column)
      return change === undefined ? [] : [{ table: table.name, name: column.name, ...change }]
    }),
  )
  const keys = to.tables.flatMap(({ name, primary_key }, position) =>
    primary_key === from.tables[position]!.primary_key ? [] : [{ table: name, column: primary_key }],
  )
  const related = JSON.stringify(from.relationships) !== JSON.stringify(to.relationships)
  if (columns.length === 0 && keys.length === 0 && !related) return undefined
  return {
    ...(columns.length > 0 ? { columns } : {}),
    ...(keys.length > 0 ? { primary_keys: keys } : {}),
    ...(related ? { relationships: to.relationships } : {}),
  }
}

function changeOf(before: DetectedColumn, after: DetectedColumn): ColumnChange | undefined {
  const change: ColumnChange = {}
  if (before.type !== after.type) change.type = after.type
  if (before.quasi_identifier !== after.quasi_identifier) change.quasi_identifier = after.quasi_identifier
  if (after.type === 'personal' && before.personal_kind !== after.personal_kind)
    change.personal_kind = after.personal_kind
  if (after.order !== undefined && JSON.stringify(before.order) !== JSON.stringify(after.order))
    change.order = after.order
  return Object.keys(change).length === 0 ? undefined : change
}
