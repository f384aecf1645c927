/** A database that generated tables are loaded into, for test environments. */
import { type ColumnSchema, TableError, type TableSink } from '@pratibimba/risk/ports'

/** What a finished table is. */
export interface WrittenRows {
  /** The table's name. */
  readonly path: string
  readonly rows: number
}

/** All tables of a target appear together on `commit`, or none does. */
export interface DatabaseTarget {
  /** The address, without its password. */
  readonly name: string
  /**
   * Creates a table and takes its rows; several may be open at once.
   *
   * @throws TableError `table_exists` when it is there already and overwriting was not asked for
   */
  openSink(table: string, schema: readonly ColumnSchema[]): Promise<TableSink<WrittenRows>>
  /** Makes every closed table visible and ends the connection. */
  commit(): Promise<void>
  /** Undoes everything and ends the connection. */
  abort(): Promise<void>
}

export interface DatabaseTargetOptions {
  /** Replace tables of the same name. Default false. */
  readonly overwrite?: boolean
}

export function tableExists(table: string, name: string): TableError {
  return new TableError(
    'table_exists',
    `The table "${table}" is in ${name} already; overwrite it or name another.`,
  )
}

/** The error of a commit that would leave a table half-written. */
export function incomplete(): Error {
  return new Error('DatabaseTarget.commit: a table was aborted or not closed; nothing was written')
}
