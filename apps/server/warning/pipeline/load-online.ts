/** What the online store keeps of a lake: customers, what they owe, the last hundred days, windows. */
import type { Lake } from '@pratibimba/adapters/lake'
import {
  chunksOf,
  type Database,
  openBulkLoad,
  openCustomerStore,
  openDatabase,
  openRetention,
} from '@pratibimba/adapters/postgres'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { LakeManifest } from '@pratibimba/risk/households'
import type { CustomerRecord, CustomerStore } from '@pratibimba/risk/ports'
import type { Progress } from '../../threads/progress.ts'
import { accountsOf, dailyBalancesOf, labelsOf, paymentsOf, transactionsOf } from './bank-rows.ts'
import { windowsOf } from './window-rows.ts'

export interface LakeToLoad {
  readonly lake: Lake
  readonly databaseUrl: string
  readonly customers: AsyncIterable<CustomerRecord>
  /** Whose customers go before. */
  readonly replaces: readonly NonNullable<CustomerRecord['origin']>[]
}

/** Days of transactions and of closing balances that the online store keeps. */
const ONLINE_DAYS = 100
const BALANCE_DAYS = 120
const DAY_MS = 86_400_000
const DAYS_AHEAD = 31
const BATCH = 2_000

/** Cut off, it is to be done again from the start. @returns customers that went, and transactions that are online */
export async function loadOnline(
  work: LakeToLoad,
  progress: Progress,
): Promise<{ replaced: number; online: number }> {
  const { databaseUrl } = work
  const database = await openDatabase({ url: databaseUrl, maxConnections: 3, statementTimeoutMs: 600_000 })
  try {
    return await loadInto(database, work, progress)
  } finally {
    await database.close()
  }
}

async function loadInto(database: Database, { lake, customers, replaces }: LakeToLoad, progress: Progress) {
  const { manifest } = lake
  const lastDay = parseDay(manifest.last_day)
  const from = lastDay - ONLINE_DAYS + 1
  const store = openCustomerStore(database.kysely)
  const bulk = openBulkLoad(database)
  progress(0, 'Removing the customers before')
  let replaced = 0
  for (const origin of replaces) replaced += await store.removeAll(origin)
  await storeCustomers(store, lake, customers, progress)
  await openRetention(database).prepare(formatDay(from), formatDay(lastDay + DAYS_AHEAD))
  progress(0.08, 'Loading payments and labels')
  await bulk.payments(paymentsOf(lake))
  await bulk.labels(labelsOf(lake))
  progress(0.15, 'Loading daily balances')
  await bulk.dailyBalances(dailyBalancesOf(lake, lastDay - BALANCE_DAYS + 1))
  const expected = (manifest.rows.transactions ?? 0) * Math.min(1, ONLINE_DAYS / daysOf(manifest))
  const transactions = transactionsOf(lake, from, (lastDay + 1) * DAY_MS)
  const online = await bulk.transactions(
    counted(transactions, 20_000, (count) =>
      progress(
        Math.min(0.75, 0.25 + 0.5 * (count / expected)),
        `Loading transactions: ${count.toLocaleString('en')}`,
      ),
    ),
  )
  await bulk.windows(
    counted(windowsOf(lake, lastDay), 500, (count) =>
      progress(
        0.75 + 0.24 * (count / manifest.customers),
        `Packing windows: ${count} of ${manifest.customers}`,
      ),
    ),
  )
  return { replaced, online }
}

async function storeCustomers(
  store: CustomerStore,
  lake: Lake,
  customers: AsyncIterable<CustomerRecord>,
  progress: Progress,
): Promise<void> {
  const total = lake.manifest.customers
  let stored = 0
  for await (const batch of chunksOf(customers, BATCH)) {
    await store.upsert(batch)
    stored += batch.length
    progress(0.05 * (stored / total), `Storing customers: ${stored} of ${total}`)
  }
  for await (const batch of chunksOf(accountsOf(lake), BATCH)) await store.upsert([], batch)
}

function daysOf({ first_day, last_day }: LakeManifest): number {
  return parseDay(last_day) - parseDay(first_day) + 1
}

async function* counted<Row>(rows: AsyncIterable<Row>, every: number, tell: (rows: number) => void) {
  let count = 0
  for await (const row of rows) {
    yield row
    if (++count % every === 0) tell(count)
  }
}
