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

/** Kinds a reader can be asked for; a serial column comes back as text. */
export type ReadableKind = Exclude<ColumnKind, 'serial'>

export interface ReadOptions {
  /** Kinds by column name, each of which must be there; columns not named here get the narrowest kind that every value fits. */
  readonly kinds?: Readonly<Record<string, ReadableKind>>
  /** Share of rejected rows above which the file is refused, 0–1. Default 0.01. */
  readonly maxRejectedShare?: number
  readonly maxRejectedListed?: number
  /** Longest cell accepted, characters. Default 65,536. */
  readonly maxCellCharacters?: number
  /** Of a CSV; judged by the first rows when absent. */
  readonly delimiter?: ',' | ';' | '\t' | '|'
}

/** What a finished file is. */
export interface WrittenTable {
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** A table being written; it appears whole on `close` or, after `abort` or an error, not at all. */
export interface TableSink<Written = WrittenTable> {
  /** Appends rows; every frame must have the schema of the first. Resolves when the sink can take more (back-pressure). */
  write(frame: Frame): Promise<void>
  close(): Promise<Written>
  abort(): Promise<void>
}

/** Name and kind of a column to be written. */
export interface ColumnSchema {
  readonly name: string
  readonly kind: ColumnKind
  /** Of a float64 column in a CSV: digits after the point, as for money. A value with more is written in full. */
  readonly decimals?: number
}

export interface WriteOptions {
  readonly format: TableFormat
  /** Rows per Parquet row group, default 122,880; the bytes depend on this and the rows only, never on the size of the frames written. */
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
  | 'column_missing'
  | 'too_large'
  | 'unreadable'
  | 'unwritable'
  | 'table_exists'
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
