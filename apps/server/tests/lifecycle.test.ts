import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  GeneratePortfolioReply,
  Job,
  JobList,
  Portfolio,
  PortfolioList,
  UploadList,
} from '@pratibimba/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../listen.ts'
import { readSettings } from '../settings.ts'

let directory = ''
let server: RunningServer | undefined

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pratibimba-lifecycle-'))
})
afterEach(async () => {
  await server?.close()
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function start(name: string, demo: boolean): Promise<void> {
  const environment = { PRATIBIMBA_LOG_LEVEL: 'silent', PRATIBIMBA_INLINE_ROWS: '0' }
  server = await startServer(
    readSettings(environment, { dataDirectory: join(directory, name), port: 0, demo }),
  )
}

async function get<T>(path: string): Promise<T> {
  return (await fetch(server!.url + path)).json() as Promise<T>
}

async function until<T>(path: string, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await get<T>(path)
    if (holds(answer)) return answer
    await new Promise((next) => setTimeout(next, 50))
  }
}

describe('a server', () => {
  it('hands a running job back when it stops, ends event streams, and finishes the job after the next start', async () => {
    await start('restart', false)
    const response = await fetch(`${server!.url}/api/fintech/generate-portfolio`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'respond-async' },
      body: JSON.stringify({
        num_borrowers: 12_000,
        include_payment_history: true,
        history_months: 48,
        seed: 1,
      }),
    })
    expect(response.status).toBe(202)
    const { portfolio_id, job_id } = (await response.json()) as GeneratePortfolioReply
    await until<Job>(`/api/jobs/${job_id}`, ({ progress }) => progress > 0)
    const events = fetch(`${server!.url}/api/jobs/${job_id}/events`).then((reply) => reply.text())
    await new Promise((next) => setTimeout(next, 100))
    await server!.close()
    expect(await events).toContain('data: ')
    await expect(fetch(server!.url)).rejects.toThrow()
    await server!.closed

    await start('restart', false)
    const path = `/api/fintech/portfolio/${portfolio_id}`
    const portfolio = await until<Portfolio>(
      path,
      ({ status }) => status !== 'PENDING' && status !== 'RUNNING',
    )
    expect(portfolio).toMatchObject({ status: 'COMPLETED', num_borrowers: 12_000 })
    expect((await get<Job>(`/api/jobs/${job_id}`)).attempts).toBeGreaterThan(0)
    expect(await readdir(join(directory, 'restart', 'artifacts', 'scratch'))).toEqual([])
    expect(await get('/api/fintech/audit-log/verify')).toMatchObject({ whole: true })
  })

  it('makes demonstration data once', async () => {
    await start('demo', true)
    const finished = ({ portfolios }: PortfolioList) =>
      portfolios.length === 2 && portfolios.every(({ status }) => status === 'COMPLETED')
    const { portfolios } = await until<PortfolioList>('/api/fintech/portfolios', finished)
    expect(portfolios.map(({ source }) => source).sort()).toEqual(['CLONE', 'SYNTHETIC'])
    const { uploads } = await get<UploadList>('/api/fintech/uploads')
    const personal = uploads[0].schema.tables[0].columns.filter(({ type }) => type === 'personal')
    expect(personal.map(({ personal_kind }) => personal_kind)).toEqual(['full_name', 'email', 'phone'])
    const twin = portfolios.find(({ source }) => source === 'CLONE')!
    await fetch(`${server!.url}/api/fintech/portfolio/${twin.id}`, { method: 'DELETE' })
    await server!.close()

    await start('demo', true)
    await new Promise((next) => setTimeout(next, 300))
    const { jobs } = await get<JobList>('/api/jobs')
    expect(jobs.filter(({ kind }) => ['generate-portfolio', 'clone-portfolio'].includes(kind))).toHaveLength(
      2,
    )
    expect((await get<PortfolioList>('/api/fintech/portfolios')).total).toBe(1)
  })

  it('says who owns its directory', async () => {
    await start('owned', false)
    const second = startServer(
      readSettings({ PRATIBIMBA_LOG_LEVEL: 'silent' }, { dataDirectory: join(directory, 'owned'), port: 0 }),
    )
    await expect(second).rejects.toThrow()
    expect((await fetch(`${server!.url}/health`)).status).toBe(200)
  })
})
