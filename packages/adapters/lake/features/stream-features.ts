/** Features of a bucket by the stream's windows: its events go, customer by customer, in the order in which they became known. */
import type { Frame } from '@pratibimba/numerics/frame'
import { BUCKET_DAYS, compileFeatures, type FeatureProgram } from '@pratibimba/risk/features'
import { openWindow, type PaymentSettledEvent, type TransactionEvent } from '@pratibimba/risk/features/stream'
import type { TaskKind } from '@pratibimba/risk/ports'
import { type Lake, lakeAt } from '../open-lake.ts'
import { type BucketCustomers, readCustomers } from './bucket-customers.ts'
import { paymentColumns, paymentReader, transactionColumns, transactionReader } from './event-rows.ts'
import { featureFrame } from './feature-frame.ts'
import type { FeatureSetup } from './kernel-features.ts'
import { featureSetOf } from './plain-set.ts'

const DAY_MS = 86_400_000

/** One frame an as-of date. */
export const streamFeatures: TaskKind<FeatureSetup, number, Promise<Frame[]>> = {
  kind: 'lake-features-by-stream',
  open({ directory, manifest, set, asOfDays }) {
    const lake = lakeAt(directory, manifest)
    const program = compileFeatures(featureSetOf(set))
    return (bucket) => bucketFeatures(lake, bucket, program, asOfDays)
  },
}

/** What happens to a customer, and when the bank knows of it. */
type CustomerEvent = { readonly knownMs: number } & (
  | { readonly kind: 'transaction'; readonly event: TransactionEvent }
  | { readonly kind: 'due' | 'settled'; readonly event: PaymentSettledEvent }
)

async function bucketFeatures(
  lake: Lake,
  bucket: number,
  program: FeatureProgram,
  asOfDays: readonly number[],
): Promise<Frame[]> {
  const customers = await readCustomers(lake, bucket)
  const first = asOfDays[0] - BUCKET_DAYS + 1
  const last = asOfDays.at(-1)!
  const events = await readEvents(lake, bucket, customers, first, last)
  const columns = asOfDays.map(() => program.set.features.map(() => new Float64Array(customers.ids.length)))
  const values = new Float64Array(program.set.features.length)
  for (const [place, of] of events.entries()) {
    const window = openWindow()
    const { attributes } = customers
    const known = {
      accounts: attributes.accounts[place],
      credit_limit_minor: attributes.credit_limit_minor[place],
      declared_income_minor: attributes.declared_income_minor[place],
    }
    let next = 0
    for (const [k, asOfDay] of asOfDays.entries()) {
      for (; next < of.length && of[next].knownMs < (asOfDay + 1) * DAY_MS; next++) {
        const { kind, event } = of[next]
        if (kind === 'transaction') window.applyTransaction(event)
        else if (kind === 'due') window.applyPaymentDue(event)
        else window.applyPaymentSettled(event)
      }
      window.advanceTo(asOfDay)
      window.featuresAt(program, asOfDay, known, values)
      for (const [feature, value] of values.entries()) columns[k][feature][place] = value
    }
  }
  return asOfDays.map((asOfDay, k) => featureFrame(program.set, asOfDay, customers.ids, columns[k]))
}

/** Events of each customer on the days from first to last, by when they became known. */
async function readEvents(
  lake: Lake,
  bucket: number,
  customers: BucketCustomers,
  first: number,
  last: number,
): Promise<CustomerEvent[][]> {
  const events: CustomerEvent[][] = customers.ids.map(() => [])
  const isWithin = (day: number): boolean => day >= first && day <= last
  const within = { column: 'timestamp', from: first * DAY_MS, to: (last + 1) * DAY_MS }
  for await (const rows of lake.frames('transactions', bucket, transactionColumns, within)) {
    const eventOf = transactionReader(rows)
    for (const [row, place] of customers.placesOf(rows).entries()) {
      const event = eventOf(row)
      if (place >= 0 && isWithin(Math.floor(event.timestampMs / DAY_MS)))
        events[place].push({ knownMs: event.ingestedMs, kind: 'transaction', event })
    }
  }
  for await (const rows of lake.frames('payments', bucket, paymentColumns)) {
    const eventOf = paymentReader(rows)
    for (const [row, place] of customers.placesOf(rows).entries()) {
      if (place < 0) continue
      const event = eventOf(row)
      if (isWithin(event.dueDay)) events[place].push({ knownMs: event.dueDay * DAY_MS, kind: 'due', event })
      if (isWithin(event.paidDay))
        events[place].push({ knownMs: event.paidDay * DAY_MS, kind: 'settled', event })
    }
  }
  for (const of of events) of.sort((a, b) => a.knownMs - b.knownMs)
  return events
}
