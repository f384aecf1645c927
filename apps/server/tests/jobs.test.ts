import type { GeneratePortfolioReply, Job, JobList } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

// Everything is a job here, and no request waits.
const server = withTestServer({ inlineRows: 0, answerWithinSeconds: 0 })

async function start(body: object): Promise<GeneratePortfolioReply> {
  return expectReply<GeneratePortfolioReply>(
    'generatePortfolio',
    await server.post('/api/fintech/generate-portfolio', body),
    202,
  )
}

/** Takes long enough to be met on the way. */
const long = { num_borrowers: 20_000, include_payment_history: true, history_months: 60, seed: 1 }

describe('a job', () => {
  it('is told as events until it ends, from real work', async () => {
    const { job_id } = await start({ num_borrowers: 20_000, include_payment_history: true, seed: 1 })
    const reply = await server.inject({
      method: 'GET',
      url: `/api/jobs/${job_id}/events`,
      headers: { 'last-event-id': '42' },
    })
    expect(reply.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const events = reply.body
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as Job)
    expect(events.at(-1)).toMatchObject({ state: 'COMPLETED', progress: 1 })
    const shares = events.map(({ progress }) => progress)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expectReply<Job>('getJob', await server.get(`/api/jobs/${job_id}`))
    expect(
      expectReply<JobList>('listJobs', await server.get('/api/jobs?state=COMPLETED')).total,
    ).toBeGreaterThan(0)
  })

  it('that has ended sends its state and closes', async () => {
    const { job_id } = await start({ num_borrowers: 10, seed: 1 })
    await server.waitForJob(job_id!)
    const again = await server.waitForJob(job_id!)
    expect(again.state).toBe('COMPLETED')
  })

  it('is cancelled on the way, leaves no file, and runs again when asked to', async () => {
    const { job_id, portfolio_id } = await start(long)
    const address = `/api/jobs/${job_id}`
    while ((await server.portfolio(portfolio_id)).status === 'PENDING')
      await new Promise((next) => setTimeout(next, 20))
    expectProblem(
      await server.inject({ method: 'DELETE', url: `/api/fintech/portfolio/${portfolio_id}` }),
      409,
      'conflict',
    )
    expectProblem(await server.get(`/api/fintech/portfolio/${portfolio_id}/summary`), 409, 'conflict')
    expectProblem(await server.inject({ method: 'POST', url: `${address}/retry` }), 409, 'conflict')

    expectReply('cancelJob', await server.inject({ method: 'POST', url: `${address}/cancel` }))
    expect(await server.portfolio(portfolio_id)).toMatchObject({ status: 'CANCELLED', files: [] })
    expectProblem(await server.inject({ method: 'POST', url: `${address}/cancel` }), 409, 'conflict')

    expectReply('retryJob', await server.inject({ method: 'POST', url: `${address}/retry` }))
    expect((await server.waitForJob(job_id!)).state).toBe('COMPLETED')
    const finished = await server.portfolio(portfolio_id)
    expect(finished).toMatchObject({ status: 'COMPLETED', num_borrowers: 20_000 })
    expect(finished.files).toHaveLength(3)
    expect((await server.get('/api/fintech/audit-log/verify')).json()).toMatchObject({ whole: true })
  })

  it('whose portfolio was removed does not run again', async () => {
    const { job_id, portfolio_id } = await start(long)
    await server.inject({ method: 'POST', url: `/api/jobs/${job_id}/cancel` })
    const url = `/api/fintech/portfolio/${portfolio_id}`
    const removals = await Promise.all([1, 2, 3].map(() => server.inject({ method: 'DELETE', url })))
    expect(removals.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404])
    const retry = await server.inject({ method: 'POST', url: `/api/jobs/${job_id}/retry` })
    expect(expectProblem(retry, 409, 'conflict').detail).toContain('was removed')
  })

  it('that does not exist is not found', async () => {
    const address = '/api/jobs/00000000-0000-4000-8000-000000000000'
    expectProblem(await server.get(address), 404, 'not_found')
    expectProblem(await server.get(`${address}/events`), 404, 'not_found')
    expectProblem(await server.inject({ method: 'POST', url: `${address}/cancel` }), 404, 'not_found')
    expectProblem(await server.get('/api/jobs/nonsense'), 404, 'not_found')
  })
})
