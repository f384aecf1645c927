/** Reads a bank's files, and loads what the online store keeps of them. Runs in a thread. */

import { type Lake, numbersOf, openLake, textsOf } from '@pratibimba/adapters/lake'
import { importTransactions, type TransactionImportResult } from '@pratibimba/adapters/lake/import'
import { ProblemError } from '@pratibimba/contract'
import type { CustomerRecord } from '@pratibimba/risk/ports'
import { MappingError } from '@pratibimba/risk/transactions'
import type { Progress } from '../../threads/progress.ts'
import { loadOnline } from '../pipeline/load-online.ts'
import { dayTexts, optional } from '../pipeline/reading.ts'

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

const dayText = dayTexts()

/** Puts the customers of a lake in the place of the simulated ones and, where told so, of those imported before. */
export async function loadImport(
  { directory, databaseUrl, replace }: ImportToLoad,
  progress: Progress,
): Promise<{ replaced: number; online: number }> {
  const lake = await openLake(directory)
  return loadOnline(
    {
      lake,
      databaseUrl,
      customers: importedCustomers(lake),
      replaces: replace ? ['simulated', 'imported'] : ['simulated'],
    },
    progress,
  )
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
