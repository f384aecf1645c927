/** What messages are put together from, and what every part must keep to. */
import type { ContactChannel } from '@pratibimba/contract'

/** What may stand between {{ and }}; the value comes with the message. */
export const placeholders = [
  'first_name',
  'bank_name',
  'amount',
  'due_date',
  'help_phone',
  'help_link',
  'opt_out',
] as const
export type Placeholder = (typeof placeholders)[number]

/** `short` goes into text messages and notifications, `long` into e-mails, letters and what is read out on the phone. */
export interface MessagePart {
  readonly short: string
  readonly long: string
}

/** How a channel frames the two parts. {concern} and {offer} mark their places. */
export interface MessageFrame {
  readonly length: 'short' | 'long'
  readonly subject?: string
  readonly body: string
}

/** Characters that a channel carries; two joined text messages of 153, a notification that is read without opening it. */
export const messageLimits = {
  app: 300,
  sms: 306,
  email: 4_000,
  phone: 2_000,
  letter: 4_000,
} as const satisfies Record<ContactChannel, number>

/** Longest value that a placeholder takes. */
export const MAXIMUM_VALUE = 80
