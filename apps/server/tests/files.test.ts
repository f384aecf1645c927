import type { GeneratePortfolioReply } from '@pratibimba/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from './support/contract-check.ts'
import { withTestServer } from './support/test-server.ts'

const server = withTestServer()
let url = ''
let bytes: Buffer
let etag = ''

beforeAll(async () => {
  const reply = expectReply<GeneratePortfolioReply>(
    'generatePortfolio',
    await server.post('/api/fintech/generate-portfolio', { num_borrowers: 300, seed: 1 }),
  )
  url = reply.download_urls.borrowers
  const file = await server.get(url)
  bytes = file.rawPayload
  etag = String(file.headers.etag)
})

const ask = (headers: Record<string, string>, method: 'GET' | 'HEAD' = 'GET') =>
  server.inject({ method, url, headers })

describe('a download', () => {
  it('tells type, name, length and hash', async () => {
    const file = await server.get(url)
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="borrowers.csv"',
      'content-length': String(bytes.length),
      'accept-ranges': 'bytes',
    })
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
  })

  it('answers HEAD without the bytes', async () => {
    const head = await ask({}, 'HEAD')
    expect(head.statusCode).toBe(200)
    expect(head.headers['content-length']).toBe(String(bytes.length))
    expect(head.rawPayload).toHaveLength(0)
  })

  it('is not sent again to who has it', async () => {
    expect((await ask({ 'if-none-match': etag })).statusCode).toBe(304)
    expect((await ask({ 'if-none-match': `"x", W/${etag}` })).statusCode).toBe(304)
    expect((await ask({ 'if-none-match': '"x"' })).statusCode).toBe(200)
  })

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=100-', 100, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=5-99999999', 5, undefined],
  ])('answers the range %s', async (range, start, end) => {
    const part = await ask({ range })
    expect(part.statusCode).toBe(206)
    const from = start < 0 ? bytes.length + start : start
    const to = end ?? bytes.length - 1
    expect(part.headers['content-range']).toBe(`bytes ${from}-${to}/${bytes.length}`)
    expect(part.headers['content-length']).toBe(String(to - from + 1))
    expect(part.rawPayload.equals(bytes.subarray(from, to + 1))).toBe(true)
  })

  it.each(['bytes=a-b', 'bytes=5-2', 'items=0-1', 'bytes=0-1,4-5', 'bytes=-'])(
    'sends the whole file for %s, which is no single range',
    async (range) => {
      const whole = await ask({ range })
      expect(whole.statusCode).toBe(200)
      expect(whole.rawPayload).toHaveLength(bytes.length)
    },
  )

  it('refuses bytes the file does not have', async () => {
    const reply = await ask({ range: 'bytes=99999999-' })
    expectProblem(reply, 416, 'range_not_satisfiable')
    expect(reply.headers['content-range']).toBe(`bytes */${bytes.length}`)
  })

  it('sends the whole file when the part would be of another version', async () => {
    expect((await ask({ range: 'bytes=0-9', 'if-range': '"other"' })).statusCode).toBe(200)
    expect((await ask({ range: 'bytes=0-9', 'if-range': etag })).statusCode).toBe(206)
  })

  it.each([
    '../borrowers.csv',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%2e%2e%2fborrowers.csv',
    '..%5c..%5cwindows%5cwin.ini',
    '%252e%252e%252fborrowers.csv',
    'borrowers.csv.sha256',
    '.',
    '%2e%2e',
    'con',
    'x'.repeat(300),
    encodeURIComponent('🙂.csv'),
  ])('of %s finds nothing', async (name) => {
    const reply = await server.get(`${url.slice(0, url.lastIndexOf('/'))}/${name}`)
    expectProblem(reply, 404, 'not_found')
  })

  it('of a name with the character U+0000 is refused', async () => {
    const reply = await server.get(`${url.slice(0, url.lastIndexOf('/'))}/borrowers.csv%00.png`)
    expectProblem(reply, 400, 'malformed_request')
  })

  it.each(['SYNTH_20990101_000000_abcd', 'nonsense', '../..', '%2e%2e', `SYNTH_${'9'.repeat(300)}`])(
    'of the unknown portfolio %s finds nothing',
    async (id) => {
      expectProblem(await server.get(`/api/fintech/download/${id}/borrowers.csv`), 404, 'not_found')
      expectProblem(await server.get(`/api/fintech/portfolio/${id}`), 404, 'not_found')
    },
  )
})
