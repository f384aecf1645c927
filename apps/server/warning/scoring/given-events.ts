/** Transactions and payments as a caller sends them: checked row by row, then as records. */
import { type FieldError, type PaymentEvent, ProblemError, type TransactionEvent } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { householdCurrency } from '@pratibimba/risk/households'
import type { PaymentRecord, TransactionRecord } from '@pratibimba/risk/ports'

/** How far a timestamp may lie ahead of our clock: clocks differ. */
const TOLERANCE_MS = 5 * 60_000
/** Errors that one answer lists. */
const MOST_ERRORS = 20
const DAY_MS = 86_400_000
/** Payments of before are not kept, and whoever is owed something later than this has mistyped. */
const FIRST_DUE = '1990-01-01'
const DAYS_AHEAD = 50 * 365

type GivenTransaction = TransactionEvent & { readonly customer_id?: string }
type GivenPayment = PaymentEvent & { readonly customer_id?: string }

interface GivenEvents {
  readonly transactions: readonly GivenTransaction[]
  readonly payments: readonly GivenPayment[]
}

/**
 * What is wrong with single events: instants to come, amounts past what is exact, settlements that do not hold together.
 *
 * @param now to which timestamps are compared
 */
export function errorsOf({ transactions, payments }: GivenEvents, now: Date): FieldError[] {
  const errors: FieldError[] = []
  const latest = now.getTime() + TOLERANCE_MS
  for (const [row, event] of transactions.entries()) {
    const say = (field: string, detail: string) =>
      errors.push({
        pointer: `/transactions/${row}/${field}`,
        detail: `Row ${row + 1} (${event.transaction_id}), ${field}: ${detail}`,
      })
    const at = Date.parse(event.timestamp)
    if (Number.isNaN(at))
      say('timestamp', `need an instant with a zone, such as 2026-03-01T10:15:00Z, got "${event.timestamp}".`)
    else if (at > latest)
      say('timestamp', `${event.timestamp} lies in the future; it is ${now.toISOString()}.`)
    else if (at < 0) say('timestamp', `${event.timestamp} lies before 1970.`)
    for (const field of ['amount_minor', 'balance_minor'] as const)
      if (event[field] !== undefined && !Number.isSafeInteger(event[field]))
        say(field, `need whole minor units up to 2^53 − 1, got ${event[field]}.`)
  }
  for (const [row, event] of payments.entries()) {
    const say = (field: string, detail: string) =>
      errors.push({
        pointer: `/payments/${row}/${field}`,
        detail: `Row ${row + 1} (${event.payment_id}), ${field}: ${detail}`,
      })
    const { due_date: due, paid_date: paid, amount_paid_minor: amount } = event
    const last = Math.floor(latest / DAY_MS)
    const lastDue = formatDay(last + DAYS_AHEAD)
    if (due < FIRST_DUE || due > lastDue)
      say('due_date', `need a day from ${FIRST_DUE} to ${lastDue}, got ${due}.`)
    if (paid != null && paid > formatDay(last)) say('paid_date', `${paid} lies in the future.`)
    else if (paid != null && paid < FIRST_DUE) say('paid_date', `${paid} lies before ${FIRST_DUE}.`)
    if (paid != null && amount == null)
      say('amount_paid_minor', 'need what was paid, since there is a paid_date.')
    if (paid == null && amount != null)
      say('paid_date', 'need the day of the settlement, since something was paid.')
    for (const field of ['amount_due_minor', 'amount_paid_minor'] as const)
      if (event[field] != null && !Number.isSafeInteger(event[field]))
        say(field, `need whole minor units up to 2^53 − 1, got ${event[field]}.`)
  }
  return errors
}

/** Ids that come twice, and currencies beside the first: what one customer's events must not have. */
export function errorsAcross({ transactions, payments }: GivenEvents): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Map<string, number>()
  let currency: { code: string; row: number } | undefined
  for (const [row, { transaction_id: id, currency: code }] of transactions.entries()) {
    const before = seen.get(id)
    if (before !== undefined)
      errors.push({
        pointer: `/transactions/${row}/transaction_id`,
        detail: `Row ${row + 1}, transaction_id: ${id} is in row ${before + 1} already; each transaction is given once.`,
      })
    else seen.set(id, row)
    if (code === undefined) continue
    currency ??= { code, row }
    if (code !== currency.code)
      errors.push({
        pointer: `/transactions/${row}/currency`,
        detail: `Row ${row + 1}, currency: ${code}, and row ${currency.row + 1} has ${currency.code}; convert amounts to one currency first.`,
      })
  }
  const due = new Map<string, number>()
  for (const [row, { payment_id: id }] of payments.entries()) {
    const before = due.get(id)
    if (before !== undefined)
      errors.push({
        pointer: `/payments/${row}/payment_id`,
        detail: `Row ${row + 1}, payment_id: ${id} is in row ${before + 1} already; each payment is given once.`,
      })
    else due.set(id, row)
  }
  return errors
}

/** @throws ProblemError `out_of_range` with every error, when there is one */
export function requireNone(errors: readonly FieldError[]): void {
  const [first] = errors
  if (first === undefined) return
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : ''
  throw new ProblemError('out_of_range', first.detail + more, errors.slice(0, MOST_ERRORS))
}

/** Currency of a customer of whom no account says it, and of events that leave it out. */
export const usualCurrency = householdCurrency

/** @param ingestedAt when we learnt of it; where absent, when it happened */
export function transactionRecord(
  event: GivenTransaction,
  customerId: string,
  currency: string,
  ingestedAt?: Date,
): TransactionRecord {
  const timestamp = new Date(event.timestamp)
  return {
    transactionId: event.transaction_id,
    customerId,
    accountKind: event.account_kind ?? 'current',
    timestamp,
    amountMinor: event.amount_minor,
    currency: event.currency ?? currency,
    category: event.category ?? 'other',
    status: event.status ?? 'posted',
    ingestedAt: ingestedAt ?? timestamp,
    ...(event.account_id !== undefined && { accountId: event.account_id }),
    ...(event.channel !== undefined && { channel: event.channel }),
    ...(event.description !== undefined && { description: event.description }),
    ...(event.balance_minor !== undefined && { balanceMinor: event.balance_minor }),
  }
}

/** A payment as it stands on a day: `missed` is one whose due date has passed without a settlement. */
export function paymentRecord(event: GivenPayment, customerId: string, today: number): PaymentRecord {
  const paid = event.paid_date ?? undefined
  return {
    paymentId: event.payment_id,
    customerId,
    kind: event.kind,
    dueDate: event.due_date,
    amountDueMinor: event.amount_due_minor,
    status: statusOf(event.due_date, paid, today),
    ...(event.account_id !== undefined && { accountId: event.account_id }),
    ...(paid !== undefined && { paidDate: paid, amountPaidMinor: event.amount_paid_minor! }),
  }
}

function statusOf(dueDate: string, paidDate: string | undefined, today: number): PaymentRecord['status'] {
  if (paidDate !== undefined) return paidDate <= dueDate ? 'paid' : 'late'
  return parseDay(dueDate) < today ? 'missed' : 'scheduled'
}

/** How many of them say no category, and are taken as `other`. */
export function uncategorised(transactions: readonly GivenTransaction[]): number {
  return transactions.reduce((count, { category }) => count + (category === undefined ? 1 : 0), 0)
}
