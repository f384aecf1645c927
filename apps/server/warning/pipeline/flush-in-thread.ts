/** Brings a lake up to date with the online store: rows that became known since. Runs in a thread. */
import { createLake, type LakeAppender, openLake, openLakeAppender, textsOf } from '@pratibimba/adapters/lake'
import {
  type Database,
  openCustomerStore,
  openDatabase,
  openTransactionStore,
  readIngested,
  readRecentPayments,
} from '@pratibimba/adapters/postgres'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { bucketOf, type LakeManifest } from '@pratibimba/risk/households'
import type { TransactionRecord } from '@pratibimba/risk/ports'
import { LABEL_KNOWN_DAYS } from '@pratibimba/risk/warning'
import type { Progress } from '../../threads/progress.ts'
import { accountFrame, customerFrame, labelFrame, paymentFrame, transactionFrame } from './lake-frames.ts'

export interface FlushToDo {
  readonly directory: string
  /** Whether there is no lake in the directory yet. */
  readonly isNew: boolean
  readonly databaseUrl: string
  /** What became known from here on, inclusive, and until there, exclusive. */
  readonly from: Date
  readonly until: Date
}

export interface Flushed {
  readonly customers: number
  readonly transactions: number
  readonly payments: number
  readonly labels: number
  readonly lastDay: string
}

const DAY_MS = 86_400_000
const ROWS_HELD = 400_000
/** Payments of so many days before are written again, as they stand now. */
const PAYMENT_DAYS = 10
const LABEL_EVERY_DAYS = 15
const HISTORY_DAYS = 90

/**
 * Files bear the span's end in their names, so that the same flush run again writes nothing twice; an event may still be
 * in the lake twice where spans overlap, and readers count it once.
 */
export async function flushLake(work: FlushToDo, progress: Progress): Promise<Flushed> {
  const { directory, databaseUrl, from, until } = work
  const database = await openDatabase({ url: databaseUrl, maxConnections: 2, statementTimeoutMs: 600_000 })
  try {
    if (work.isNew) await emptyLake(directory, database, until)
    const appender = await openLakeAppender(directory)
    const name = `flush-${until
      .toISOString()
      .slice(0, 16)
      .replaceAll(/[^0-9]/g, '')}`
    progress(0, 'Looking for new customers')
    const added = await newCustomers(database, directory)
    await appendCustomers(database, appender, added, name)
    const span = { from, until, wholeOf: added }
    let held: TransactionRecord[] = []
    let [transactions, file, lastDay, firstDay] = [0, 0, -Infinity, Infinity]
    const write = async () => {
      await byBucket(appender.manifest, held, async (bucket, rows) => {
        await appender.appendPart('transactions', bucket, transactionFrame(rows), `${name}-${file}`)
      })
      file++
      held = []
    }
    for await (const rows of readIngested(databaseUrl, span)) {
      for (const row of rows) held.push(row)
      transactions += rows.length
      firstDay = Math.min(firstDay, dayOf(rows[0].timestamp))
      lastDay = Math.max(lastDay, dayOf(rows.at(-1)!.timestamp))
      progress(0.1, `Copying transactions: ${transactions.toLocaleString('en')}`)
      if (held.length >= ROWS_HELD) await write()
    }
    if (held.length > 0) await write()
    progress(0.7, 'Copying payments')
    const since = formatDay(dayOf(from) - PAYMENT_DAYS)
    const payments = transactions > 0 ? await readRecentPayments(database.kysely, since, added) : []
    await byBucket(appender.manifest, payments, async (bucket, rows) => {
      await appender.appendPart('payments', bucket, paymentFrame(rows), name)
    })
    const { manifest } = appender
    const days = daysOf(manifest, transactions > 0 ? { firstDay, lastDay } : undefined)
    progress(0.8, 'Copying labels')
    const dates = await appendLabels(database, appender, days, name)
    progress(0.9, 'Counting')
    await appender.commit({
      customers: work.isNew ? added.length : manifest.customers + added.length,
      first_day: days.first,
      last_day: days.last,
      label_dates: [...manifest.label_dates, ...dates.map(({ date }) => date)],
    })
    const labels = dates.reduce((sum, { rows }) => sum + rows, 0)
    return { customers: added.length, transactions, payments: payments.length, labels, lastDay: days.last }
  } finally {
    await database.close()
  }
}

