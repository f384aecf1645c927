/** Packed windows of a lake's customers as of its last day, as ingestion would have left them. */
import { type Lake, numbersOf, textsOf } from '@pratibimba/adapters/lake'
import {
  paymentColumns,
  paymentReader,
  transactionColumns,
  transactionReader,
} from '@pratibimba/adapters/lake/features'
import { BUCKET_DAYS } from '@pratibimba/risk/features'
import {
  type CustomerWindow as OpenWindow,
  openWindow,
  packWindow,
  windowLayout,
} from '@pratibimba/risk/features/stream'
import type { CustomerWindow } from '@pratibimba/risk/ports'
import { dayTexts } from './reading.ts'

const DAY_MS = 86_400_000
const dayText = dayTexts()

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
    const customer = textsOf(frame, 'customer_id')
    const [timestamp, ingested] = [numbersOf(frame, 'timestamp'), numbersOf(frame, 'ingested_at')]
    const eventOf = transactionReader(frame)
    for (let row = 0; row < frame.rows; row++)
      if (timestamp(row) >= from && ingested(row) < end)
        windows.get(customer(row))?.applyTransaction(eventOf(row))
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
    const customer = textsOf(frame, 'customer_id')
    const eventOf = paymentReader(frame)
    for (let row = 0; row < frame.rows; row++) {
      const window = windows.get(customer(row))
      const payment = eventOf(row)
      const { dueDay, paidDay } = payment
      if (window === undefined || dueDay > lastDay) continue
      if (paidDay <= lastDay && Math.max(dueDay, paidDay) >= firstDay) window.applyPaymentSettled(payment)
      else if (!(paidDay <= lastDay) && dueDay >= firstDay) window.applyPaymentDue(payment)
    }
  }
}
