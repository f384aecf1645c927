/** Where messages to customers leave the platform. */
import type { ContactChannel, DeliveryState, MessageLanguage } from '@pratibimba/contract'

/** A message as it will be read. The address is not part of it: who delivers looks the customer up. */
export interface OutgoingMessage {
  /** The same id is the same message: a sender delivers it once, however often it is handed over. */
  readonly id: string
  readonly caseId: string
  readonly customerId: string
  readonly channel: ContactChannel
  readonly language: MessageLanguage
  /** Of e-mails and letters. */
  readonly subject?: string
  readonly text: string
  /** Of e-mails: the same words, escaped. */
  readonly html?: string
}

export interface DeliveryReceipt {
  /** `refused` is final: no address, an objection, an unknown channel. */
  readonly state: DeliveryState
  readonly at: Date
  /** The carrier's own name of the message. */
  readonly reference?: string
  /** Without personal data. */
  readonly reason?: string
}

export interface MessageSender {
  /** @throws when the carrier cannot be reached; the message may then be handed over again */
  send(message: OutgoingMessage): Promise<DeliveryReceipt>
}
