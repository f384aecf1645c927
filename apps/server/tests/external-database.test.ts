import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@pratibimba/adapters/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../listen.ts'
import { readSettings } from '../settings.ts'

let directory = ''
let database: Awaited<ReturnType<typeof startEmbeddedPostgres>>

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pratibimba-external-'))
  database = await startEmbeddedPostgres({ directory: join(directory, 'elsewhere'), stopOnSignals: false })
})
afterAll(async () => {
  await database.stop()
  await rm(directory, { recursive: true, force: true })
})

const settings = (url: string) =>
  readSettings(
    { DATABASE_URL: url, PRATIBIMBA_LOG_LEVEL: 'silent' },
    { dataDirectory: join(directory, 'data'), port: 0, demo: false },
  )

describe('with a database of its own elsewhere', () => {
  it('the server uses it and starts none', async () => {
    const server = await startServer(settings(database.url()))
    const reply = await fetch(`${server.url}/api/fintech/generate-portfolio`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"num_borrowers": 20}',
    })
    expect(reply.status).toBe(200)
    const entries = await readdir(join(directory, 'data'))
    expect(entries.sort()).toEqual(['artifacts', 'audit', 'keys', 'owner.json', 'server.json'])
    // The files are the server's alone, wherever its database is.
    await expect(startServer(settings(database.url()))).rejects.toThrow(/is in use by process/)
    await server.close()
    expect((await readdir(join(directory, 'data'))).sort()).toEqual(['artifacts', 'audit', 'keys'])
  })

  it('that is not there, says so without its password', async () => {
    const start = startServer(settings('postgresql://somebody:secret@127.0.0.1:1/none'))
    await expect(start).rejects.toThrow(/database 127\.0\.0\.1:1\/none cannot be used: .*ECONNREFUSED/)
    await expect(start).rejects.not.toThrow(/secret/)
  })
})

describe('while the database is away', () => {
  it('answers 503, and is well again when it is back', async () => {
    const own = { directory: join(directory, 'interrupted'), stopOnSignals: false }
    const first = await startEmbeddedPostgres(own)
    const server = await startServer(settings(first.url()))
    await first.stop()
    const away = await fetch(`${server.url}/ready`)
    expect(away.status).toBe(503)
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0)
    const list = await fetch(`${server.url}/api/fintech/portfolios`)
    expect(list.status).toBe(503)
    expect(await list.json()).toMatchObject({ error_code: 'unavailable' })
    expect((await fetch(`${server.url}/health`)).status).toBe(200)

    const second = await startEmbeddedPostgres({ ...own, port: first.port })
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    expect((await fetch(`${server.url}/api/fintech/portfolios`)).status).toBe(200)
    await second.stop()
    await server.close()
    expect(await readdir(join(directory, 'data'))).not.toContain('owner.json')
  })
})
