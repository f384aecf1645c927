/** Posts JSON to one receiver: signed, within a time, tried again, and to public addresses only. */
import pRetry, { AbortError } from 'p-retry'
import { Agent, request } from 'undici'
import { isPublicAddress, lookupPublic } from './public-address.ts'
import { webhookSignature } from './webhook-signature.ts'

export interface WebhookOptions {
  /** Where is posted to, http or https. */
  readonly url: string
  /** Known to the receiver too; at least 16 characters. */
  readonly secret: string
  /** Whether the receiver may be on this machine or in a private network. Default false. */
  readonly allowPrivate?: boolean
  /** Of one attempt. Default 10,000. */
  readonly timeoutMs?: number
  /** Attempts after the first. Default 4. */
  readonly retries?: number
  /** Pause before the second attempt; doubles with each. Default 500. */
  readonly pauseMs?: number
  readonly clock?: () => Date
}

interface WebhookAnswer {
  readonly status: number
  /** JSON of the answer; undefined where it is none. */
  readonly said: unknown
}

export interface Webhook {
  /**
   * Posts a document with `idempotency-key: <id>` and `x-pratibimba-signature`. Redirects are not followed.
   *
   * @returns 2xx answers, and those that speak against the document (400, 409, 410, 413, 422); all else is trouble and
   *   thrown, after the retries where it may pass
   */
  post(id: string, document: unknown): Promise<WebhookAnswer>
  /** Breaks off what is under way; it is thrown and may be posted again. */
  close(): Promise<void>
}

/** About this document and not about us: it would be refused again. */
const refusingStatuses = new Set([400, 409, 410, 413, 422])
const retriedStatuses = new Set([408, 425, 429])
/** Of an answer; more is not read. */
const MAXIMUM_ANSWER = 65_536

/** @throws RangeError for a URL or secret that cannot be used */
export function openWebhook(options: WebhookOptions): Webhook {
  const { secret, allowPrivate = false, timeoutMs = 10_000, retries = 4, pauseMs = 500 } = options
  const url = usableUrl(options)
  const clock = options.clock ?? (() => new Date())
  const closing = new AbortController()
  const agent = new Agent({ connect: { timeout: timeoutMs, ...(!allowPrivate && { lookup: lookupPublic }) } })

  const attempt = async (id: string, body: string): Promise<WebhookAnswer> => {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      body,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), closing.signal]),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        'x-pratibimba-signature': webhookSignature(secret, body, clock()),
      },
    })
    const status = answer.statusCode
    const said = await readAnswer(answer.body)
    if ((status >= 200 && status < 300) || refusingStatuses.has(status)) return { status, said }
    const trouble = new Error(`the receiver of messages answered ${status}`)
    throw status >= 500 || retriedStatuses.has(status) ? trouble : new AbortError(trouble)
  }

  return {
    post: (id, document) => {
      const body = JSON.stringify(document)
      return pRetry(() => attempt(id, body), {
        retries,
        minTimeout: pauseMs,
        factor: 2,
        randomize: true,
        signal: closing.signal,
      })
    },
    async close() {
      closing.abort(new Error('the sender of messages was closed'))
      await agent.destroy()
    },
  }
}

function usableUrl({ url: text, secret, allowPrivate = false }: WebhookOptions): URL {
  if (!URL.canParse(text))
    throw new RangeError('openWebhook: need a URL such as https://carrier.example/messages')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new RangeError(`openWebhook: need http or https, got ${url.protocol}`)
  if (url.username !== '' || url.password !== '')
    throw new RangeError('openWebhook: need a URL without a password; the signature proves who we are')
  if (secret.length < 16)
    throw new RangeError(`openWebhook: need a secret of at least 16 characters, got ${secret.length}`)
  if (allowPrivate) return url
  if (url.protocol !== 'https:')
    throw new RangeError('openWebhook: need https, unless private addresses are allowed')
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isLiteral = /^[\d.]+$/.test(bare) || bare.includes(':')
  if (bare === 'localhost' || (isLiteral && !isPublicAddress(bare)))
    throw new RangeError(`openWebhook: need a public address, got ${bare}`)
  return url
}

/** What cannot be understood says nothing. */
async function readAnswer(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > MAXIMUM_ANSWER) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}
