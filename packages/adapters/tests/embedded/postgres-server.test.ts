import { chmod, mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { DirectoryInUse, startEmbeddedPostgres } from '../../embedded/index.ts'
import { isAlive } from '../../embedded/process-identity.ts'
import { startFixture } from '../support/child.ts'
import { scratchDirectories } from '../support/directories.ts'

const scratch = scratchDirectories()
const ownerScript = join(import.meta.dirname, 'owner.fixture.ts')
const isRoot = process.getuid?.() === 0

async function query(url: string, text: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('startEmbeddedPostgres', () => {
  test('keeps what was written through stop and start, durably and on loopback only', async () => {
    const directory = await scratch()
    const first = await startEmbeddedPostgres({ directory })
    await query(first.url(), 'create table t as select 42 as answer')
    await first.stop()
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await startEmbeddedPostgres({ directory })
    expect(await query(second.url(), 'select answer from t')).toEqual([{ answer: 42 }])
    const [settings] = await query(
      second.url(),
      "select current_setting('fsync') fsync, current_setting('listen_addresses') addresses, current_setting('data_checksums') checksums",
    )
    expect(settings).toEqual({ fsync: 'on', addresses: '127.0.0.1', checksums: 'on' })
    await second.stop()
  })

  test('guards the password: mode 600, and no entry with another', async () => {
    const directory = await scratch()
    const server = await startEmbeddedPostgres({ directory })
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(directory, 'password'), 'utf8')).trim()).toBe(server.password)
    await expect(query(server.url().replace(server.password, 'guess'), 'select 1')).rejects.toThrow(
      /password/,
    )
    await server.stop()
  })

  test('refuses a second owner at once, naming the directory and the first', async () => {
    const directory = await scratch()
    const owner = startFixture(ownerScript, [directory])
    const { url } = await owner.nextLine<{ url: string }>()
    const refusal = await startEmbeddedPostgres({ directory }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DirectoryInUse)
    expect(String(refusal)).toContain(directory)
    expect(String(refusal)).toContain(`process ${owner.process.pid}`)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    await owner.end('SIGTERM')
  })

  test('takes over after kill -9 of the owner: ends the orphan, loses nothing that was committed', async () => {
    const directory = await scratch()
    const owner = startFixture(ownerScript, [directory])
    const { url, pid } = await owner.nextLine<{ url: string; pid: number }>()
    await query(url, 'create table t as select generate_series(1, 1000) as n')
    await owner.end('SIGKILL')
    expect(isAlive(pid)).toBe(true)

    const heir = await startEmbeddedPostgres({ directory })
    expect(isAlive(pid)).toBe(false)
    expect(await query(heir.url(), 'select count(*)::int as rows from t')).toEqual([{ rows: 1000 }])
    await heir.stop()
  })

  test('recovers after kill -9 of owner and server together', async () => {
    const directory = await scratch()
    const owner = startFixture(ownerScript, [directory])
    const { url, pid } = await owner.nextLine<{ url: string; pid: number }>()
    await query(url, 'create table t as select generate_series(1, 1000) as n')
    process.kill(pid, 'SIGKILL')
    await owner.end('SIGKILL')

    const heir = await startEmbeddedPostgres({ directory })
    expect(await query(heir.url(), 'select count(*)::int as rows from t')).toEqual([{ rows: 1000 }])
    await heir.stop()
  })

  test('starts the server again when it is killed, under the same port, and still stops', async () => {
    const directory = await scratch()
    const told: Error[] = []
    const server = await startEmbeddedPostgres({ directory, onUnexpectedExit: (error) => told.push(error) })
    await query(server.url(), 'create table t as select 42 as answer')
    const { pid } = server
    process.kill(pid, 'SIGKILL')
    while (server.pid === pid) await wait(20)
    expect(await query(server.url(), 'select answer from t')).toEqual([{ answer: 42 }])
    expect(told.map(String)).toEqual([expect.stringMatching(/ended unasked and is started again/)])

    process.kill(server.pid, 'SIGKILL')
    await wait(120) // in the middle of the next start
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    await expect(stat(join(directory, 'owner.json'))).rejects.toThrow(/ENOENT/)
  })

  test('names a directory that cannot be made', async () => {
    const file = join(await scratch(), 'file')
    await writeFile(file, '')
    for (const directory of [file, join(file, 'below')])
      await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/cannot be used: a .*file/)
  })

  test('is not fooled by a process file whose number belongs to another program', async () => {
    const directory = await scratch()
    await (await startEmbeddedPostgres({ directory })).stop()
    await writeFile(join(directory, 'cluster', 'postmaster.pid'), `${process.pid}\n${directory}/cluster\n`)
    const server = await startEmbeddedPostgres({ directory })
    await server.stop()
    expect(isAlive(process.pid)).toBe(true)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s stops server and owner cleanly', async (signal) => {
    const directory = await scratch()
    const owner = startFixture(ownerScript, [directory])
    const { pid } = await owner.nextLine<{ pid: number }>()
    expect(await owner.end(signal)).toBe(signal)
    expect(isAlive(pid)).toBe(false)
    await expect(stat(join(directory, 'owner.json'))).rejects.toThrow(/ENOENT/)
    expect(await readFile(join(directory, 'postgres.log'), 'utf8')).toContain('database system is shut down')
  })

  test('one of several simultaneous starters wins, the others are refused', async () => {
    const directory = await scratch()
    const dead = {
      pid: 2 ** 22 + 1,
      started: '1@gone',
      host: (await import('node:os')).hostname(),
      nonce: 'dead',
    }
    await writeFile(join(directory, 'owner.json'), JSON.stringify(dead))
    const attempts = await Promise.allSettled([1, 2, 3, 4].map(() => startEmbeddedPostgres({ directory })))
    const started = attempts.filter((attempt) => attempt.status === 'fulfilled')
    expect(started).toHaveLength(1)
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toBeInstanceOf(DirectoryInUse)
    await started[0]!.value.stop()
  })

  test("believes another host's lock while it beats, and takes it over afterwards", async () => {
    const directory = await scratch()
    const path = join(directory, 'owner.json')
    await writeFile(path, JSON.stringify({ pid: 1, host: 'some-other-container', nonce: 'other' }))
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      /in use by process 1 on host some-other-container/,
    )
    await utimes(path, new Date(0), new Date(0))
    await (await startEmbeddedPostgres({ directory })).stop()
  })

  test('throws away a cluster whose making was interrupted', async () => {
    const directory = await scratch()
    await mkdir(join(directory, 'init-abc', 'cluster', 'base'), { recursive: true })
    const server = await startEmbeddedPostgres({ directory })
    await expect(stat(join(directory, 'init-abc'))).rejects.toThrow(/ENOENT/)
    await server.stop()
  })

  test('says which version made a cluster it cannot open', async () => {
    const directory = await scratch()
    await (await startEmbeddedPostgres({ directory })).stop()
    await writeFile(join(directory, 'cluster', 'PG_VERSION'), '9\n')
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(
      /made by PostgreSQL 9; the installed one is \d+/,
    )
  })

  test('says so when the password file is lost', async () => {
    const directory = await scratch()
    await (await startEmbeddedPostgres({ directory })).stop()
    await (await import('node:fs/promises')).rm(join(directory, 'password'))
    await expect(startEmbeddedPostgres({ directory })).rejects.toThrow(/restore the file/)
  })

  test.runIf(isRoot && process.platform === 'linux')(
    'works for root in a directory that only root may enter',
    async () => {
      const closed = await scratch()
      await chmod(closed, 0o700)
      const directory = join(closed, 'data')
      const first = await startEmbeddedPostgres({ directory })
      await query(first.url(), 'create table t as select 1 as one')
      await first.stop()
      const second = await startEmbeddedPostgres({ directory })
      expect(await query(second.url(), 'select one from t')).toEqual([{ one: 1 }])
      await second.stop()
    },
  )
})
