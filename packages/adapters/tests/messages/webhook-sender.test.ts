import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OutgoingMessage } from '@pratibimba/risk/ports'
import { afterEach, describe, expect, test } from 'vitest'
import { openWebhookSender, webhookSignature } from '../../messages/index.ts'
import { isPublicAddress } from '../../messages/public-address.ts'

const secret = 'a secret of some length'
const at = new Date('2026-04-02T10:00:00Z')
const message: OutgoingMessage = {
  id: 'INT_00000001-3',
  caseId: 'INT_00000001',
  customerId: 'C0000001',
  channel: 'email',
  language: 'en',
  subject: 'A message from Ünion Bank',
  text: 'Dear customer,\n\n“hello” 👋',
}

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A carrier that answers as it is told, one answer a request, the last again and again. */
async function carrier(...answers: (readonly [status: number, body?: string] | 'hang up' | 'silence')[]) {
  const received: Received[] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    const answer = answers[Math.min(received.length, answers.length) - 1]!
    if (answer === 'hang up') request.socket.destroy()
    else if (answer !== 'silence')
      response.writeHead(answer[0], { location: 'http://127.0.0.1:1/' }).end(answer[1] ?? '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const sender = openWebhookSender({
    url: `http://127.0.0.1:${port}/messages`,
    secret,
    allowPrivate: true,
    timeoutMs: 300,
    retries: 2,
    pauseMs: 1,
    clock: () => at,
  })
  closers.push(
    () => sender.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { received, sender }
}

describe('a message', () => {
  test('arrives signed, whole and under its id', async () => {
    const { received, sender } = await carrier([202, '{"state":"delivered","reference":"M-17"}'])
    expect(await sender.send(message)).toEqual({ state: 'delivered', at, reference: 'M-17' })
    const [{ headers, body }] = received as [Received]
    expect(JSON.parse(body)).toEqual({
      id: message.id,
      case_id: message.caseId,
      customer_id: message.customerId,
      channel: 'email',
      language: 'en',
      subject: message.subject,
      text: message.text,
    })
    expect(headers['idempotency-key']).toBe(message.id)
    expect(headers['x-pratibimba-signature']).toBe(webhookSignature(secret, body, at))
    expect(webhookSignature(secret, `${body} `, at)).not.toBe(webhookSignature(secret, body, at))
  })

  test('is queued when the carrier says nothing that is understood', async () => {
    for (const said of ['', 'ok', '[]', '{"state":"gone"}', `{"reference":"${'x'.repeat(70_000)}"}`])
      expect(await (await carrier([200, said])).sender.send(message)).toEqual({ state: 'queued', at })
  })

  test('is refused for good by answers that speak against it', async () => {
    const { received, sender } = await carrier([422, '{"reason":"no address"}'])
    expect(await sender.send(message)).toEqual({ state: 'refused', at, reason: 'no address' })
    expect(received).toHaveLength(1)
    expect(await (await carrier([410])).sender.send(message)).toMatchObject({ reason: 'HTTP 410' })
  })
})

describe('trouble', () => {
  test('passes: the same message comes again', async () => {
    const { received, sender } = await carrier('hang up', [503], [200, '{"state":"queued"}'])
    expect(await sender.send(message)).toMatchObject({ state: 'queued' })
    expect(new Set(received.map(({ body, headers }) => body + headers['idempotency-key'])).size).toBe(1)
    expect(received).toHaveLength(3)
  })

  test('that stays is thrown, silence and redirects too', async () => {
    const silent = await carrier('silence')
    await expect(silent.sender.send(message)).rejects.toThrow()
    expect(silent.received).toHaveLength(3)
    const moved = await carrier([307])
    await expect(moved.sender.send(message)).rejects.toThrow('answered 307')
    expect(moved.received).toHaveLength(1)
    const unknown = await carrier([401])
    await expect(unknown.sender.send(message)).rejects.toThrow('answered 401')
    expect(unknown.received).toHaveLength(1)
  })
})

test('what is under way is broken off when the sender closes', async () => {
  const { received, sender } = await carrier('silence')
  const under = expect(sender.send(message)).rejects.toThrow('was closed')
  while (received.length === 0) await new Promise((next) => setTimeout(next, 5))
  await sender.close()
  await under
})

describe('addresses', () => {
  test('inside the house are refused unless they are allowed', async () => {
    const open = (url: string) => openWebhookSender({ url, secret, retries: 0 })
    for (const url of [
      'https://127.0.0.1/',
      'https://10.1.2.3/',
      'https://169.254.169.254/latest',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://0x7f.1/',
      'https://localhost/',
      'http://carrier.example/',
    ])
      expect(() => open(url), url).toThrow(RangeError)
    expect(() => open('ftp://carrier.example/')).toThrow('http or https')
    expect(() => open('https://user:word@carrier.example/')).toThrow('without a password')
    expect(() => openWebhookSender({ url: 'https://carrier.example/', secret: 'short' })).toThrow('16')
    // A name that leads inside is found out when it is resolved.
    const sender = open('https://localhost.localdomain./')
    closers.push(() => sender.close())
    await expect(sender.send(message)).rejects.toThrow()
  })

  test('are judged by what they are', () => {
    for (const address of ['8.8.8.8', '2001:4860:4860::8888']) expect(isPublicAddress(address)).toBe(true)
    for (const address of [
      '10.0.0.1',
      '100.64.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '0.0.0.0',
      'fe80::1',
      'fd00::1',
      'no',
    ])
      expect(isPublicAddress(address), address).toBe(false)
  })
})
