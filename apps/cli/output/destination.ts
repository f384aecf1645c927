/** Where a command writes its tables: a directory, one file, or a database for test environments. */
import { existsSync, statSync } from 'node:fs'
import { realpath, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { makeDirectory } from '@pratibimba/adapters/filesystem'
import { openTables, writeTables } from '@pratibimba/adapters/tables'
import type { ColumnSchema, TableFormat, TableSink } from '@pratibimba/risk/ports'
import { CommandFailure, UsageError } from '../command-line/failures.ts'

export interface WrittenOutput {
  /** Path of the file, or name of the table. */
  readonly path: string
  readonly rows: number
  readonly bytes?: number
  readonly sha256?: string
}

export interface Destination {
  /** For a person: what is written to. */
  readonly name: string
  open(table: string, schema: readonly ColumnSchema[]): Promise<TableSink<WrittenOutput>>
  /** Makes what was written lasting. */
  commit(): Promise<void>
  /** Leaves nothing behind. */
  abort(): Promise<void>
}

export interface DestinationOptions {
  readonly format: TableFormat
  readonly overwrite: boolean
  /** Files that are read by the same command and never replaced. */
  readonly inputs?: readonly string[]
}

const databaseAddress = /^postgres(ql)?:\/\/|\.(duckdb|sqlite)$/

/** A directory with one file per table, or a database with one table each. */
export async function openDestination(out: string, options: DestinationOptions): Promise<Destination> {
  if (databaseAddress.test(out)) {
    const { openDatabaseTarget } = await import('@pratibimba/adapters/tables/targets')
    const target = await openDatabaseTarget(out, { overwrite: options.overwrite })
    return { name: target.name, open: target.openSink, commit: target.commit, abort: target.abort }
  }
  if (/\.\w{1,10}$/.test(basename(out)) && !existsSync(out))
    throw new UsageError(`--out: need a directory, file.duckdb, file.sqlite or postgres://…, got "${out}"`)
  const folder = resolve(out)
  return openFiles(out, options, (table) => join(folder, `${table}.${options.format}`))
}

/** One file, named in full; refused before the work, where it is there already. */
export async function openFile(path: string, options: DestinationOptions): Promise<Destination> {
  refuseToReplace(resolve(path), options.overwrite)
  return openFiles(path, options, () => resolve(path))
}

async function openFiles(
  name: string,
  { format, overwrite, inputs = [] }: DestinationOptions,
  pathOf: (table: string) => string,
): Promise<Destination> {
  const tables = await openTables()
  const made: string[] = []
  return {
    name,
    async open(table, schema) {
      const path = pathOf(table)
      refuseToReplace(path, overwrite)
      await refuseInput(path, inputs)
      made.push(...(await makeDirectory(dirname(path))))
      return tables.openSink(path, schema, { format })
    },
    commit: () => tables.close(),
    async abort() {
      await tables.close()
      // Ours, and empty; one that is not empty by now is somebody's.
      for (const directory of made.reverse()) await rmdir(directory).catch(() => undefined)
    },
  }
}

/** @throws CommandFailure when there is a file of that name and it may not be replaced: a device or a directory never */
export function refuseToReplace(path: string, overwrite: boolean): void {
  const there = statSync(path, { throwIfNoEntry: false })
  if (overwrite && there !== undefined && !there.isFile())
    throw new CommandFailure(
      'unwritable',
      `${path} is ${there.isDirectory() ? 'a directory' : 'no ordinary file'} and is never replaced: name a file as --out.`,
    )
  if (!overwrite && existsSync(path))
    throw new CommandFailure(
      'file_exists',
      `${path} is there already: name another --out, or add --overwrite.`,
    )
}

/** @throws CommandFailure when the file is one that the command reads */
export async function refuseInput(path: string, inputs: readonly string[]): Promise<void> {
  if (!existsSync(path)) return
  const own = await realpath(path)
  for (const input of inputs)
    if (existsSync(input) && (await realpath(input)) === own)
      throw new CommandFailure(
        'file_exists',
        `${path} is what is read, and never replaced: name another --out.`,
      )
}

/**
 * Writes every chunk into the destination: all tables appear, or none.
 *
 * @returns what was written, by table
 */
export async function writeInto<Chunk>(
  destination: Destination,
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  tablesOf: Parameters<typeof writeTables<Chunk, WrittenOutput>>[1],
  onChunk?: (chunk: Chunk) => void,
): Promise<Record<string, WrittenOutput>> {
  try {
    const written = await writeTables(chunks, tablesOf, destination.open, onChunk)
    await destination.commit()
    return written
  } catch (error) {
    await destination.abort()
    throw error
  }
}
