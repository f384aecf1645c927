/** Reads a bank's files, and loads what the online store keeps of them. Runs in a thread. */

import { type Lake, numbersOf, openLake, textsOf } from '@pratibimba/adapters/lake'
import { importTransactions, type TransactionImportResult } from '@pratibimba/adapters/lake/import'
import { openBulkLoad, openCustomerStore, openDatabase, openRetention } from '@pratibimba/adapters/postgres'
import { ProblemError } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { CustomerRecord } from '@pratibimba/risk/ports'
import { MappingError } from '@pratibimba/risk/transactions'
import type { Progress } from '../../threads/progress.ts'
import { accountsOf, dailyBalancesOf, labelsOf, paymentsOf, transactionsOf } from '../pipeline/bank-rows.ts'
import { dayTexts, optional } from '../pipeline/reading.ts'
import { windowsOf } from '../pipeline/window-rows.ts'

export interface ImportToRead {
  readonly files: readonly string[]
  readonly mapping: unknown
  readonly payments?: { readonly file: string; readonly mapping: unknown }
  readonly scratchDirectory: string
  /** Absent: only say what would be read. */
  readonly lakeDirectory?: string
  readonly nowMs: number
  readonly maxUnpackedBytes: number
}

/** @throws ProblemError `out_of_range` when the mapping cannot be used; TableError */
export async function readImport(work: ImportToRead, progress: Progress): Promise<TransactionImportResult> {
  const { lakeDirectory, ...read } = work
  try {
    return await importTransactions({
      ...read,
      ...(lakeDirectory === undefined ? {} : { lake: { directory: lakeDirectory, overwrite: true } }),
      onProgress: progress,
    })
  } catch (error) {
    if (error instanceof MappingError)
      throw new ProblemError('out_of_range', error.message, [
        { pointer: `/mapping/${error.field}`, detail: error.message },
      ])
    if (error instanceof RangeError) throw new ProblemError('out_of_range', error.message)
    throw error
  }
}

export interface ImportToLoad {
  readonly directory: string
  readonly databaseUrl: string
  /** Whether imported customers before go, beside the simulated ones. */
  readonly replace: boolean
}

/** Days of transactions and of closing balances that the online store keeps. */
const ONLINE_DAYS = 100
const BALANCE_DAYS = 120
const DAY_MS = 86_400_000
const BATCH = 2_000
const dayText = dayTexts()

/** Puts the customers of a lake online. Cut off, it is to be done again from the start. */
export async function loadImport(
  { directory, databaseUrl, replace }: ImportToLoad,
  progress: Progress,
): Promise<{ replaced: number; online: number }> {
  const lake = await openLake(directory)
  const lastDay = parseDay(lake.manifest.last_day)
  const database = await openDatabase({ url: databaseUrl, maxConnections: 3, statementTimeoutMs: 600_000 })
  try {
    const store = openCustomerStore(database.kysely)
    const bulk = openBulkLoad(database)
    progress(0, 'Removing the customers before')
    let replaced = await store.removeAll('simulated')
    if (replace) replaced += await store.removeAll('imported')
    progress(0.05, 'Storing customers and accounts')
    for await (const batch of batches(importedCustomers(lake))) await store.upsert(batch)
    for await (const batch of batches(accountsOf(lake))) await store.upsert([], batch)
    const from = lastDay - ONLINE_DAYS + 1
    await openRetention(database).prepare(formatDay(from), formatDay(lastDay + 31))
    progress(0.2, 'Loading payments, labels and balances')
    await bulk.payments(paymentsOf(lake))
    await bulk.labels(labelsOf(lake))
    await bulk.dailyBalances(dailyBalancesOf(lake, lastDay - BALANCE_DAYS + 1))
    progress(0.35, 'Loading transactions')
    const online = await bulk.transactions(transactionsOf(lake, from, (lastDay + 1) * DAY_MS))
    progress(0.75, 'Packing windows')
    await bulk.windows(windowsOf(lake, lastDay))
    return { replaced, online }
  } finally {
    await database.close()
  }
}

/** A file of transactions tells of its customers when they were first seen, and nothing else. */
async function* importedCustomers(lake: Lake): AsyncGenerator<CustomerRecord> {
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames('customers', bucket, ['customer_id', 'opened_on'])) {
      const id = textsOf(frame, 'customer_id')
      const opened = numbersOf(frame, 'opened_on')
      for (let row = 0; row < frame.rows; row++) {
        const day = optional(opened(row))
        yield {
          customerId: id(row),
          origin: 'imported',
          ...(day === undefined ? {} : { openedOn: dayText(day) }),
        }
      }
    }
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
