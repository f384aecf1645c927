/** Writes the files of one bucket; used by whichever thread makes its rows. */
import { join } from 'node:path'
import type { Frame } from '@pratibimba/numerics/frame'
import { type LakeTable, lakeTables } from '@pratibimba/risk/households'
import type { TableSink } from '@pratibimba/risk/ports'
import { makeDirectory } from '../filesystem/index.ts'
import { openFileSink } from '../tables/file-sink.ts'
import { parquetEncoder } from '../tables/parquet/parquet-encoder.ts'
import { bucketDirectory, bucketName, everywhere } from './lake-paths.ts'
import { storedFrame, storedSchema } from './stored-frame.ts'

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
 * @param always tables that get a file even without rows
 * @throws RangeError when there is no such bucket
 */
export function openBucketWriter(
  place: BucketPlace,
  part = 'part-0000',
  always: readonly LakeTable[] = everywhere,
): BucketWriter {
  const { directory, buckets, bucket } = place
  if (!(Number.isInteger(bucket) && bucket >= 0 && bucket < buckets))
    throw new RangeError(`openBucketWriter: need a bucket of 0–${buckets - 1}, got ${bucket}`)
  const sinks = new Map<LakeTable, TableSink>()
  const sinkOf = async (table: LakeTable): Promise<TableSink> => {
    const open = sinks.get(table)
    if (open !== undefined) return open
    const folder = bucketDirectory(directory, table, bucket)
    await makeDirectory(folder)
    const schema = storedSchema(table)
    const sink = await openFileSink(join(folder, `${part}.parquet`), schema, parquetEncoder(schema))
    sinks.set(table, sink)
    return sink
  }
  return {
    async write(table, frame) {
      const stored = storedFrame(table, frame, place)
      await (await sinkOf(table)).write(stored)
    },
    async close() {
      for (const table of always) await sinkOf(table)
      const parts: LakePart[] = []
      for (const table of Object.keys(lakeTables) as LakeTable[]) {
        const written = await sinks.get(table)?.close()
        if (written === undefined) continue
        const { rows, bytes, sha256 } = written
        parts.push({ table, name: `${bucketName(table, bucket)}/${part}.parquet`, rows, bytes, sha256 })
      }
      return parts
    },
    async abort() {
      await Promise.allSettled([...sinks.values()].map((sink) => sink.abort()))
    },
  }
}
