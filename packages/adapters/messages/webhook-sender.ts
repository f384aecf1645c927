/** Hands messages to a carrier by HTTP POST: signed, within a time, tried again, and to public addresses only. */
import { type ContactChannel, type DeliveryState, deliveryStates } from '@pratibimba/contract'
import type { DeliveryReceipt, MessageSender, OutgoingMessage } from '@pratibimba/risk/ports'
import pRetry, { AbortError } from 'p-retry'
import { Agent, request } from 'undici'
import { isPublicAddress, lookupPublic } from './public-address.ts'
import { webhookSignature } from './webhook-signature.ts'

export interface WebhookOptions {
  /** Where messages are posted, http or https. */
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

/** About this message and not about us: it would be refused again. */
const refusingStatuses = new Set([400, 409, 410, 413, 422])
const retriedStatuses = new Set([408, 425, 429])
/** Of an answer; more is not read. */
const MAXIMUM_ANSWER = 65_536
const MAXIMUM_TEXT = 200

/**
 * Opens a sender.
 *
 * Posted is JSON {id, case_id, customer_id, channel, language, subject?, text, html?} with `idempotency-key: <id>` and
 * `x-pratibimba-signature`. A 2xx answer may say {state, reference, reason}; without a state it is `queued`. Answers that
 * speak against the message (400, 409, 410, 413, 422) are `refused`; all else is trouble and thrown, after the retries
 * where it may pass. Redirects are not followed.
 *
 * @throws RangeError for a URL or secret that cannot be used
 */
export function openWebhookSender(options: WebhookOptions): MessageSender & {
  /** Breaks off what is under way; it is thrown and may be handed over again. */
  close(): Promise<void>
} {
  const { secret, allowPrivate = false, timeoutMs = 10_000, retries = 4, pauseMs = 500 } = options
  const url = usableUrl(options)
  const clock = options.clock ?? (() => new Date())
  const closing = new AbortController()
  const agent = new Agent({ connect: { timeout: timeoutMs, ...(!allowPrivate && { lookup: lookupPublic }) } })

  const attempt = async (message: OutgoingMessage): Promise<DeliveryReceipt> => {
    const body = bodyOf(message)
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      body,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), closing.signal]),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': message.id,
        'x-pratibimba-signature': webhookSignature(secret, body, clock()),
      },
    })
    const status = answer.statusCode
    const said = await readAnswer(answer.body)
    if (status >= 200 && status < 300) return receiptOf(said, clock())
    if (refusingStatuses.has(status))
      return { ...receiptOf(said, clock()), state: 'refused', reason: said.reason ?? `HTTP ${status}` }
    const trouble = new Error(`the receiver of messages answered ${status}`)
    throw status >= 500 || retriedStatuses.has(status) ? trouble : new AbortError(trouble)
  }

  return {
    send: (message) =>
      pRetry(() => attempt(message), {
        retries,
        minTimeout: pauseMs,
        factor: 2,
        randomize: true,
        signal: closing.signal,
      }),
    async close() {
      closing.abort(new Error('the sender of messages was closed'))
      await agent.destroy()
    },
  }
}

function usableUrl({ url: text, secret, allowPrivate = false }: WebhookOptions): URL {
  if (!URL.canParse(text))
    throw new RangeError('openWebhookSender: need a URL such as https://carrier.example/messages')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new RangeError(`openWebhookSender: need http or https, got ${url.protocol}`)
  if (url.username !== '' || url.password !== '')
    throw new RangeError('openWebhookSender: need a URL without a password; the signature proves who we are')
  if (secret.length < 16)
    throw new RangeError(`openWebhookSender: need a secret of at least 16 characters, got ${secret.length}`)
  if (allowPrivate) return url
  if (url.protocol !== 'https:')
    throw new RangeError('openWebhookSender: need https, unless private addresses are allowed')
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isLiteral = /^[\d.]+$/.test(bare) || bare.includes(':')
  if (bare === 'localhost' || (isLiteral && !isPublicAddress(bare)))
    throw new RangeError(`openWebhookSender: need a public address, got ${bare}`)
  return url
}

function bodyOf(message: OutgoingMessage): string {
  const { id, caseId, customerId, channel, language, subject, text, html } = message
  const body: Record<string, string | undefined> & { channel: ContactChannel } = {
    id,
    case_id: caseId,
    customer_id: customerId,
    channel,
    language,
    subject,
    text,
    html,
  }
  return JSON.stringify(body)
}

interface Said {
  readonly state?: DeliveryState
  readonly reference?: string
  readonly reason?: string
}

/** What cannot be understood says nothing. */
async function readAnswer(body: AsyncIterable<Uint8Array>): Promise<Said> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > MAXIMUM_ANSWER) return {}
    chunks.push(chunk)
  }
  let value: unknown
  try {
    value = JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return {}
  }
  if (typeof value !== 'object' || value === null) return {}
  const { state, reference, reason } = value as Record<string, unknown>
  const text = (given: unknown) =>
    typeof given === 'string'
      ? given
          .replace(/\p{Cc}+/gu, ' ')
          .toWellFormed()
          .slice(0, MAXIMUM_TEXT)
          .toWellFormed()
      : undefined
  return {
    ...(deliveryStates.includes(state as DeliveryState) && { state: state as DeliveryState }),
    ...(text(reference) !== undefined && { reference: text(reference)! }),
    ...(text(reason) !== undefined && { reason: text(reason)! }),
  }
}

function receiptOf({ state = 'queued', ...said }: Said, at: Date): DeliveryReceipt {
  return { state, at, ...said }
}
