/** A real PostgreSQL for a test file, and databases cloned from a migrated template. */
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../embedded/index.ts'
import { type Database, openDatabase } from '../../postgres/index.ts'
import { scratchDirectories } from './directories.ts'

export interface TestDatabase {
  /** A migrated database that the tests of the file share. */
  readonly database: Database
  readonly url: string
  readonly server: EmbeddedPostgres
  /** A migrated, empty database of its own; closed with the file. */
  fresh(): Promise<Database>
  /** An empty scratch directory, removed with the file. */
  directory(): Promise<string>
}

/** Call at the top of a test file or describe; its members are there once tests run. */
export function withTestDatabase(): TestDatabase {
  const directory = scratchDirectories()
  let server: EmbeddedPostgres | undefined
  let shared: Database | undefined
  let template: Promise<void> | undefined
  const opened: Database[] = []

  const started = () => {
    if (server === undefined) throw new Error('withTestDatabase: use its members within tests or hooks only')
    return server
  }
  const fresh = async () => {
    template ??= openDatabase({ url: started().url('template'), createIfMissing: true }).then((one) =>
      one.close(),
    )
    await template
    const name = `test_${opened.length + 1}`
    const client = new pg.Client({ connectionString: started().url() })
    await client.connect()
    try {
      opened.length++
      await client.query(`create database ${name} template template`)
    } finally {
      await client.end()
    }
    const database = await openDatabase({ url: started().url(name) })
    opened[Number(name.slice(5)) - 1] = database
    return database
  }

  beforeAll(async () => {
    server = await startEmbeddedPostgres({
      directory: join(await directory(), 'postgres'),
      stopOnSignals: false,
    })
    shared = await fresh()
  })
  afterAll(async () => {
    for (const database of opened) await database?.close()
    await server?.stop()
  })
  return {
    get database() {
      if (shared === undefined)
        throw new Error('withTestDatabase: use its members within tests or hooks only')
      return shared
    },
    get url() {
      return this.database.url
    },
    get server() {
      return started()
    },
    fresh,
    directory,
  }
}
