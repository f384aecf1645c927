/** The rows of one file of a lake, a row group at a time; of files that others wrote, all at once. */
import { type Frame, selectColumns } from '@pratibimba/numerics/frame'
import type { LakeTable } from '@pratibimba/risk/households'
import { type ReadableKind, TableError } from '@pratibimba/risk/ports'
import { openTables } from '../tables/index.ts'
import { openOwnFile } from '../tables/parquet/own-file.ts'
import { LakeError } from './lake-error.ts'
import { storedSchema } from './stored-frame.ts'

/** @throws LakeError `lake_damaged` naming the file */
export async function* partFrames(
  table: LakeTable,
  path: string,
  columns: readonly string[],
): AsyncIterable<Frame> {
  try {
    const file = await openOwnFile(path)
    if (file === undefined) {
      yield* foreignFrames(table, path, columns)
      return
    }
    try {
      yield* file.rowGroups(columns)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof LakeError || !(error instanceof Error)) throw error
    throw new LakeError(
      'lake_damaged',
      `${path} cannot be read (${error.message}). Compare it with SHA256SUMS, and restore it or make the lake anew.`,
      error,
    )
  }
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
