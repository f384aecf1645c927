/** The early-warning store: how fast rows come in, and how fast worklists, histories and windows are read. */
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@pratibimba/adapters/embedded'
import {
  type Database,
  openBulkLoad,
  openDatabase,
  openIngestion,
  openRiskScoreStore,
  openTransactionStore,
} from '@pratibimba/adapters/postgres'
import type { TransactionRecord, WorklistQuery } from '@pratibimba/risk/ports'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder } from '../harness/measure.ts'
import {
  CUSTOMERS,
  customerId,
  DAYS,
  dayOf,
  loadCases,
  loadCustomers,
  loadScores,
  now,
} from '../harness/warning-bank.ts'

const TRANSACTIONS = 1_000_000

export const warningStore: BenchmarkCase = {
  id: 'warning-store',
  title: `Early-warning store: ${CUSTOMERS.toLocaleString('en')} customers, ${DAYS} days of scores, ${TRANSACTIONS.toLocaleString('en')} transactions`,
  command: 'npm run bench -- warning-store',
  run: () =>
    inScratchFolder(async (folder) => {
      const server = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), stopOnSignals: true })
      const database = await openDatabase({ url: server.url('bench'), createIfMissing: true })
      try {
        return [
          ...(await loads(database)),
          ...(await worklists(database)),
          ...(await reads(database)),
          ...(await ingestion(database)),
        ]
      } finally {
        await database.close()
        await server.stop()
      }
    }),
}

async function loads(database: Database): Promise<Figure[]> {
  await loadCustomers(database)
  const transactionSeconds = await seconds(() => openBulkLoad(database).transactions(transactions()))
  const scoreSeconds = await seconds(() => loadScores(database))
  const store = openRiskScoreStore(database.kysely)
  const summarySeconds = await seconds(() => store.summarizeDay(dayOf(DAYS - 1)))
  await loadCases(database)
  return [
    {
      name: 'transactions loaded in bulk',
      value: TRANSACTIONS / transactionSeconds,
      unit: 'rows/s',
      promise: { atLeast: 100_000 },
    },
    {
      name: `${DAYS} days of scores with two drivers each loaded, wall`,
      value: scoreSeconds,
      unit: 's',
    },
    { name: 'scores loaded', value: (CUSTOMERS * DAYS) / scoreSeconds, unit: 'rows/s' },
    { name: 'one day added up', value: 1000 * summarySeconds, unit: 'ms' },
  ]
}

function* transactions(): Generator<TransactionRecord> {
  const ingestedAt = new Date('2026-04-01T00:00:00Z')
  const each = 100
  for (let n = 0; n < TRANSACTIONS; n++)
    yield {
      transactionId: `T${String(n).padStart(10, '0')}`,
      customerId: customerId(Math.floor(n / each)),
      accountId: `A${Math.floor(n / each)}`,
      accountKind: 'current',
      timestamp: new Date(Date.UTC(2026, 0, 1) + (n % each) * 76_000_000 + (n % 977) * 1000),
      amountMinor: -(n % 20_011),
      currency: 'EUR',
      category: n % 3 === 0 ? 'groceries' : 'shopping',
      channel: 'card',
      status: 'posted',
      description: `MERCHANT ${n % 1009}`,
      balanceMinor: n % 100_003,
      ingestedAt,
    }
}

const queries: Omit<WorklistQuery, 'now' | 'limit'>[] = [
  { filter: {}, offset: 0 },
  { filter: {}, offset: 5_000 },
  { filter: {}, offset: 99_900 },
  { filter: {}, sort: 'customer_id', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'exposure', direction: 'desc', offset: 0 },
  { filter: {}, sort: 'expected_loss', direction: 'asc', offset: 100 },
  { filter: {}, sort: 'change_7d', direction: 'desc', offset: 0 },
  { filter: {}, sort: 'change_7d', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'expected_days_to_failure', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'tier', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'due_at', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'region', direction: 'asc', offset: 0 },
  { filter: {}, sort: 'top_driver', direction: 'desc', offset: 50 },
  { filter: { level: ['HIGH', 'CRITICAL'] }, offset: 0 },
  { filter: { level: ['HIGH', 'CRITICAL'] }, sort: 'exposure', direction: 'desc', offset: 0 },
  { filter: { level: ['LOW'] }, sort: 'expected_loss', direction: 'desc', offset: 200 },
  { filter: { tier: [1] }, sort: 'expected_loss', direction: 'desc', offset: 0 },
  { filter: { tier: [1, 2], region: ['region 3'] }, offset: 0 },
  { filter: { region: ['region 3', 'region 4'], ageBand: ['35_44'] }, offset: 0 },
  { filter: { employmentType: ['FULL_TIME'], incomeBracket: ['low', 'lower_middle'] }, offset: 300 },
  { filter: { score: { min: 0.3, max: 0.4 } }, sort: 'change_30d', direction: 'desc', offset: 0 },
  { filter: { topDriver: ['feature_7'] }, offset: 0 },
  { filter: { recommendedAction: ['agent_call'], hasOpenCase: false, coolingDown: false }, offset: 0 },
  { filter: { idPrefix: 'C00012' }, offset: 0 },
  { filter: { assignedTo: 'officer-3' }, sort: 'due_at', direction: 'asc', offset: 0 },
  { filter: { assignedTo: null, level: ['CRITICAL'] }, offset: 0 },
  { filter: { slaState: ['overdue', 'approaching'] }, sort: 'due_at', direction: 'asc', offset: 0 },
  { filter: { hasOpenCase: true }, offset: 0 },
]

