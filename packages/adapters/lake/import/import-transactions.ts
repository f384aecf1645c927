/**
 * Real transactions into a lake, in three passes: the files are looked through, their rows set down by bucket, and each bucket is put in
 * order and written. Memory is bounded by a bucket.
 */
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { Frame } from '@pratibimba/numerics/frame'
import { bucketsFor, type LakeManifest, type LakeTable } from '@pratibimba/risk/households'
import {
  type CategoryModel,
  labelDays,
  openCategoriser,
  openTransactionReader,
  type ReadPayment,
  type RowTallies,
  rateTable,
  shippedCategoryModel,
  type TransactionMapping,
  transactionFields,
} from '@pratibimba/risk/transactions'
import { createLake, type LakeWriter } from '../lake-writer.ts'
import { balanceFrame, labelFrame, paymentFrame, peopleFrames, transactionFrame } from './bucket-frames.ts'
import {
  type BucketTransaction,
  bucketTransactions,
  noCounts,
  type RowCounts,
  type SpilledTransaction,
} from './bucket-rows.ts'
import type { CellSource } from './cell-batches.ts'
import { categoryRows, notesOf, reasonRows, type TransactionImportReport } from './import-report.ts'
import { type Inspection, inspectFiles } from './inspect.ts'
import { noRefusals, type RefusedRows, refuse, refuseRagged } from './problems.ts'
import { openSpill, type Spill } from './spill.ts'
import { inspectPayments, type PaymentInspection, spillPayments } from './spill-payments.ts'

export interface TransactionImport {
  /** Of the same columns. */
  readonly files: readonly string[]
  /** As JSON gave it. */
  readonly mapping?: unknown
  /** List of declared rates, as JSON gave it. */
  readonly rates?: unknown
  readonly payments?: { readonly file: string; readonly mapping?: unknown }
  /** Directory for rows on their way; made, and removed at the end. What an interrupted import left there goes first. */
  readonly scratchDirectory: string
  /** The lake to make; absent: only say what would be read. */
  readonly lake?: { readonly directory: string; readonly overwrite?: boolean }
  /** The present: nothing may happen after it. */
  readonly nowMs: number
  readonly categoryModel?: CategoryModel
  readonly maxUnpackedBytes?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, stage: string) => void
}

export interface TransactionImportResult {
  readonly report: TransactionImportReport
  /** Absent where none was to be made, or a question is open. */
  readonly manifest?: LakeManifest
}

const DAY_MS = 86_400_000
const ROWS_A_BUCKET = 250_000
const FRAME_ROWS = 65_536
/** Parts of the work. */
const LOOKED = 0.2
const SPILLED = 0.6

/** @throws MappingError, TableError, LakeError, RangeError (rates, zone) */
export async function importTransactions(work: TransactionImport): Promise<TransactionImportResult> {
  work.onProgress?.(0, 'Looking through the file')
  const inspection = await inspectFiles(work.files, work.mapping, work.maxUnpackedBytes)
  const { mapping, rows } = inspection
  const owed =
    work.payments && (await inspectPayments(work.payments.file, work.payments.mapping, mapping.currency))
  const remarks = [...inspection.remarks, ...(owed?.remarks ?? [])]
  if (remarks.some(({ kind }) => kind === 'question')) return { report: unread(mapping, remarks, rows, owed) }
  await rm(work.scratchDirectory, { recursive: true, force: true })
  try {
    return await readRows(work, inspection, owed)
  } finally {
    await rm(work.scratchDirectory, { recursive: true, force: true })
  }
}

function unread(
  mapping: TransactionMapping,
  remarks: TransactionImportReport['remarks'],
  rows: number,
  owed: PaymentInspection | undefined,
): TransactionImportReport {
  const none = {
    accepted: 0,
    repeated: 0,
    refused: 0,
    refusals: [],
    reasons: [],
    customers: 0,
    accounts: 0,
    categories: [],
    labels: 0,
  }
  return { mapping, ...(owed && { paymentsMapping: owed.mapping }), remarks, rows, ...none }
}

