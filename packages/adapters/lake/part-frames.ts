/** The rows of one file of a lake, a row group at a time; of files that others wrote, all at once. */
import { type Frame, selectColumns } from '@pratibimba/numerics/frame'
import type { LakeTable } from '@pratibimba/risk/households'
import { type ReadableKind, TableError } from '@pratibimba/risk/ports'
import { openTables } from '../tables/index.ts'
import { openOwnFile, type TimestampRange, type Within } from '../tables/parquet/own-file.ts'
import { LakeError } from './lake-error.ts'
import { BY_CUSTOMER_AND_TIME, ORDER_KEY } from './row-order.ts'
import { storedSchema } from './stored-frame.ts'

/** @throws LakeError `lake_damaged` naming the file */
export async function* partFrames(
  table: LakeTable,
  path: string,
  columns: readonly string[],
  within?: Within,
): AsyncIterable<Frame> {
  try {
    const file = await openOwnFile(path)
    if (file === undefined) {
      yield* foreignFrames(table, path, columns)
      return
    }
    try {
      yield* file.rowGroups(columns, within)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw damaged(path, error)
  }
}

/** Whether the files of transactions are in order each, and no two are of the same time. @throws LakeError `lake_damaged` */
export async function areOrdered(paths: readonly string[]): Promise<boolean> {
  const ranges: TimestampRange[] = []
  for (const path of paths) {
    const file = await openOwnFile(path).catch((error) => {
      throw damaged(path, error)
    })
    if (file === undefined) return false
    await file.close()
    if (file.rows === 0) continue
    const range = file.timestampBounds('timestamp')
    if (file.facts.get(ORDER_KEY) !== BY_CUSTOMER_AND_TIME || range === undefined) return false
    ranges.push(range)
  }
  ranges.sort((a, b) => a.from - b.from)
  return ranges.every((range, k) => k === 0 || range.from > ranges[k - 1].to)
}

function damaged(path: string, error: unknown): unknown {
  if (error instanceof LakeError || !(error instanceof Error)) return error
  return new LakeError(
    'lake_damaged',
    `${path} cannot be read (${error.message}). Compare it with SHA256SUMS, and restore it or make the lake anew.`,
    error,
  )
}

async function* foreignFrames(
  table: LakeTable,
  path: string,
  columns: readonly string[],
): AsyncIterable<Frame> {
  const tables = await openTables({ threads: 1 })
  try {
    const kinds = Object.fromEntries(
      storedSchema(table)
        .filter(({ name }) => columns.includes(name))
        .map(({ name, kind }) => [name, kind as ReadableKind]),
    )
    yield selectColumns((await tables.read(path, { kinds })).frame, columns)
  } catch (error) {
    if (!(error instanceof TableError && error.code === 'header_only')) throw error
  } finally {
    await tables.close()
  }
}
