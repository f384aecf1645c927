/** Reads uploaded files and tells what they are. Runs in a thread. */
import { openTables } from '@pratibimba/adapters/tables'
import type { Frame } from '@pratibimba/numerics/frame'
import { type RejectedRow, TableError } from '@pratibimba/risk/ports'
import { detectSchema, type SchemaDescription } from '@pratibimba/risk/twins'

export interface UploadedFile {
  /** Where it lies on this machine. */
  readonly path: string
  /** What the user called it. */
  readonly filename: string
  /** Name of its table: the filename without its ending. */
  readonly table: string
}

export interface UploadedTable {
  readonly name: string
  readonly filename: string
  readonly rows: number
  readonly rejectedRows: number
  readonly rejected: readonly RejectedRow[]
}

export interface UploadDescription {
  readonly schema: SchemaDescription
  readonly tables: readonly UploadedTable[]
}

/** @throws TableError naming the file, line and column of what cannot be read */
export async function describeUpload({
  files,
  maxUnpackedBytes,
}: {
  files: readonly UploadedFile[]
  /** Of each file. */
  maxUnpackedBytes: number
}): Promise<UploadDescription> {
  const read = await readUpload(files, maxUnpackedBytes)
  return { schema: detectSchema(framesOf(read)), tables: read.map(({ table }) => table) }
}

interface ReadFile {
  readonly table: UploadedTable
  readonly frame: Frame
}

/** Reads every file of an upload. */
export async function readUpload(
  files: readonly UploadedFile[],
  maxUnpackedBytes?: number,
): Promise<ReadFile[]> {
  const tables = await openTables({ threads: 1, maxUnpackedBytes })
  try {
    const read: ReadFile[] = []
    for (const { path, filename, table: name } of files) {
      const { frame, rejected, rejectedCount } = await tables
        .read(path, { maxRejectedListed: 20 })
        .catch((error) => {
          throw named(error, filename, path)
        })
      const table = { name, filename, rows: frame.rows, rejectedRows: rejectedCount, rejected }
      read.push({ table, frame })
    }
    return read
  } finally {
    await tables.close()
  }
}

export function framesOf(read: readonly ReadFile[]): Map<string, Frame> {
  return new Map(read.map(({ table, frame }) => [table.name, frame]))
}

/** The user knows the name of the file, not where it lies here. */
function named(error: unknown, filename: string, path: string): unknown {
  if (!(error instanceof TableError)) return error
  const message = error.message.replaceAll(path, filename)
  const { line, column } = error
  return new TableError(error.code, message.includes(filename) ? message : `${filename}: ${message}`, {
    line,
    column,
  })
}
