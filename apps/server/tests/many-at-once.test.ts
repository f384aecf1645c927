import type { GeneratePortfolioReply } from '@pratibimba/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withTestServer } from './support/test-server.ts'

const server = withTestServer({ generationsAtATime: 2, generationsWaiting: 60 })
let base = ''
beforeAll(async () => {
  base = await server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server.app.close())

const generate = (seed: number) =>
  fetch(`${base}/api/fintech/generate-portfolio`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ num_borrowers: 30, seed }),
  })

describe('many requests at once', () => {
  it('are all answered: 50 generations, while health answers, then 200 downloads', async () => {
    const generations = Array.from({ length: 50 }, (_, seed) => generate(seed))
    const health = await fetch(`${base}/health`)
    expect(health.status).toBe(200)
    const replies = await Promise.all(generations)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    const made = await Promise.all(replies.map((reply) => reply.json() as Promise<GeneratePortfolioReply>))
    expect(new Set(made.map(({ portfolio_id }) => portfolio_id)).size).toBe(50)

    const downloads = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const reply = await fetch(base + made[i % 50].download_urls.loans)
        return [reply.status, (await reply.text()).split('\n').length - 2, made[i % 50].num_loans] as const
      }),
    )
    for (const [status, rows, expected] of downloads) expect([status, rows]).toEqual([200, expected])
    expect(await (await fetch(`${base}/api/fintech/audit-log/verify`)).json()).toMatchObject({ whole: true })
  })

  it('beyond the line are asked to come back', async () => {
    const replies = await Promise.all(Array.from({ length: 90 }, (_, seed) => generate(seed)))
    const refused = replies.filter(({ status }) => status !== 200)
    expect(refused.length).toBeGreaterThan(0)
    for (const reply of refused) {
      expect(reply.status).toBe(429)
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await generate(1)).status).toBe(200)
  })
})
