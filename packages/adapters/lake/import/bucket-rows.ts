/** The transactions of a bucket: repeated ones dropped, in order, with identifiers, balances and categories. */

import type { TransactionCategory } from '@pratibimba/contract'
import type { openCategoriser } from '@pratibimba/risk/transactions'
import {
  type CategorySource,
  openTransactionIds,
  type ReadTransaction,
  reconstructBalances,
} from '@pratibimba/risk/transactions'

/** A row as it is set down. */
export interface SpilledTransaction extends ReadTransaction {
  readonly file: number
  /** Place in its file, from the oldest row on. */
  readonly place: number
}

export interface BucketTransaction extends ReadTransaction {
  readonly id: string
  readonly category: TransactionCategory
  /** With a few milliseconds added where rows of a customer share a moment, so that their order is theirs. */
  readonly timestampMs: number
  /** NaN where nothing is known of the account. */
  balanceAfter: number
}

export interface RowCounts {
  repeated: number
  /** Repeated identifiers whose rows say something else. */
  conflicting: number
  idsMade: number
  balancesWorkedOut: number
  balanceBreaks: number
  withoutBalance: number
  /** Accounts that rows call by several kinds; the first is kept. */
  kindsDisagree: number
  knownLate: number
  readonly categories: Map<TransactionCategory, Record<CategorySource, number>>
}

export function noCounts(): RowCounts {
  return {
    repeated: 0,
    conflicting: 0,
    idsMade: 0,
    balancesWorkedOut: 0,
    balanceBreaks: 0,
    withoutBalance: 0,
    kindsDisagree: 0,
    knownLate: 0,
    categories: new Map(),
  }
}

/** Later than so many ms after it happened: no night's batch any more. */
const LATE_MS = 2 * 86_400_000

/** By customer, then by time, as lakes like them. */
export async function bucketTransactions(
  spilled: AsyncIterable<SpilledTransaction>,
  categoryOf: ReturnType<typeof openCategoriser>,
  counts: RowCounts,
): Promise<BucketTransaction[]> {
  const rows = await distinctRows(spilled, counts)
  rows.sort(
    (a, b) =>
      compare(a.row.customerId, b.row.customerId) ||
      a.row.timestampMs - b.row.timestampMs ||
      a.row.file - b.row.file ||
      a.row.place - b.row.place,
  )
  const kinds = new Map<string, ReadTransaction['accountKind']>()
  const done: BucketTransaction[] = []
  let customer: string | undefined
  let moment = 0
  for (const { id, row } of rows) {
    const kind = kinds.get(row.accountId)
    if (kind === undefined) kinds.set(row.accountId, row.accountKind)
    else if (kind !== row.accountKind) counts.kindsDisagree++
    moment = row.customerId === customer ? Math.max(row.timestampMs, moment + 1) : row.timestampMs
    customer = row.customerId
    if (row.ingestedMs > row.timestampMs + LATE_MS) counts.knownLate++
    const { category, source } = categoryOf(row)
    const tally = counts.categories.get(category) ?? { word: 0, code: 0, rule: 0, model: 0, none: 0 }
    tally[source]++
    counts.categories.set(category, tally)
    done.push({
      ...row,
      id,
      category,
      accountKind: kind ?? row.accountKind,
      timestampMs: moment,
      ingestedMs: Math.max(row.ingestedMs, moment),
      balanceAfter: Number.NaN,
    })
  }
  fillBalances(done, counts)
  return done
}

/** Of rows with one identifier, the one that became known first. */
async function distinctRows(
  spilled: AsyncIterable<SpilledTransaction>,
  counts: RowCounts,
): Promise<{ id: string; row: SpilledTransaction }[]> {
  const byId = new Map<string, SpilledTransaction>()
  const ids = new Map<number, ReturnType<typeof openTransactionIds>>()
  for await (const row of spilled) {
    const own = ids.get(row.file) ?? openTransactionIds()
    ids.set(row.file, own)
    const id = own.idOf(row)
    const before = byId.get(id)
    if (before === undefined) byId.set(id, row)
    else {
      counts.repeated++
      if (
        before.customerId !== row.customerId ||
        before.amountMinor !== row.amountMinor ||
        before.timestampMs !== row.timestampMs
      )
        counts.conflicting++
      if (row.ingestedMs < before.ingestedMs) byId.set(id, row)
    }
  }
  for (const { made } of ids.values()) counts.idsMade += made
  return Array.from(byId, ([id, row]) => ({ id, row }))
}

function fillBalances(rows: readonly BucketTransaction[], counts: RowCounts): void {
  const byAccount = new Map<string, BucketTransaction[]>()
  for (const row of rows) {
    const of = byAccount.get(row.accountId)
    if (of === undefined) byAccount.set(row.accountId, [row])
    else of.push(row)
  }
  for (const of of byAccount.values()) {
    const amounts = Float64Array.from(of, ({ amountMinor, status }) =>
      status === 'failed' ? 0 : amountMinor,
    )
    const known = Float64Array.from(of, ({ balanceMinor }) => balanceMinor ?? Number.NaN)
    const { balances, workedOut, breaks } = reconstructBalances(amounts, known)
    counts.balancesWorkedOut += workedOut
    counts.balanceBreaks += breaks
    for (const [k, row] of of.entries()) {
      row.balanceAfter = balances[k]
      if (Number.isNaN(balances[k])) counts.withoutBalance++
    }
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
