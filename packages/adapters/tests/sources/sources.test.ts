import { mkdtemp, rename, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { ApplicationSource } from '@pratibimba/risk/ports'
import { afterAll, describe, expect, test } from 'vitest'
import { type HttpSourceOptions, openFileSource, openHttpSource } from '../../sources/index.ts'
import { scratchDirectories } from '../support/directories.ts'

const directory = scratchDirectories()
const closing: (() => Promise<unknown> | unknown)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

const never = () => new AbortController().signal

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ask`
}

function httpSource(url: string, more: Partial<HttpSourceOptions> = {}) {
  const troubles: string[] = []
  const source = openHttpSource({
    kind: 'bureau',
    url,
    onTrouble: (reason) => troubles.push(reason),
    ...more,
  })
  closing.push(() => source.close())
  return { source, troubles }
}

async function fileWith(text: string): Promise<string> {
  const path = join(await directory(), 'bureau.csv')
  await writeFile(path, text)
  return path
}

const header = 'customer_id,score,accounts,inquiries,monthly_net_income,verified,city\n'
const known = `C1,712.5,"[{""type"":""card"",""status"":""active""}]","[{""date"":""2026-01-05""},{}]",2500.25,true,X\n`
const bare = 'C2,,,,,,\n'

const sayings: Record<string, unknown> = {
  C1: {
    credit_history: {
      score: 712.5,
      accounts: [{ type: 'card', status: 'active' }],
      inquiries: [{ date: '2026-01-05' }, {}],
    },
    values: { monthly_net_income: 2500.25, verified: true },
    other: 1,
  },
  C2: { credit_history: { score: null }, values: { monthly_net_income: null } },
}

const fromFile = async (): Promise<ApplicationSource> =>
  openFileSource({ kind: 'bureau', path: await fileWith(header + known + bare) })
const fromHttp = async (): Promise<ApplicationSource> =>
  httpSource(
    await serve(async (request, response) => {
      let text = ''
      for await (const chunk of request) text += String(chunk)
      const { customer_id, kind } = JSON.parse(text) as { customer_id: string; kind: string }
      if (kind !== 'bureau' || request.url !== '/ask') response.statusCode = 400
      else if (sayings[customer_id] === undefined) response.statusCode = 204
      response.end(JSON.stringify(sayings[customer_id]))
    }),
  ).source

describe.each([
  ['a file', fromFile],
  ['a service', fromHttp],
])('%s', (_, openSource) => {
  test('answers what it knows', async () => {
    const source = await openSource()
    expect(source.kind).toBe('bureau')
    expect(await source.ask('C1', never())).toEqual({
      state: 'answered',
      history: {
        score: 712.5,
        accounts: [{ type: 'card', status: 'active' }],
        inquiryDays: [parseDay('2026-01-05')],
      },
      values: { monthly_net_income: 2500.25, verified: 1 },
      tookMs: expect.any(Number),
    })
  })

  test('answers with nothing of what it does not know', async () => {
    const source = await openSource()
    expect(await source.ask('C2', never())).toMatchObject({ state: 'answered', history: {}, values: {} })
    expect(await source.ask('nobody', never())).toEqual({ state: 'answered', tookMs: expect.any(Number) })
  })

  test('is late once the time is over', async () => {
    const source = await openSource()
    expect(await source.ask('C1', AbortSignal.abort())).toEqual({
      state: 'timed_out',
      tookMs: expect.any(Number),
    })
  })
})

describe('a service', () => {
  test.each<[string, RequestListener, RegExp]>([
    ['an error', (_, response) => response.writeHead(500).end('C1 exploded'), /^HTTP 500$/],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/' }).end(), /^HTTP 302$/],
    ['no JSON', (_, response) => response.end('<html>C1'), /no JSON/],
    ['a list', (_, response) => response.end('[]'), /need an object/],
    ['a score out of range', (_, response) => response.end('{"credit_history":{"score":1e9}}'), /score/],
    [
      'no day',
      (_, response) => response.end('{"credit_history":{"inquiries":[{"date":"2026-02-31"}]}}'),
      /date/,
    ],
    [
      'too many accounts',
      (_, response) => response.end(`{"credit_history":{"accounts":[${'{},'.repeat(1000)}{}]}}`),
      /1000/,
    ],
    ['a value that is a text', (_, response) => response.end('{"values":{"income":"C1"}}'), /values.income/],
    ['a strange name', (_, response) => response.end('{"values":{"C1 C1":1}}'), /entry 1/],
    ['too much', (_, response) => response.end(`{"x":"${'y'.repeat(300_000)}"}`), /longer than 262144/],
    [
      'half of it',
      (request, response) => {
        response.writeHead(200, { 'content-length': 99 }).write('{', () => request.socket.destroy())
      },
      /failed: UND_ERR_SOCKET|failed: ECONNRESET/,
    ],
  ])(
    'that answers with %s has failed, and says why without naming the customer',
    async (_, listener, why) => {
      const { source, troubles } = httpSource(await serve(listener))
      expect(await source.ask('C1', never())).toEqual({ state: 'failed', tookMs: expect.any(Number) })
      expect(troubles).toEqual([expect.stringMatching(why)])
      expect(troubles.join()).not.toContain('C1')
    },
  )

  test.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['answers byte by byte', (_, response) => response.writeHead(200).write('{')],
  ])('that %s is late', async (_, listener) => {
    const { source, troubles } = httpSource(await serve(listener), { timeoutMs: 50 })
    expect((await source.ask('C1', never())).state).toBe('timed_out')
    expect(troubles).toEqual(['no answer in time'])
  })

  test('that drops the connection is asked once more', async () => {
    let asked = 0
    const url = await serve((request, response) => {
      asked++
      if (asked === 1) request.socket.destroy()
      else response.end('{"values":{"n":1}}')
    })
    expect(await httpSource(url).source.ask('C1', never())).toMatchObject({
      state: 'answered',
      values: { n: 1 },
    })
    asked = -10
    const failing = await serve((request) => {
      asked++
      request.socket.destroy()
    })
    expect((await httpSource(failing).source.ask('C1', never())).state).toBe('failed')
    expect(asked).toBe(-8)
  })

  test('is shown the token', async () => {
    const url = await serve((request, response) =>
      response.writeHead(request.headers.authorization === 'Bearer secret' ? 204 : 401).end(),
    )
    expect((await httpSource(url, { token: 'secret' }).source.ask('C1', never())).state).toBe('answered')
    expect((await httpSource(url).source.ask('C1', never())).state).toBe('failed')
  })

  test.each([
    'nonsense',
    'ftp://x.example',
    'http://bureau.example/',
    'http://10.0.0.1/',
    'https://u:p@x.example/',
  ])('cannot be at %s', (url) => {
    expect(() => openHttpSource({ kind: 'kyc', url })).toThrow(RangeError)
  })
})

describe('a file', () => {
  test('is read again when it changed; one that cannot be read leaves the last one in use', async () => {
    const path = await fileWith('customer_id,income\nC1,1\n')
    const troubles: string[] = []
    const source = await openFileSource({
      kind: 'statements',
      path,
      lookEveryMs: 0,
      onTrouble: (reason) => troubles.push(reason),
    })
    const income = async () => (await source.ask('C1', never())).values?.income
    const replace = async (text: string) => {
      const scratch = join(await mkdtemp(`${path}-`), 'next.csv')
      await writeFile(scratch, text)
      await rename(scratch, path)
    }
    expect(await income()).toBe(1)
    await replace('customer_id,income\nC1,2\n')
    expect(await income()).toBe(2)
    await replace('customer_id,income\nC1,3\nC1,4\n')
    expect(await income()).toBe(2)
    expect(troubles).toEqual([expect.stringMatching(/rows 1 and 2 are of one customer/)])
    await replace('customer_id,income\nC1,5\n')
    expect(await income()).toBe(5)
  })

  test.each([
    ['is missing', undefined, /no file/],
    ['has no customers', 'id,income\nC1,1\n', /customer_id/],
    ['has a customer twice', 'customer_id,income\nC1,1\nC2,1\nC1,2\n', /rows 1 and 3/],
  ])('that %s cannot be opened', async (_, text, why) => {
    const path = text === undefined ? join(await directory(), 'none.csv') : await fileWith(text)
    await expect(openFileSource({ kind: 'kyc', path })).rejects.toThrow(why)
  })

  test('with a row that is not as agreed fails for that customer alone', async () => {
    const path = await fileWith('customer_id,score,accounts\nC1,700,not json\nC2,700,[]\n')
    const troubles: string[] = []
    const source = await openFileSource({
      kind: 'bureau',
      path,
      onTrouble: (reason) => troubles.push(reason),
    })
    expect((await source.ask('C1', never())).state).toBe('failed')
    expect((await source.ask('C2', never())).state).toBe('answered')
    expect(troubles).toEqual(['accounts: need JSON'])
  })
})
