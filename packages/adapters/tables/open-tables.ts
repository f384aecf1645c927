/** Tables as files of this machine: CSV read and written here, Parquet written here and read by an embedded DuckDB. */
import type { Tables } from '@pratibimba/risk/ports'
import { csvEncoder } from './csv/csv-encoder.ts'
import { readCsv } from './csv/read-csv.ts'
import { type DuckDbOptions, lazyDuckDb } from './duckdb.ts'
import { fileKind } from './file-kind.ts'
import { openFileSink } from './file-sink.ts'
import { parquetEncoder } from './parquet/parquet-encoder.ts'
import { readParquet } from './parquet/read-parquet.ts'

export interface TablesOptions extends DuckDbOptions {
  /**
   * Most bytes the values of one file may come to when they are read: the text of a gzip, eight bytes a number and the
   * texts of a Parquet. A few kilobytes of either can stand for gigabytes. Default: no limit.
   */
  readonly maxUnpackedBytes?: number
}

/** The embedded tables; `close` ends the DuckDB behind them, if one was needed. */
export async function openTables(options: TablesOptions = {}): Promise<Tables & { close(): Promise<void> }> {
  const duckDb = lazyDuckDb(options)
  return {
    read: async (path, readOptions) => {
      const kind = await fileKind(path)
      return kind === 'parquet'
        ? readParquet(await duckDb.connection(), path, readOptions, options.maxUnpackedBytes)
        : readCsv(path, kind === 'csv-gzip', readOptions, options.maxUnpackedBytes)
    },
    openSink: async (path, schema, { format, rowGroupRows }) =>
      openFileSink(
        path,
        schema,
        format === 'csv' ? csvEncoder(schema) : parquetEncoder(schema, rowGroupRows),
      ),
    close: () => duckDb.close(),
  }
}
