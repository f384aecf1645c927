import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ApiProblem, createClient } from '../index.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** A real HTTP server that answers as told. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('createClient', () => {
  it('sends method, path, query, body and key as declared', async () => {
    const seen: { method?: string; url?: string; key?: string; body: string }[] = []
    const baseUrl = await serve(async (request, response) => {
      let body = ''
      for await (const block of request) body += block
      seen.push({ method: request.method, url: request.url, key: request.headers.authorization, body })
      response.setHeader('content-type', 'application/json').end('{}')
    })
    const client = createClient({ baseUrl: `${baseUrl}/`, apiKey: 'k1' })
    await client.listPortfolios({ query: { search: 'a b&c', limit: 10 } })
    await client.generatePortfolio({ body: { num_borrowers: 5 } })
    await client.downloadFile({ params: { portfolio_id: 'X', filename: '../a b' } })
    expect(seen).toEqual([
      { method: 'GET', url: '/api/fintech/portfolios?search=a+b%26c&limit=10', key: 'Bearer k1', body: '' },
      {
        method: 'POST',
        url: '/api/fintech/generate-portfolio',
        key: 'Bearer k1',
        body: '{"num_borrowers":5}',
      },
      { method: 'GET', url: '/api/fintech/download/X/..%2Fa%20b', key: 'Bearer k1', body: '' },
    ])
  })

  it('sends the fields of a form before its files', async () => {
    let body = ''
    const baseUrl = await serve(async (request, response) => {
      for await (const block of request) body += block
      response.setHeader('content-type', 'application/json').end('{}')
    })
    await createClient({ baseUrl }).importTransactions({
      files: [
        { name: 'a.csv', data: new Blob(['x']) },
        { name: 'b.csv', data: new Blob(['y']), part: 'payments' },
      ],
      body: { confirm: 'no', currency: 'EUR', mapping: undefined },
    })
    const names = [...body.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)
    expect(names).toEqual(['confirm', 'currency', 'file', 'payments'])
  })

  it('throws the problem of a refusal, with the wait it asks for', async () => {
    const problem = { error_code: 'rate_limited', detail: 'Too many.', status: 429 }
    const baseUrl = await serve((_, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end(JSON.stringify(problem)),
    )
    const refusal = await createClient({ baseUrl })
      .health()
      .catch((error) => error)
    expect(refusal).toBeInstanceOf(ApiProblem)
    expect(refusal).toMatchObject({ message: 'Too many.', retryAfterSeconds: 7, problem })
  })

  it('makes a problem up where a proxy answers a page', async () => {
    const baseUrl = await serve((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'))
    const refusal = await createClient({ baseUrl })
      .health()
      .catch((error) => error)
    expect(refusal).toMatchObject({ problem: { status: 502, error_code: 'internal' } })
  })

  it('reads events that arrive in any cut, with comments and either line end', async () => {
    const text =
      ': hello\n\nid: 1\ndata: {"state":"RUNNING",\ndata: "progress":0.5}\n\ndata: {"stage":"ü"}\r\n\r\n'
    const baseUrl = await serve(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const byte of Buffer.from(text)) {
        response.write(Buffer.of(byte))
        await new Promise((resolve) => setImmediate(resolve))
      }
      response.end()
    })
    const events: unknown[] = []
    await createClient({ baseUrl }).watchJob({ params: { job_id: 'j' } }, (event) => events.push(event))
    expect(events).toEqual([{ state: 'RUNNING', progress: 0.5 }, { stage: 'ü' }])
  })
})
