/** Where the SQL of one engine differs from another's. */
import { formatDay } from '@pratibimba/numerics/calendar'

/** Rows of a table: by its name, or in Parquet files. */
export type Relation = { readonly name: string } | { readonly files: readonly string[] }

export interface SqlDialect {
  readonly name: (name: string) => string
  readonly text: (text: string) => string
  /** @param day days since 1970-01-01 */
  readonly date: (day: number) => string
  /** The first moment of a day. */
  readonly instant: (day: number) => string
  readonly dayOf: (instant: string) => string
  readonly hourOf: (instant: string) => string
  /** Whole days from one date to another. */
  readonly daysBetween: (from: string, to: string) => string
  /** Aggregate: the value in the row whose keys, compared one after the other, are largest. */
  readonly latest: (value: string, keys: readonly string[]) => string
  readonly relation: (relation: Relation) => string
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const duckDbName = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const duckDb: SqlDialect = {
  name: duckDbName,
  text: quoted,
  date: (day) => `DATE '${formatDay(day)}'`,
  instant: (day) => `TIMESTAMP '${formatDay(day)} 00:00:00'`,
  dayOf: (instant) => `CAST(${instant} AS DATE)`,
  hourOf: (instant) => `HOUR(${instant})`,
  daysBetween: (from, to) => `DATE_DIFF('day', ${from}, ${to})`,
  latest: (value, keys) => `MAX_BY(${value}, ROW(${keys.join(', ')}))`,
  relation: (relation) =>
    'name' in relation
      ? duckDbName(relation.name)
      : `READ_PARQUET([${relation.files.map(exactPath).join(', ')}], hive_partitioning = false)`,
}

/** Brackets, stars and question marks would be patterns. */
function exactPath(path: string): string {
  return quoted(path.replaceAll(/[[*?]/g, (character) => `[${character}]`))
}
