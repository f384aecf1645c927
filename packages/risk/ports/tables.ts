/** Reading and writing tables as files. Embedded adapter: DuckDB. */
import type { ColumnKind, Frame } from '@pratibimba/numerics/frame'

export type TableFormat = 'csv' | 'parquet'

/** A row that could not be read, by its line in the file (1 = the header of a CSV). Holds no cell content: rows may be personal data. */
export interface RejectedRow {
  readonly line: number
  /** Column the problem stands in, when it is one column's. */
  readonly column?: string
  readonly reason: string
}

export interface TableContents {
  readonly frame: Frame
  /** At most `maxRejectedListed` of them; `rejectedCount` is the true number. */
  readonly rejected: readonly RejectedRow[]
  readonly rejectedCount: number
}

export interface ReadOptions {
  /** Kinds by column name; columns not named here get the narrowest kind that every value fits. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>
  /** Share of rejected rows above which the file is refused, 0–1. Default 0.01. */
  readonly maxRejectedShare?: number
  readonly maxRejectedListed?: number
  /** Longest cell accepted, characters. Default 65,536. */
  readonly maxCellCharacters?: number
}

/** What a finished file is. */
export interface WrittenTable {
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** A file being written under a temporary name; `close` renames it, `abort` removes it. */
export interface TableSink {
  /** Appends rows; every frame must have the schema of the first. Resolves when the sink can take more (back-pressure). */
  write(frame: Frame): Promise<void>
  close(): Promise<WrittenTable>
  abort(): Promise<void>
}

/** Name and kind of a column to be written. */
export interface ColumnSchema {
  readonly name: string
  readonly kind: ColumnKind
}

export interface WriteOptions {
  readonly format: TableFormat
  /** Rows per Parquet row group; the bytes depend on this and the rows only, never on the size of the frames written. */
  readonly rowGroupRows?: number
}

export interface Tables {
  /**
   * Reads a whole CSV or Parquet file into a frame.
   *
   * @throws TableError with a code of the closed list and a message that names line and column
   */
  read(path: string, options?: ReadOptions): Promise<TableContents>
  openSink(path: string, schema: readonly ColumnSchema[], options: WriteOptions): Promise<TableSink>
}

export type TableErrorCode =
  | 'file_missing'
  | 'file_empty'
  | 'header_only'
  | 'duplicate_column'
  | 'empty_column_name'
  | 'unclosed_quote'
  | 'wrong_encoding'
  | 'too_many_rejected'
  | 'cell_too_long'
  | 'file_truncated'
  | 'unreadable'
  | 'disk_full'

/** A file that cannot be read or written as a table. The message is fit for a user: it names the line, the column and the fix, never a cell. */
export class TableError extends Error {
  readonly code: TableErrorCode
  readonly line?: number
  readonly column?: string
  constructor(code: TableErrorCode, message: string, at: { line?: number; column?: string } = {}) {
    super(message)
    this.name = 'TableError'
    this.code = code
    this.line = at.line
    this.column = at.column
  }
}
