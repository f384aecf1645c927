/** What ingestion does with windows: new events go in; a window that is not there, or not readable, is made of the rows. */
import {
  BUCKET_DAYS,
  CorruptWindowError,
  openStoredWindow,
  openWindow,
  storedWindow,
} from '@pratibimba/risk/features'
import {
  applyPaymentRecord,
  applyTransactionRecord,
  type CustomerWindow,
} from '@pratibimba/risk/features/stream'
import type {
  AdvanceWindows,
  PaymentRecord,
  CustomerWindow as StoredWindow,
  TouchedCustomer,
  TransactionRecord,
  TransactionStore,
} from '@pratibimba/risk/ports'

const DAY_MS = 86_400_000
/** Days of rows that a window is made anew from: what it keeps, and some more. */
const DAYS_READ = BUCKET_DAYS + 31

/**
 * @param transactions outside of the transaction of the batch: it answers what was there before. Whoever ingests bounds how
 *   many batches run at a time, since each may need a second connection.
 */
export function advanceWindows(transactions: Pick<TransactionStore, 'history'>): AdvanceWindows {
  return async (touched) => {
    const windows: StoredWindow[] = []
    for (const each of touched) {
      const window = opened(each.window) ?? (await windowBefore(transactions, each))
      for (const transaction of each.transactions) applyTransactionRecord(window, transaction)
      for (const { after } of each.payments) applyPaymentRecord(window, after)
      const stored = storedWindow(each.customer.customerId, window)
      // Of payments that are only due, no day is known to have been reached.
      if (stored !== undefined) windows.push(stored)
    }
    return windows
  }
}

function opened(stored: StoredWindow | undefined): CustomerWindow | undefined {
  if (stored === undefined) return undefined
  try {
    return openStoredWindow(stored)
  } catch (error) {
    if (error instanceof CorruptWindowError) return undefined
    throw error
  }
}

async function windowBefore(
  transactions: Pick<TransactionStore, 'history'>,
  { customer, transactions: added, payments }: TouchedCustomer,
): Promise<CustomerWindow> {
  const latestMs = Math.max(
    ...added.map(({ timestamp }) => timestamp.getTime()),
    ...payments.map(({ after }) => Date.parse(after.paidDate ?? after.dueDate)),
  )
  const rows = await transactions.history(customer.customerId, new Date(latestMs - DAYS_READ * DAY_MS))
  const window = openWindow()
  for (const row of rows.transactions satisfies readonly TransactionRecord[])
    applyTransactionRecord(window, row)
  for (const row of rows.payments satisfies readonly PaymentRecord[]) applyPaymentRecord(window, row)
  return window
}
