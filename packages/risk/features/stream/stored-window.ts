/** Windows as stores keep them: records in, packed bytes out. */
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { PaymentRecord, CustomerWindow as StoredWindow, TransactionRecord } from '../../ports/index.ts'
import { type CustomerWindow, openWindow, type ReadableWindow, readWindow } from './customer-window.ts'
import { packWindow } from './pack-window.ts'
import { signature } from './window-format.ts'

const DAY_MS = 86_400_000

/** Layout of the bytes that `storedWindow` writes; they hold events, so that they answer for every feature set. */
export const windowLayout = `pw-${signature[2]}`

/** What a window takes in of a transaction. @returns what became of it */
export function applyTransactionRecord(window: CustomerWindow, record: TransactionRecord) {
  return window.applyTransaction({
    id: record.transactionId,
    timestampMs: record.timestamp.getTime(),
    ingestedMs: record.ingestedAt.getTime(),
    accountKind: record.accountKind,
    category: record.category,
    channel: record.channel ?? '',
    status: record.status,
    amountMinor: record.amountMinor,
    balanceMinor: record.balanceMinor ?? null,
  })
}

/** What a window takes in of a payment as it stands: what is due, and the settlement where there is one. */
export function applyPaymentRecord(window: CustomerWindow, record: PaymentRecord): void {
  const { paymentId: id, kind, amountDueMinor } = record
  const dueDay = parseDay(record.dueDate)
  window.applyPaymentDue({ id, kind, dueDay, amountDueMinor })
  if (record.paidDate !== undefined)
    window.applyPaymentSettled({
      id,
      kind,
      dueDay,
      amountDueMinor,
      paidDay: parseDay(record.paidDate),
      amountPaidMinor: record.amountPaidMinor ?? amountDueMinor,
    })
}

/** A window for the store; undefined where it has seen nothing. */
export function storedWindow(customerId: string, window: CustomerWindow): StoredWindow | undefined {
  const through = lastEventDay(window)
  if (through === -Infinity) return undefined
  return {
    customerId,
    bytes: packWindow(window),
    layout: windowLayout,
    through: formatDay(through),
  }
}

/** @returns undefined where the bytes are of another layout, and are made anew from the records */
export function openStoredWindow(stored: StoredWindow): CustomerWindow | undefined {
  return stored.layout === windowLayout ? openWindow(stored.bytes) : undefined
}

/** As `openStoredWindow`, to be asked only. */
export function readStoredWindow(stored: StoredWindow): ReadableWindow | undefined {
  return stored.layout === windowLayout ? readWindow(stored.bytes) : undefined
}

/** The last day on which something happened: a transaction, or a payment's settlement; −Infinity while nothing has. */
function lastEventDay(window: CustomerWindow): number {
  const { transactions, payments } = window.facts()
  let last = -Infinity
  for (const timestampMs of transactions.timestampsMs) last = Math.max(last, timestampMs)
  last = last === -Infinity ? last : Math.floor(last / DAY_MS)
  for (const { settled } of payments) if (settled !== undefined) last = Math.max(last, settled.paidDay)
  return last
}