async function readRows(
  work: TransactionImport,
  inspection: Inspection,
  owed: PaymentInspection | undefined,
): Promise<TransactionImportResult> {
  const { mapping, rows, customersAbout } = inspection
  const byRows = 2 ** Math.ceil(Math.log2(Math.max(1, rows / ROWS_A_BUCKET)))
  const buckets = Math.max(bucketsFor(customersAbout), byRows)
  const refused = noRefusals()
  const spill = await openSpill<SpilledTransaction>(join(work.scratchDirectory, 'transactions'), buckets)
  const span = newSpan()
  const tallies = await spillTransactions(work, inspection, spill, refused, span)
  const refusedPayments = noRefusals()
  const owedSpill = await openSpill<ReadPayment>(join(work.scratchDirectory, 'payments'), buckets)
  const owedRows =
    owed === undefined ? 0 : await spillPayments(work.payments!.file, owed, owedSpill, refusedPayments)

  const counts = noCounts()
  const totals = { customers: 0, accounts: 0, accepted: 0, labels: 0, payments: 0, paymentsRepeated: 0 }
  let manifest: LakeManifest | undefined
  if (Number.isFinite(span.firstDay)) {
    const asOfDays = owed === undefined ? [] : labelDays(span.firstDay, span.lastDay)
    const facts = {
      customers: customersAbout,
      first_day: formatDay(span.firstDay),
      last_day: formatDay(span.lastDay),
      currency: mapping.currency!,
      label_dates: asOfDays.map(formatDay),
      origin: 'imported' as const,
      buckets,
    }
    const lake =
      work.lake && (await createLake(work.lake.directory, facts, { overwrite: work.lake.overwrite }))
    try {
      const categoryOf = openCategoriser(work.categoryModel ?? shippedCategoryModel())
      for (let bucket = 0; bucket < buckets; bucket++) {
        work.signal?.throwIfAborted()
        const transactions = await bucketTransactions(spill.read(bucket), categoryOf, counts)
        const payments = await bucketPayments(owedSpill, bucket, totals)
        await spill.drop(bucket)
        await writeBucket(lake, bucket, transactions, payments, {
          mapping,
          asOfDays,
          lastDay: span.lastDay,
          totals,
        })
        work.onProgress?.(SPILLED + (1 - SPILLED) * ((bucket + 1) / buckets), 'Putting rows in order')
      }
      manifest = await lake?.close({ customers: totals.customers })
    } catch (error) {
      await lake?.abort()
      throw error
    }
  }
  return {
    report: reportOf(
      inspection,
      refused,
      counts,
      tallies,
      span,
      totals,
      owed && { paymentsMapping: owed.mapping, owedRows, refusedPayments },
    ),
    manifest,
  }
}

interface Span {
  firstDay: number
  lastDay: number
}

function newSpan(): Span {
  return { firstDay: Number.POSITIVE_INFINITY, lastDay: Number.NEGATIVE_INFINITY }
}

async function spillTransactions(
  work: TransactionImport,
  { sources, mapping, rows }: Inspection,
  spill: Spill<SpilledTransaction>,
  refused: RefusedRows,
  span: Span,
): Promise<RowTallies> {
  const convert = work.rates === undefined ? undefined : rateTable(work.rates, mapping.currency!)
  const reader = openTransactionReader(mapping, { nowMs: work.nowMs, convert })
  const fields = transactionFields.filter((field) => mapping[field] !== undefined)
  const place = new Map(fields.map((field, k) => [field, k]))
  let done = 0
  for (const [file, source] of sources.entries()) {
    const name = sources.length > 1 ? basename(work.files[file]) : undefined
    const isNewestFirst = await startsWithNewest(source, mapping, work.nowMs)
    for await (const { lines, cells, rejected } of source.batches(fields.map((field) => mapping[field]!))) {
      work.signal?.throwIfAborted()
      refuseRagged(refused, name, rejected)
      for (const [row, line] of lines.entries()) {
        const read = reader.read((field) => {
          const k = place.get(field)
          return k === undefined ? '' : cells[k][row]
        })
        if ('detail' in read) {
          refuse(refused, { ...(name === undefined ? {} : { file: name }), line, ...read })
          continue
        }
        span.firstDay = Math.min(span.firstDay, Math.floor(read.timestampMs / DAY_MS))
        // What became known last counts: as of that day everything is seen.
        span.lastDay = Math.max(span.lastDay, Math.floor(read.ingestedMs / DAY_MS))
        await spill.add(read.customerId, { ...read, file, place: isNewestFirst ? -line : line })
      }
      done += lines.length + rejected.length
      work.onProgress?.(
        LOOKED + (SPILLED - LOOKED) * Math.min(1, done / rows),
        `Reading rows: ${done.toLocaleString('en')}`,
      )
    }
  }
  await spill.flush()
  return reader.tallies
}

/** Whether accounts are listed from their newest row on, judged by the first rows. */
async function startsWithNewest(
  source: CellSource,
  mapping: TransactionMapping,
  nowMs: number,
): Promise<boolean> {
  const { read } = openTransactionReader(mapping, { nowMs })
  const fields = transactionFields.filter((field) => mapping[field] !== undefined)
  const latest = new Map<string, number>()
  let [up, down] = [0, 0]
  for await (const { lines, cells } of source.batches(fields.map((field) => mapping[field]!))) {
    for (let row = 0; row < lines.length; row++) {
      const found = read((field) => {
        const k = fields.indexOf(field)
        return k < 0 ? '' : cells[k][row]
      })
      if ('detail' in found) continue
      const before = latest.get(found.accountId)
      if (before !== undefined && before < found.timestampMs) up++
      if (before !== undefined && before > found.timestampMs) down++
      latest.set(found.accountId, found.timestampMs)
    }
    break
  }
  return down > up
}

