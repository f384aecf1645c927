/** Hands messages to a carrier by HTTP POST. */
import { type ContactChannel, type DeliveryState, deliveryStates } from '@pratibimba/contract'
import type { DeliveryReceipt, MessageSender, OutgoingMessage } from '@pratibimba/risk/ports'
import { openWebhook, type Webhook, type WebhookOptions } from './webhook.ts'

const MAXIMUM_TEXT = 200

/**
 * Opens a sender.
 *
 * Posted is JSON {id, case_id, customer_id, channel, language, subject?, text, html?}. A 2xx answer may say
 * {state, reference, reason}; without a state it is `queued`. Answers that speak against the message are `refused`.
 *
 * @throws RangeError for a URL or secret that cannot be used
 * @see Webhook for signature, retries and what counts as trouble
 */
export function openWebhookSender(options: WebhookOptions): MessageSender & Pick<Webhook, 'close'> {
  const webhook = openWebhook(options)
  const clock = options.clock ?? (() => new Date())
  return {
    async send(message) {
      const { status, said } = await webhook.post(message.id, documentOf(message))
      const receipt = receiptOf(readSaid(said), clock())
      if (status < 300) return receipt
      return { ...receipt, state: 'refused', reason: receipt.reason ?? `HTTP ${status}` }
    },
    close: () => webhook.close(),
  }
}

function documentOf(message: OutgoingMessage) {
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
  return body
}

interface Said {
  readonly state?: DeliveryState
  readonly reference?: string
  readonly reason?: string
}

function readSaid(value: unknown): Said {
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
