/** Packed windows of a lake's customers as of its last day, as ingestion would have left them. */
import type { Lake } from '@pratibimba/adapters/lake'
import { BUCKET_DAYS } from '@pratibimba/risk/features'
import {
  type CustomerWindow as OpenWindow,
  openWindow,
  packWindow,
  windowLayout,
} from '@pratibimba/risk/features/stream'
import type { CustomerWindow } from '@pratibimba/risk/ports'
import { dayTexts, numbersOf, textsOf } from './reading.ts'

const DAY_MS = 86_400_000
const dayText = dayTexts()

const transactionColumns = [
  'customer_id',
  'transaction_id',
  'account_kind',
  'timestamp',
  'amount_minor',
  'category',
  'channel',
  'status',
  'balance_minor',
  'ingested_at',
]
const paymentColumns = [
  'customer_id',
  'payment_id',
  'kind',
  'due_date',
  'amount_due_minor',
  'paid_date',
  'amount_paid_minor',
]

/** @param lastDay what became known later is not in the windows */
export async function* windowsOf(lake: Lake, lastDay: number): AsyncGenerator<CustomerWindow> {
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++) {
    const windows = new Map<string, OpenWindow>()
    for await (const frame of lake.frames('customers', bucket, ['customer_id'])) {
      const id = textsOf(frame, 'customer_id')
      for (let row = 0; row < frame.rows; row++) windows.set(id(row), openWindow())
    }
    await applyTransactions(lake, bucket, windows, lastDay)
    await applyPayments(lake, bucket, windows, lastDay)
    for (const [customerId, window] of windows) {
      window.advanceTo(lastDay)
      yield { customerId, bytes: packWindow(window), layout: windowLayout, through: dayText(lastDay) }
    }
  }
}

async function applyTransactions(
  lake: Lake,
  bucket: number,
  windows: ReadonlyMap<string, OpenWindow>,
  lastDay: number,
): Promise<void> {
  const from = (lastDay - BUCKET_DAYS + 1) * DAY_MS
  const end = (lastDay + 1) * DAY_MS
  const within = { column: 'timestamp', from, to: end }
  for await (const frame of lake.frames('transactions', bucket, transactionColumns, within)) {
    const [customer, id, accountKind, category, channel, status] = [
      'customer_id',
      'transaction_id',
      'account_kind',
      'category',
      'channel',
      'status',
    ].map((name) => textsOf(frame, name))
    const [timestamp, ingested, amount, balance] = [
      'timestamp',
      'ingested_at',
      'amount_minor',
      'balance_minor',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      if (timestamp(row) < from || ingested(row) >= end) continue
      const balanceMinor = balance(row)
      windows.get(customer(row))?.applyTransaction({
        id: id(row),
        timestampMs: timestamp(row),
        ingestedMs: ingested(row),
        accountKind: accountKind(row),
        category: category(row),
        channel: channel(row),
        status: status(row),
        amountMinor: amount(row),
        balanceMinor: Number.isNaN(balanceMinor) ? null : balanceMinor,
      })
    }
  }
}

async function applyPayments(
  lake: Lake,
  bucket: number,
  windows: ReadonlyMap<string, OpenWindow>,
  lastDay: number,
): Promise<void> {
  const firstDay = lastDay - BUCKET_DAYS + 1
  for await (const frame of lake.frames('payments', bucket, paymentColumns)) {
    const [customer, id, kind] = ['customer_id', 'payment_id', 'kind'].map((name) => textsOf(frame, name))
    const [due, amountDue, paid, amountPaid] = [
      'due_date',
      'amount_due_minor',
      'paid_date',
      'amount_paid_minor',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      const window = windows.get(customer(row))
      if (window === undefined || due(row) > lastDay) continue
      const owed = { id: id(row), kind: kind(row), dueDay: due(row), amountDueMinor: amountDue(row) }
      const paidDay = paid(row)
      if (paidDay <= lastDay && Math.max(due(row), paidDay) >= firstDay)
        window.applyPaymentSettled({ ...owed, paidDay, amountPaidMinor: amountPaid(row) })
      else if (!(paidDay <= lastDay) && due(row) >= firstDay) window.applyPaymentDue(owed)
    }
  }
}
