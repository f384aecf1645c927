/** A source that is asked by HTTP. */
import type { SourceKind } from '@pratibimba/contract'
import type { ApplicationSource } from '@pratibimba/risk/ports'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'
import { type AnswerContent, readAnswer, SourceAnswerUnusable } from './answer-content.ts'
import { type SourceTrouble, timedAsk } from './timed-ask.ts'

export interface HttpSourceOptions {
  readonly kind: SourceKind
  /** https; http on this machine only. */
  readonly url: string
  /** Sent as `authorization: Bearer`. */
  readonly token?: string
  /** Of an answer, with the second attempt. Default 2,000. */
  readonly timeoutMs?: number
  /** Longest answer read. Default 262,144. */
  readonly maxBytes?: number
  readonly onTrouble?: SourceTrouble
}

/**
 * Posts {"kind", "customer_id"}, so that nobody's id stands in an address or its logs, and reads JSON as `readAnswer`
 * takes it; 204 says that the customer is not known. Redirects are not followed. A connection that cannot be made or
 * breaks is tried once more; an answer is not.
 *
 * @throws RangeError for a URL or time that cannot be used
 */
export function openHttpSource(options: HttpSourceOptions): ApplicationSource & { close(): Promise<void> } {
  const { kind, token, timeoutMs = 2_000, maxBytes = 262_144, onTrouble } = options
  const url = usableUrl(options.url)
  if (!(timeoutMs > 0 && timeoutMs <= 60_000))
    throw new RangeError(`openHttpSource: need timeoutMs from 1 to 60000, got ${timeoutMs}`)
  const agent = new Agent({ connect: { timeout: timeoutMs } })
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }

  const attempt = async (customerId: string, signal: AbortSignal): Promise<AnswerContent> => {
    const body = JSON.stringify({ kind, customer_id: customerId })
    const answer = await request(url, { method: 'POST', dispatcher: agent, headers, body, signal })
    if (answer.statusCode === 204 || answer.statusCode !== 200) {
      await answer.body.dump({ limit: maxBytes, signal })
      if (answer.statusCode === 204) return {}
      throw new SourceAnswerUnusable(`HTTP ${answer.statusCode}`)
    }
    return readAnswer(parse(await readBody(answer.body, maxBytes)))
  }
  return {
    kind,
    ask: (customerId, signal) =>
      timedAsk(
        (both) =>
          attempt(customerId, both).catch((error: unknown) => {
            if (both.aborted || !isConnectionFailure(error)) throw error
            return attempt(customerId, both)
          }),
        AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        reasonOf,
        onTrouble,
      ),
    close: () => agent.destroy(),
  }
}

function usableUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new RangeError('openHttpSource: need a URL such as https://bureau.example/ask')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    throw new RangeError('openHttpSource: need a URL without a password; give a token instead')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname))) return url
  throw new RangeError(
    `openHttpSource: need https, or http on this machine, got ${url.protocol}//${url.hostname}`,
  )
}

function isThisMachine(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  return bare === 'localhost' || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback')
}

async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new SourceAnswerUnusable(`the answer is longer than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SourceAnswerUnusable('the answer is no JSON')
  }
}

const connectionFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

const isConnectionFailure = (error: unknown): boolean => connectionFailures.has(codeOf(error))

/** Codes only: the words of others may repeat what was asked. */
function reasonOf(error: unknown): string {
  if (error instanceof SourceAnswerUnusable) return error.message
  return codeOf(error) === '' ? 'the request failed' : `the request failed: ${codeOf(error)}`
}