async function worklists(database: Database): Promise<Figure[]> {
  const store = openRiskScoreStore(database.kysely)
  const taken: number[] = []
  let slowest = { milliseconds: 0, query: '' }
  for (let repetition = 0; repetition < 6; repetition++)
    for (const query of queries) {
      const milliseconds = 1000 * (await seconds(() => store.worklist({ ...query, limit: 50, now })))
      // The first time, plans are made and pages read from the disk.
      if (repetition === 0) continue
      taken.push(milliseconds)
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, query: JSON.stringify(query) }
    }
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = []
    for (let i = 0; i < 5; i++) times.push(1000 * (await seconds(work)))
    return quantile(times, 0.5)
  }
  return [
    { name: 'worklist with its total, median', value: quantile(taken, 0.5), unit: 'ms' },
    {
      name: 'worklist with its total, p95',
      value: quantile(taken, 0.95),
      unit: 'ms',
      promise: { atMost: 100 },
    },
    { name: `slowest: ${slowest.query}`, value: slowest.milliseconds, unit: 'ms' },
    { name: 'counts for tiles, median', value: await timed(() => store.counts({}, now)), unit: 'ms' },
    { name: 'present portfolio, median', value: await timed(() => store.portfolio({}, now)), unit: 'ms' },
    { name: 'segments, median', value: await timed(() => store.segments('region', {}, now)), unit: 'ms' },
    {
      name: 'drivers of HIGH and CRITICAL, median',
      value: await timed(() => store.topDrivers({ level: ['HIGH', 'CRITICAL'] }, 10, now)),
      unit: 'ms',
    },
    { name: 'concentration, median', value: await timed(() => store.concentration()), unit: 'ms' },
  ]
}

async function reads(database: Database): Promise<Figure[]> {
  const bytes = new Uint8Array(3000)
  await openBulkLoad(database).windows(
    (function* () {
      for (let n = 0; n < CUSTOMERS / 10; n++)
        yield { customerId: customerId(n), bytes, layout: 'bench', through: '2026-03-31' }
    })(),
  )
  const transactions = openTransactionStore(database.kysely)
  const store = openRiskScoreStore(database.kysely)
  const p95 = async (work: (id: string) => Promise<unknown>) => {
    const times: number[] = []
    for (let i = 0; i < 300; i++)
      times.push(1000 * (await seconds(() => work(customerId((i * 997) % 10_000)))))
    return quantile(times, 0.95)
  }
  return [
    { name: 'window of a customer, p95', value: await p95((id) => transactions.window(id)), unit: 'ms' },
    { name: 'score history of a customer, p95', value: await p95((id) => store.history(id)), unit: 'ms' },
    {
      name: 'transactions of a customer with their total, p95',
      value: await p95((id) => transactions.transactions({ customerId: id, limit: 50 })),
      unit: 'ms',
    },
  ]
}

/** A thousand new events a request, of a thousand customers, with windows of 3 kB, four requests at a time. */
async function ingestion(database: Database): Promise<Figure[]> {
  const { ingest } = openIngestion(database, { clock: () => now })
  const requests = 40
  const times: number[] = []
  let next = 0
  const work = async () => {
    for (let r = next++; r < requests; r = next++) {
      const rows = Array.from({ length: 1000 }, (_, i): TransactionRecord => {
        const n = r * 1000 + i
        return {
          transactionId: `N${n}`,
          customerId: customerId((n * 7) % 10_000),
          accountKind: 'current',
          timestamp: new Date(now.getTime() - n * 1000),
          amountMinor: -n,
          currency: 'EUR',
          category: 'groceries',
          status: 'posted',
          ingestedAt: now,
        }
      })
      const seen = await seconds(() =>
        ingest({ transactions: rows, payments: [] }, (touched) =>
          touched.map(({ customer, window }) => ({ ...window!, customerId: customer.customerId })),
        ),
      )
      times.push(1000 * seen)
    }
  }
  const wall = await seconds(() => Promise.all([1, 2, 3, 4].map(work)))
  return [
    {
      name: 'ingestion of 1,000 events a request, four at a time',
      value: (requests * 1000) / wall,
      unit: 'events/s',
    },
    { name: 'such a request, p95', value: quantile(times, 0.95), unit: 'ms' },
  ]
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))]!
}
