/** Writes the files of one bucket; used by whichever thread makes its rows. */
import { join } from 'node:path'
import type { Frame } from '@pratibimba/numerics/frame'
import type { LakeTable } from '@pratibimba/risk/households'
import type { TableSink } from '@pratibimba/risk/ports'
import { makeDirectory } from '../filesystem/index.ts'
import { openFileSink } from '../tables/file-sink.ts'
import { parquetEncoder } from '../tables/parquet/parquet-encoder.ts'
import { bucketDirectory, bucketName, everywhere } from './lake-paths.ts'
import { framesByMonth } from './month-frames.ts'
import { BY_CUSTOMER_AND_TIME, ORDER_KEY, openRowOrder, type RowOrder } from './row-order.ts'
import { storedFrame, storedSchema } from './stored-frame.ts'

/** Fewer than other tables have: a writer holds a row group of every month, and smaller ones of many months. */
const ROW_GROUP_ROWS = 65_536
const MONTHS_OF_FULL_GROUPS = 6
const LEAST_GROUP_ROWS = 4_096

/** Rows of a group where so many months are written at a time: what a writer holds does not grow with them. */
export function rowGroupRows(months: number): number {
  const fitting = Math.floor((ROW_GROUP_ROWS * MONTHS_OF_FULL_GROUPS) / Math.max(1, months))
  return Math.max(LEAST_GROUP_ROWS, Math.min(ROW_GROUP_ROWS, fitting))
}

/** Where a bucket's files go. Plain data, so that it can be sent to a thread. */
export interface BucketPlace {
  readonly directory: string
  readonly buckets: number
  readonly bucket: number
}

/** A finished file of a lake. */
export interface LakePart {
  readonly table: LakeTable
  /** Within the lake, with slashes: `payments/bucket=000/part-0000.parquet`. */
  readonly name: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string
}

export interface BucketFiles {
  /** Whether transactions get a file a month. Default true. */
  readonly byMonth?: boolean
  /** Tables that get a file even without rows. Default: those a lake always has. */
  readonly always?: readonly LakeTable[]
  /** Rows of a row group. Default 65,536; see `rowGroupRows`. */
  readonly groupRows?: number
}

export interface BucketWriter {
  /**
   * Appends rows to a table; all of them must belong to customers of the bucket. Text columns may be given as text, serial
   * or category.
   *
   * @throws RangeError when a column is absent, of another kind, or a row belongs to another bucket
   */
  write(table: LakeTable, frame: Frame): Promise<void>
  /** Puts the files under their names. @returns what the lake's writer has to record */
  close(): Promise<LakePart[]>
  abort(): Promise<void>
}

/**
 * @param part name of the files, without extension
 * @throws RangeError when there is no such bucket
 */
export function openBucketWriter(
  place: BucketPlace,
  part = 'part-0000',
  { byMonth = true, always = everywhere, groupRows = ROW_GROUP_ROWS }: BucketFiles = {},
): BucketWriter {
  const { directory, buckets, bucket } = place
  if (!(Number.isInteger(bucket) && bucket >= 0 && bucket < buckets))
    throw new RangeError(`openBucketWriter: need a bucket of 0–${buckets - 1}, got ${bucket}`)
  const sinks = new Map<
    string,
    { readonly table: LakeTable; readonly sink: TableSink; readonly order?: RowOrder }
  >()
  const open = async (table: LakeTable, file: string, first?: Frame) => {
    const there = sinks.get(`${table}/${file}`)
    if (there !== undefined) return there
    const folder = bucketDirectory(directory, table, bucket)
    await makeDirectory(folder)
    const schema = storedSchema(table, first)
    const order = table === 'transactions' ? openRowOrder() : undefined
    const encoder = parquetEncoder(schema, groupRows, () => ({
      ...(order?.holds === true ? { [ORDER_KEY]: BY_CUSTOMER_AND_TIME } : {}),
    }))
    const opened = { table, sink: await openFileSink(join(folder, file), schema, encoder), order }
    sinks.set(`${table}/${file}`, opened)
    return opened
  }
  const append = async (table: LakeTable, file: string, rows: Frame): Promise<void> => {
    const { sink, order } = await open(table, file, rows)
    order?.see(rows)
    await sink.write(rows)
  }
  return {
    async write(table, frame) {
      const stored = storedFrame(table, frame, place)
      if (table !== 'transactions' || !byMonth) return append(table, `${part}.parquet`, stored)
      for (const [month, rows] of framesByMonth(stored)) await append(table, `${part}-${month}.parquet`, rows)
    },
    async close() {
      for (const table of always)
        if (![...sinks.values()].some((opened) => opened.table === table))
          await open(table, `${part}.parquet`)
      const parts: LakePart[] = []
      for (const [file, { table, sink }] of [...sinks].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const { rows, bytes, sha256 } = await sink.close()
        const name = `${bucketName(table, bucket)}/${file.slice(table.length + 1)}`
        parts.push({ table, name, rows, bytes, sha256 })
      }
      return parts
    },
    async abort() {
      await Promise.allSettled([...sinks.values()].map(({ sink }) => sink.abort()))
    },
  }
}
