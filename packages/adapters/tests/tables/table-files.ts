/** What the tests of this folder share: a scratch folder, tables, and files from text or bytes. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Column, type Frame, frameSchema, valueAt } from '@pratibimba/numerics/frame'
import { type TableContents, TableError, type TableFormat, type Tables } from '@pratibimba/risk/ports'
import { afterAll, beforeAll } from 'vitest'
import { openTables } from '../../tables/index.ts'
import { scratchDirectories } from '../support/directories.ts'

export interface TableFiles {
  readonly tables: Tables
  /** A path in the scratch folder. */
  path(name: string): string
  /** Writes the file and reads it as a table. */
  read(
    content: string | Uint8Array,
    options?: Parameters<Tables['read']>[1],
    name?: string,
  ): Promise<TableContents>
  /** The error of reading the file. */
  refusal(
    content: string | Uint8Array,
    options?: Parameters<Tables['read']>[1],
    name?: string,
  ): Promise<TableError>
  write(
    frame: Frame,
    format: TableFormat,
    options?: { chunkRows?: number; rowGroupRows?: number; name?: string },
  ): Promise<string>
}

/** Call at the top of a test file. */
export function withTableFiles(): TableFiles {
  const directory = scratchDirectories()
  let folder = ''
  let count = 0
  let tables: Awaited<ReturnType<typeof openTables>>
  beforeAll(async () => {
    folder = await directory()
    tables = await openTables({ threads: 1 })
  })
  afterAll(() => tables.close())
  const path = (name: string): string => join(folder, name)
  const read: TableFiles['read'] = async (content, options, name = `${count++}.csv`) => {
    await writeFile(path(name), content)
    return tables.read(path(name), options)
  }
  return {
    get tables() {
      return tables
    },
    path,
    read,
    async refusal(content, options, name) {
      try {
        await read(content, options, name)
      } catch (error) {
        if (error instanceof TableError) return error
        throw error
      }
      throw new Error('the file was read, though it should have been refused')
    },
    async write(frame, format, { chunkRows = frame.rows, rowGroupRows, name = `${count++}.${format}` } = {}) {
      const { sliceRows } = await import('@pratibimba/numerics/frame')
      const sink = await tables.openSink(path(name), frameSchema(frame), { format, rowGroupRows })
      for (let from = 0; from < frame.rows; from += chunkRows)
        await sink.write(sliceRows(frame, from, Math.min(frame.rows, from + chunkRows)))
      await sink.close()
      return path(name)
    },
  }
}

/** Kinds by column. */
export function kindsOf(frame: Frame): Record<string, string> {
  return Object.fromEntries([...frame.columns].map(([name, column]) => [name, column.kind]))
}

/** Values by column, missing as null. */
export function valuesOf(frame: Frame): [string, unknown[]][] {
  return [...frame.columns].map(([name, column]) => [name, columnValues(column, frame.rows)])
}

function columnValues(column: Column, rows: number): unknown[] {
  return Array.from({ length: rows }, (_, row) => valueAt(column, row))
}
