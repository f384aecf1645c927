/** Payments of one customer, each once, with their settlement where it is known. */
import { paymentKinds } from '@pratibimba/contract'
import { type Frame, frameOf } from '@pratibimba/numerics/frame'
import { withOther } from './transaction-log.ts'

export interface PaymentEntry {
  readonly id: string
  /** Place in the vocabulary; its length for other words. */
  readonly kind: number
  readonly dueDay: number
  readonly amountDue: number
  readonly settled: { readonly paidDay: number; readonly amountPaid: number } | undefined
}

/** As buckets take them. */
export function paymentFrame(payments: readonly PaymentEntry[]): Frame {
  const paid = Uint8Array.from(payments, ({ settled }) => (settled === undefined ? 0 : 1))
  return frameOf({
    payment_id: { kind: 'text', values: payments.map(({ id }) => id) },
    kind: {
      kind: 'category',
      values: Int32Array.from(payments, ({ kind }) => kind),
      dictionary: withOther(paymentKinds),
    },
    due_date: { kind: 'date', values: Int32Array.from(payments, ({ dueDay }) => dueDay) },
    amount_due_minor: { kind: 'int64', values: Float64Array.from(payments, ({ amountDue }) => amountDue) },
    paid_date: {
      kind: 'date',
      values: Int32Array.from(payments, ({ settled }) => settled?.paidDay ?? 0),
      validity: paid,
    },
    amount_paid_minor: {
      kind: 'int64',
      values: Float64Array.from(payments, ({ settled }) => settled?.amountPaid ?? 0),
      validity: paid,
    },
  })
}
