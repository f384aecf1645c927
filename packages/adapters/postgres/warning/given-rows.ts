/** Many rows as one parameter a column: one statement, whatever their number. */
import { type RawBuilder, sql } from 'kysely'

/** PostgreSQL type by column name. */
export type ColumnTypes = Readonly<Record<string, string>>

/** A table expression `given(column, …)` of the rows; JSON columns are given as text. */
export function givenRows<Types extends ColumnTypes>(
  types: Types,
  rows: readonly Readonly<Record<keyof Types, unknown>>[],
): RawBuilder<unknown> {
  const names = Object.keys(types)
  const arrays = names.map((name) => {
    const values = rows.map((row) => row[name])
    return sql`${values}::${sql.raw(types[name]!)}[]`
  })
  return sql`unnest(${sql.join(arrays)}) as given(${columnList(names)})`
}

export function columnList(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)))
}

/** `a = excluded.a, …` */
export function setFromExcluded(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))
}

/** Takes the fields that are there; the reading end of columns that may be null. */
export function present<Fields extends Record<string, unknown>>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== undefined) kept[name] = value
  return kept as { [Key in keyof Fields]?: NonNullable<Fields[Key]> }
}
