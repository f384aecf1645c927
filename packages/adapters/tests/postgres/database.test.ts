import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../postgres/index.ts'
import { migrate } from '../../postgres/migrate.ts'
import { migrations } from '../../postgres/migrations/index.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()

describe('openDatabase', () => {
  test('several processes may open and migrate a new database at once', async () => {
    const url = test_.server.url('several')
    const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, createIfMissing: true })))
    for (const database of databases) {
      await database.ping()
      await database.close()
    }
  })

  test('closed means that the server holds no connection any more', async () => {
    const url = test_.server.url('closing')
    const database = await openDatabase({ url, createIfMissing: true })
    await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(.05)`.execute(database.kysely)))
    await database.close()
    const { rows } = await sql<{ open: number }>`
      select count(*) as open from pg_stat_activity where datname = 'closing'`.execute(test_.database.kysely)
    expect(rows).toEqual([{ open: 0 }])
  })

  test('migrating again changes nothing', async () => {
    await migrate(test_.url)
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
      test_.database.kysely,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(migrations))
  })

  test('reads whole and exact numbers as numbers, and refuses those that a number cannot hold', async () => {
    const { kysely } = test_.database
    const { rows } = await sql`
      select 9007199254740991::int8 as whole, 0.125::numeric as exact, date '2026-03-29' as day`.execute(
      kysely,
    )
    expect(rows).toEqual([{ whole: 9007199254740991, exact: 0.125, day: '2026-03-29' }])
    await expect(sql`select 9007199254740993::int8 as whole`.execute(kysely)).rejects.toThrow(/2\^53/)
  })

  test('ends statements that take too long', async () => {
    const database = await openDatabase({ url: test_.url, statementTimeoutMs: 50 })
    await expect(sql`select pg_sleep(10)`.execute(database.kysely)).rejects.toThrow(/statement timeout/)
    await database.close()
  })

  test('says what is wrong with an unreachable or unknown database', async () => {
    await expect(openDatabase({ url: test_.server.url('absent') })).rejects.toThrow(/"absent" does not exist/)
    await expect(openDatabase({ url: 'postgresql://nobody:x@127.0.0.1:1/none' })).rejects.toThrow(
      /ECONNREFUSED/,
    )
  })

  test('survives that every connection is ended', async () => {
    const lost: Error[] = []
    const database = await openDatabase({ url: test_.url, onConnectionLost: (error) => lost.push(error) })
    await database.ping()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
      test_.database.kysely,
    )
    await expect.poll(() => lost.length).toBeGreaterThan(0)
    await database.ping()
    await database.close()
  })

  test('survives that a connection is ended between two statements of a transaction', async () => {
    const lost: Error[] = []
    const database = await openDatabase({ url: test_.url, onConnectionLost: (error) => lost.push(error) })
    const work = database.kysely.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
      await sql`select pg_terminate_backend(${rows[0]!.pid}, 5000)`.execute(test_.database.kysely)
      await wait(50)
      await sql`select 1`.execute(transaction)
    })
    await expect(work).rejects.toThrow()
    await database.ping()
    expect(lost.filter((error) => 'client' in error)).toEqual([])
    await database.close()
  })
})
