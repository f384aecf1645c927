/** The engines of features on events in memory: rows into buckets, a block of customers, one customer, a window. */
import {
  accountKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import { type CategoryColumn, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import {
  BUCKET_DAYS,
  type CustomerDayBuckets,
  compileFeatures,
  evaluate,
  evaluateOne,
  openBuckets,
  openWindow,
  packWindow,
} from '@pratibimba/risk/features'
import { featureCatalogue as set } from '@pratibimba/risk/features/catalogue'
import type { BenchmarkCase, Figure } from '../harness/case.ts'

const CUSTOMERS = 2000
const EVENTS_EACH = 317
const BLOCKS = 5
const WINDOWS = 300
const TODAY = 20_000
const DAY_MS = 86_400_000
/** By which a few rows become known after their day. */
const DAYS_LATE = 2

export const featureEngines: BenchmarkCase = {
  id: 'feature-engines',
  title: `The features of the catalogue over ${BUCKET_DAYS} days of ${EVENTS_EACH} transactions a customer, one core`,
  command: 'npm run bench -- feature-engines',
  run: async () => {
    const rows = randomTransactions()
    return [...columnwise(rows), ...oneByOne(rows)]
  },
}

/** The first block warms up; the memory of a block goes to the next. */
function columnwise(rows: Frame): Figure[] {
  const program = compileFeatures(set)
  const places = Int32Array.from({ length: rows.rows }, (_, row) => Math.floor(row / EVENTS_EACH))
  const adding: number[] = []
  const evaluating: number[] = []
  const single: number[] = []
  const into = new Float64Array(set.features.length)
  let inPlaceOf: CustomerDayBuckets | undefined
  for (let block = 0; block <= BLOCKS; block++) {
    const buckets = openBuckets({
      set,
      customers: CUSTOMERS,
      firstDay: TODAY - BUCKET_DAYS + 1,
      days: BUCKET_DAYS,
      asOfDays: [TODAY],
      ...(inPlaceOf === undefined ? {} : { inPlaceOf }),
    })
    inPlaceOf = buckets
    adding.push(cpuSeconds(() => buckets.addTransactions(rows, places)))
    evaluating.push(cpuSeconds(() => evaluate(program, buckets, TODAY)))
    single.push(
      cpuSeconds(() => {
        for (let customer = 0; customer < CUSTOMERS; customer++)
          evaluateOne(program, buckets, customer, TODAY, {}, into)
      }),
    )
  }
  return [
    {
      name: 'transactions into buckets',
      value: rows.rows / median(adding.slice(1)) / 1e6,
      unit: 'M rows/s',
      promise: { atLeast: 5 },
    },
    {
      name: `${set.features.length} features, a customer among ${CUSTOMERS}`,
      value: (median(evaluating.slice(1)) / CUSTOMERS) * 1e6,
      unit: 'µs',
    },
    {
      name: 'the same, a customer alone',
      value: (median(single.slice(1)) / CUSTOMERS) * 1e6,
      unit: 'µs',
      promise: { atMost: 100 },
    },
  ]
}

function oneByOne(rows: Frame): Figure[] {
  const program = compileFeatures(set)
  const column = (name: string) => rows.columns.get(name)!.values as Float64Array
  const word = (name: string, row: number) => {
    const { dictionary, values } = rows.columns.get(name) as CategoryColumn
    return dictionary[values[row]]
  }
  const events = Array.from({ length: WINDOWS * EVENTS_EACH }, (_, row) => ({
    id: `T${String(row * 37).padStart(9, '0')}`,
    timestampMs: column('timestamp')[row],
    ingestedMs: column('ingested_at')[row],
    amountMinor: column('amount_minor')[row],
    balanceMinor: column('balance_minor')[row],
    accountKind: word('account_kind', row),
    category: word('category', row),
    channel: word('channel', row),
    status: word('status', row),
  }))
  const windows = Array.from({ length: WINDOWS }, () => openWindow())
  const applying = cpuSeconds(() => {
    for (const [row, event] of events.entries())
      windows[Math.floor(row / EVENTS_EACH)].applyTransaction(event)
  })
  let packed: Uint8Array[] = []
  const packing = cpuSeconds(() => {
    packed = windows.map(packWindow)
  })
  const answering = cpuSeconds(() => {
    for (const bytes of packed) openWindow(bytes).featuresAt(program, TODAY + DAYS_LATE)
  })
  const each = (seconds: number) => (seconds / WINDOWS) * 1e6
  return [
    { name: 'an event into a window', value: each(applying) / EVENTS_EACH, unit: 'µs' },
    { name: 'packing a window', value: each(packing), unit: 'µs' },
    {
      name: 'bytes of a window',
      value: packed.reduce((sum, { length }) => sum + length, 0) / WINDOWS,
      unit: 'bytes',
      promise: { atMost: 10_000 },
    },
    {
      name: 'features from the bytes of a window',
      value: each(answering),
      unit: 'µs',
      promise: { atMost: 2000 },
    },
  ]
}

/** By customer and time, in whole seconds; three in a hundred known two days late. */
function randomTransactions(): Frame {
  const rows = CUSTOMERS * EVENTS_EACH
  const uniform = (purpose: string): Float64Array => {
    const values = new Float64Array(rows)
    openStream(1, `feature-engines ${purpose}`).fillUniform(values)
    return values
  }
  const words = (purpose: string, dictionary: readonly string[], rare = 1): CategoryColumn => ({
    kind: 'category',
    values: Int32Array.from(uniform(purpose), (u) => Math.floor(u ** rare * dictionary.length)),
    dictionary,
  })
  const timestamps = uniform('timestamp').map(
    (u) => Math.floor(((TODAY - BUCKET_DAYS + 1 + u * BUCKET_DAYS) * DAY_MS) / 1000) * 1000,
  )
  for (let customer = 0; customer < CUSTOMERS; customer++)
    timestamps.subarray(customer * EVENTS_EACH, (customer + 1) * EVENTS_EACH).sort()
  const late = uniform('late')
  return frameOf({
    timestamp: { kind: 'timestamp', values: timestamps },
    ingested_at: {
      kind: 'timestamp',
      values: timestamps.map((at, row) => at + (late[row] < 0.03 ? DAYS_LATE * DAY_MS : 60_000)),
    },
    amount_minor: { kind: 'int64', values: uniform('amount').map((u) => Math.round((u - 0.6) * 20_000)) },
    balance_minor: { kind: 'int64', values: uniform('balance').map((u) => Math.round(u * 1_000_000)) },
    category: words('category', transactionCategories),
    channel: words('channel', transactionChannels),
    account_kind: words('account', accountKinds, 3),
    status: words('status', transactionStatuses, 6),
  })
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
