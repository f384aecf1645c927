/** A simulated bank, in threads: first its lake, then what the online store keeps of it. */
import { writeHouseholds } from '@pratibimba/adapters/households'
import { openLake } from '@pratibimba/adapters/lake'
import { openBulkLoad, openCustomerStore, openDatabase, openRetention } from '@pratibimba/adapters/postgres'
import { openCompute } from '@pratibimba/adapters/workers'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { type LakeManifest, planHouseholds } from '@pratibimba/risk/households'
import type { Progress } from '../../threads/progress.ts'
import {
  accountsOf,
  customersOf,
  dailyBalancesOf,
  labelsOf,
  paymentsOf,
  transactionsOf,
} from './bank-rows.ts'
import { windowsOf } from './window-rows.ts'

export interface BankToSimulate {
  readonly directory: string
  readonly customers: number
  readonly days: number
  readonly seed: number
  /** Days since 1970-01-01. */
  readonly lastDay: number
  readonly threads: number
}

/** Days of transactions and of closing balances that the online store keeps. */
const ONLINE_DAYS = 100
const BALANCE_DAYS = 120
/** Futures lived through for the chance of a missed payment that only a simulator knows, and of how many customers. */
const TRUTH_PATHS = 32
const TRUTH_CUSTOMERS = 500
const DAY_MS = 86_400_000
const BATCH = 2_000

export async function simulateBank(bank: BankToSimulate, progress: Progress): Promise<LakeManifest> {
  const { directory, customers, days, seed, lastDay, threads } = bank
  const run = planHouseholds({
    customers,
    days,
    seed,
    start: lastDay - days + 1,
    truthPaths: TRUTH_PATHS,
    truthCustomers: TRUTH_CUSTOMERS,
  })
  const compute = openCompute(threads)
  try {
    return await writeHouseholds(run, directory, compute, {
      overwrite: true,
      onProgress: (share) => progress(share, 'Living through the days of all households'),
    })
  } finally {
    await compute.close()
  }
}

export interface BankToLoad {
  readonly directory: string
  readonly databaseUrl: string
}

/** Puts the customers of a lake in the place of the simulated ones before. Cut off, it is to be done again from the start. */
export async function loadBank(
  { directory, databaseUrl }: BankToLoad,
  progress: Progress,
): Promise<{ replaced: number; online: number }> {
  const lake = await openLake(directory)
  const { customers, rows } = lake.manifest
  const lastDay = parseDay(lake.manifest.last_day)
  const database = await openDatabase({ url: databaseUrl, maxConnections: 3, statementTimeoutMs: 600_000 })
  try {
    const store = openCustomerStore(database.kysely)
    const bulk = openBulkLoad(database)
    progress(0, 'Removing the simulated customers before')
    const replaced = await store.removeAll('simulated')
    let stored = 0
    for await (const batch of batches(customersOf(lake))) {
      await store.upsert(batch)
      stored += batch.length
      progress(0.05 * (stored / customers), `Storing customers: ${stored} of ${customers}`)
    }
    for await (const batch of batches(accountsOf(lake))) await store.upsert([], batch)
    const from = lastDay - ONLINE_DAYS + 1
    await openRetention(database).prepare(formatDay(from), formatDay(lastDay + 31))
    progress(0.08, 'Loading payments and labels')
    await bulk.payments(paymentsOf(lake))
    await bulk.labels(labelsOf(lake))
    progress(0.15, 'Loading daily balances')
    await bulk.dailyBalances(dailyBalancesOf(lake, lastDay - BALANCE_DAYS + 1))
    const expected = (rows.transactions ?? 0) * Math.min(1, ONLINE_DAYS / daysOf(lake.manifest))
    const online = await bulk.transactions(
      counted(transactionsOf(lake, from, (lastDay + 1) * DAY_MS), 20_000, (count) =>
        progress(
          Math.min(0.75, 0.25 + 0.5 * (count / expected)),
          `Loading transactions: ${count.toLocaleString('en')}`,
        ),
      ),
    )
    await bulk.windows(
      counted(windowsOf(lake, lastDay), 500, (count) =>
        progress(0.75 + 0.24 * (count / customers), `Packing windows: ${count} of ${customers}`),
      ),
    )
    return { replaced, online }
  } finally {
    await database.close()
  }
}

function daysOf({ first_day, last_day }: LakeManifest): number {
  return parseDay(last_day) - parseDay(first_day) + 1
}

async function* batches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function* counted<Row>(rows: AsyncIterable<Row>, every: number, tell: (rows: number) => void) {
  let count = 0
  for await (const row of rows) {
    yield row
    if (++count % every === 0) tell(count)
  }
}