async function emptyLake(directory: string, database: Database, until: Date): Promise<void> {
  const day = formatDay(dayOf(until) - 1)
  const customers = await openCustomerStore(database.kysely).count()
  const [account] = await firstAccounts(database)
  const lake = await createLake(
    directory,
    {
      customers,
      first_day: day,
      last_day: day,
      currency: account?.currency ?? 'USD',
      label_dates: [],
      origin: 'store',
    },
    { overwrite: true },
  )
  for (let bucket = 0; bucket < lake.buckets; bucket++) await lake.openBucket(bucket).close()
  await lake.close()
}

async function firstAccounts({ kysely }: Database) {
  const store = openCustomerStore(kysely)
  return store.accountsOf(await store.idsAfter(undefined, 100))
}

/** Ids that are online and not in the lake. */
async function newCustomers({ kysely }: Database, directory: string): Promise<string[]> {
  const lake = await openLake(directory)
  const known = new Set<string>()
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames('customers', bucket, ['customer_id'])) {
      const id = textsOf(frame, 'customer_id')
      for (let row = 0; row < frame.rows; row++) known.add(id(row))
    }
  const store = openCustomerStore(kysely)
  const added: string[] = []
  for (let after: string | undefined; ; ) {
    const ids = await store.idsAfter(after, 10_000)
    if (ids.length === 0) return added
    for (const id of ids) if (!known.has(id)) added.push(id)
    after = ids.at(-1)
  }
}

async function appendCustomers(
  { kysely }: Database,
  appender: LakeAppender,
  ids: readonly string[],
  name: string,
): Promise<void> {
  if (ids.length === 0) return
  const store = openCustomerStore(kysely)
  const customers = await store.getMany(ids)
  const accounts = await store.accountsOf(ids)
  await byBucket(appender.manifest, customers, async (bucket, rows) => {
    await appender.appendPart('customers', bucket, customerFrame(rows), name)
  })
  await byBucket(appender.manifest, accounts, async (bucket, rows) => {
    await appender.appendPart('accounts', bucket, accountFrame(rows), name)
  })
}

interface Days {
  readonly first: string
  readonly last: string
}

/** The lake reaches as far as events do: a day without any of anybody is not a day of data. */
function daysOf(
  manifest: LakeManifest,
  found: { readonly firstDay: number; readonly lastDay: number } | undefined,
): Days {
  const { first_day: first, last_day: last, rows } = manifest
  if (found === undefined) return { first, last }
  const days = { first: formatDay(found.firstDay), last: formatDay(found.lastDay) }
  if ((rows.transactions ?? 0) === 0) return days
  return { first: [days.first, first].sort()[0], last: [days.last, last].sort()[1] }
}

/** Dates a fortnight apart that have labels in the store and ninety days of data before them. */
async function appendLabels(
  { kysely }: Database,
  appender: LakeAppender,
  { first, last }: Days,
  name: string,
): Promise<{ date: string; rows: number }[]> {
  const store = openTransactionStore(kysely)
  const before = appender.manifest.label_dates.at(-1)
  const from = Math.max(
    parseDay(first) + HISTORY_DAYS - 1,
    before === undefined ? -Infinity : parseDay(before) + LABEL_EVERY_DAYS,
  )
  const dates: { date: string; rows: number }[] = []
  for (let day = from; day <= parseDay(last) - LABEL_KNOWN_DAYS; ) {
    const date = formatDay(day)
    const labels = await store.labelsAsOf(date)
    if (labels.length === 0) {
      day++
      continue
    }
    await byBucket(appender.manifest, labels, async (bucket, rows) => {
      await appender.appendPart('labels', bucket, labelFrame(rows), `${name}-${date.replaceAll('-', '')}`)
    })
    dates.push({ date, rows: labels.length })
    day += LABEL_EVERY_DAYS
  }
  return dates
}

async function byBucket<Row extends { readonly customerId: string }>(
  { buckets }: LakeManifest,
  rows: readonly Row[],
  write: (bucket: number, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  const parts = Map.groupBy(rows, ({ customerId }) => bucketOf(customerId, buckets))
  for (const [bucket, part] of [...parts].sort(([a], [b]) => a - b)) await write(bucket, part)
}

function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / DAY_MS)
}
