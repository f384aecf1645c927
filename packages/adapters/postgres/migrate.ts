/** Brings a database to the present schema; several processes may try at once, one does it. */
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from './migrations/index.ts'
import { quietPool } from './quiet-pool.ts'

/**
 * Each migration and its record are one transaction under an advisory lock.
 *
 * @throws Error naming the migration that failed, or a schema newer than this program
 */
export async function migrate(url: string): Promise<void> {
  // A pool of its own: no statement timeout, for a migration may take as long as its table is large.
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const endPool = quietPool(pool, () => undefined)
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error === undefined) return
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName
    const detail = error instanceof Error ? error.message : String(error)
    throw new Error(
      failed === undefined
        ? `The database could not be migrated: ${detail}`
        : `Migration ${failed} failed and was rolled back: ${detail}`,
      { cause: error },
    )
  } finally {
    await kysely.destroy()
    await endPool()
  }
}