interface Totals {
  customers: number
  accounts: number
  accepted: number
  labels: number
  payments: number
  paymentsRepeated: number
}

async function bucketPayments(
  spill: Spill<ReadPayment>,
  bucket: number,
  totals: Totals,
): Promise<(ReadPayment & { readonly id: string })[]> {
  const byId = new Map<string, ReadPayment & { readonly id: string }>()
  for await (const payment of spill.read(bucket)) {
    const { paymentId, customerId, accountId, kind, dueDay } = payment
    const id = paymentId === '' ? `P:${customerId}:${accountId}:${kind}:${dueDay}` : paymentId
    if (byId.has(id)) totals.paymentsRepeated++
    else byId.set(id, { ...payment, id })
  }
  await spill.drop(bucket)
  totals.payments += byId.size
  return [...byId.values()].sort((a, b) => a.dueDay - b.dueDay || (a.id < b.id ? -1 : 1))
}

interface BucketFacts {
  readonly mapping: TransactionMapping
  readonly asOfDays: readonly number[]
  readonly lastDay: number
  readonly totals: Totals
}

async function writeBucket(
  lake: LakeWriter | undefined,
  bucket: number,
  transactions: readonly BucketTransaction[],
  payments: readonly (ReadPayment & { readonly id: string })[],
  { mapping, asOfDays, lastDay, totals }: BucketFacts,
): Promise<void> {
  const { customers, accounts, customerIds, firstSeen } = peopleFrames(
    transactions,
    payments,
    mapping.currency!,
  )
  totals.accepted += transactions.length
  totals.customers += customerIds.length
  totals.accounts += accounts.rows
  const labels = labelFrame(firstSeen, paymentsByCustomer(payments), asOfDays)
  totals.labels += labels.rows
  if (lake === undefined) return
  const writer = lake.openBucket(bucket)
  try {
    const write = async (table: LakeTable, frame: Frame): Promise<void> => {
      if (frame.rows > 0) await writer.write(table, frame)
    }
    await write('customers', customers)
    await write('accounts', accounts)
    for (let from = 0; from < transactions.length; from += FRAME_ROWS)
      await write(
        'transactions',
        transactionFrame(transactions.slice(from, from + FRAME_ROWS), mapping.currency!),
      )
    await write('payments', paymentFrame(payments, lastDay))
    await write('daily_balances', balanceFrame(transactions, lastDay))
    await write('labels', labels)
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
}

function paymentsByCustomer(payments: readonly ReadPayment[]): Map<string, ReadPayment[]> {
  const byCustomer = new Map<string, ReadPayment[]>()
  for (const payment of payments) {
    const own = byCustomer.get(payment.customerId)
    if (own === undefined) byCustomer.set(payment.customerId, [payment])
    else own.push(payment)
  }
  return byCustomer
}

function reportOf(
  { mapping, remarks, rows }: Inspection,
  refused: RefusedRows,
  counts: RowCounts,
  tallies: RowTallies,
  span: Span,
  totals: Totals,
  owed:
    | {
        readonly paymentsMapping: PaymentInspection['mapping']
        readonly owedRows: number
        readonly refusedPayments: RefusedRows
      }
    | undefined,
): TransactionImportReport {
  const hasRows = Number.isFinite(span.firstDay)
  const inOrder = refused.list.toSorted((a, b) => compare(a.file ?? '', b.file ?? '') || a.line - b.line)
  const refusals = [...inOrder, ...(owed?.refusedPayments.list ?? [])]
  return {
    mapping,
    remarks: [...remarks, ...notesOf(counts, tallies, rows, owed !== undefined)],
    rows,
    accepted: totals.accepted,
    repeated: counts.repeated,
    refused: refused.count,
    refusals,
    reasons: [...reasonRows(refused), ...(owed === undefined ? [] : reasonRows(owed.refusedPayments))],
    customers: totals.customers,
    accounts: totals.accounts,
    ...(hasRows ? { firstDay: formatDay(span.firstDay), lastDay: formatDay(span.lastDay) } : {}),
    categories: categoryRows(counts),
    ...(owed === undefined
      ? {}
      : {
          paymentsMapping: owed.paymentsMapping,
          payments: {
            rows: owed.owedRows,
            accepted: totals.payments,
            repeated: totals.paymentsRepeated,
            refused: owed.refusedPayments.count,
          },
        }),
    labels: totals.labels,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
