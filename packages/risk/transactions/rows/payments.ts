/** Payments that are owed, from a file of their own; and the labels they make. */
import type { PaymentKind } from '@pratibimba/contract'
import { GRACE_DAYS, LABEL_KNOWN_DAYS } from '../../warning/missed-payment.ts'
import type { PaymentField } from '../mapping/fields.ts'
import type { ColumnMapping } from '../mapping/mapping.ts'
import { currencyExponent } from '../parsing/currencies.ts'
import { parseAmount } from '../parsing/parse-amount.ts'
import { dayOf, parseMoment } from '../parsing/parse-moment.ts'
import { paymentKindWords, wordKey } from './words.ts'

export interface ReadPayment {
  readonly customerId: string
  readonly accountId: string
  /** Empty where the file gives none. */
  readonly paymentId: string
  readonly kind: PaymentKind
  /** Days since 1970-01-01. */
  readonly dueDay: number
  readonly amountDueMinor: number
  readonly paidDay?: number
  readonly amountPaidMinor?: number
}

export interface PaymentFault {
  readonly field: PaymentField
  readonly detail: string
}

/** Days that features look back on. */
const HISTORY_DAYS = 90
/** Days between as-of dates of labels. */
const LABEL_EVERY = 15

/**
 * One row of a file of payments.
 *
 * @param cell of a field; empty where there is no column
 */
export function readPayment(
  cell: (field: PaymentField) => string,
  { date_order: order, decimal, currency }: ColumnMapping<PaymentField>,
): ReadPayment | PaymentFault {
  if (order === undefined || decimal === undefined || currency === undefined)
    throw new RangeError('readPayment: need date_order, decimal and currency, got a mapping without')
  const exponent = currencyExponent(currency)!
  const customerId = cell('customer_id').trim()
  if (customerId === '' || customerId.length > 64)
    return { field: 'customer_id', detail: 'Need an identifier of 1–64 characters.' }
  const due = parseMoment(cell('due_date'), order)
  if (due === undefined || dayOf(due.localMs) < dayOf(Date.UTC(1990, 0, 1)))
    return { field: 'due_date', detail: 'Not a date from 1990 on; write YYYY-MM-DD.' }
  const amountDue = parseAmount(cell('amount_due'), decimal, exponent)
  if ('fault' in amountDue) return { field: 'amount_due', detail: `${amountDue.fault}.` }
  if (amountDue.minor <= 0)
    return { field: 'amount_due', detail: 'Not positive; write what is owed without a minus.' }
  const paidCell = cell('paid_date').trim()
  const paid = paidCell === '' ? undefined : parseMoment(paidCell, order)
  if (paidCell !== '' && paid === undefined)
    return {
      field: 'paid_date',
      detail: 'Not a date that exists; write YYYY-MM-DD, or leave it empty while unpaid.',
    }
  const amountCell = cell('amount_paid').trim()
  const amountPaid =
    amountCell === '' || paid === undefined ? undefined : parseAmount(amountCell, decimal, exponent)
  if (amountPaid !== undefined && 'fault' in amountPaid)
    return { field: 'amount_paid', detail: `${amountPaid.fault}.` }
  const kindCell = cell('kind').trim()
  const kind = kindCell === '' ? 'instalment' : paymentKindWords.get(wordKey(kindCell))
  if (kind === undefined)
    return { field: 'kind', detail: 'Not a known kind; write rent, instalment, card_minimum or utility.' }
  return {
    customerId,
    accountId: cell('account_id').trim() || `${customerId}-current`,
    paymentId: cell('payment_id').trim(),
    kind,
    dueDay: dayOf(due.localMs),
    amountDueMinor: amountDue.minor,
    ...(paid === undefined
      ? {}
      : { paidDay: dayOf(paid.localMs), amountPaidMinor: amountPaid?.minor ?? amountDue.minor }),
  }
}

/** How a payment stands at the end of the data. */
export function paymentStatus(
  { dueDay, paidDay }: Pick<ReadPayment, 'dueDay' | 'paidDay'>,
  lastDay: number,
): 'scheduled' | 'paid' | 'late' | 'missed' {
  if (paidDay !== undefined) return paidDay > dueDay ? 'late' : 'paid'
  return dueDay + GRACE_DAYS <= lastDay ? 'missed' : 'scheduled'
}

/** As-of dates that have features before and outcomes after them, ascending; none where the data is too short. */
export function labelDays(firstDay: number, lastDay: number): number[] {
  const days: number[] = []
  const last = lastDay - LABEL_KNOWN_DAYS
  for (let day = last; day >= firstDay + HISTORY_DAYS - 1; day -= LABEL_EVERY) days.unshift(day)
  return days
}
