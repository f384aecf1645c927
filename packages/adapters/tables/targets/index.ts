/** Databases that generated tables are loaded into. */
import type { DatabaseTarget, DatabaseTargetOptions } from './database-target.ts'

export type { DatabaseTarget, DatabaseTargetOptions, WrittenRows } from './database-target.ts'

/**
 * Opens a database by its address: `postgres://…`, a path ending in `.duckdb`, or one ending in `.sqlite`.
 *
 * @throws RangeError for any other address
 * @throws TableError `unwritable` when it cannot be reached or opened
 */
export async function openDatabaseTarget(
  url: string,
  options: DatabaseTargetOptions = {},
): Promise<DatabaseTarget> {
  if (/^postgres(ql)?:\/\//.test(url))
    return (await import('./postgres-target.ts')).openPostgresTarget(url, options)
  if (url.endsWith('.duckdb')) return (await import('./duckdb-target.ts')).openDuckDbTarget(url, options)
  if (url.endsWith('.sqlite')) return (await import('./sqlite-target.ts')).openSqliteTarget(url, options)
  throw new RangeError(
    'openDatabaseTarget: need postgres://…, a .duckdb or a .sqlite file, got another address',
  )
}
