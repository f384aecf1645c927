/** Tables of a DuckDB file. Rows go through a Parquet file beside it, which DuckDB then loads in one statement. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TableError, type TableSink } from '@pratibimba/risk/ports'
import { sqlName, sqlPath } from '../duckdb.ts'
import { openFileSink } from '../file-sink.ts'
import { parquetEncoder } from '../parquet/parquet-encoder.ts'
import {
  type DatabaseTarget,
  type DatabaseTargetOptions,
  incomplete,
  tableExists,
  type WrittenRows,
} from './database-target.ts'

export async function openDuckDbTarget(
  path: string,
  { overwrite = false }: DatabaseTargetOptions,
): Promise<DatabaseTarget> {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const isNew = !existsSync(path)
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  }).catch((error: Error) => {
    throw new TableError(
      'unwritable',
      `The DuckDB file ${path} cannot be opened: ${error.message.split('\n')[0]}`,
    )
  })
  const connection = await instance.connect()
  await connection.run('BEGIN TRANSACTION')
  const stages = new Map<string, TableSink>()
  let failed = false
  let unfinished = 0
  let open = true
  const end = async (statement: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    open = false
    try {
      await connection.run(statement)
    } finally {
      connection.closeSync()
      instance.closeSync()
      for (const [file, sink] of stages) {
        await sink.abort()
        await rm(file, { force: true })
      }
    }
  }
  const abort = async (): Promise<void> => {
    if (!open) return
    await end('ROLLBACK')
    if (isNew) for (const file of [path, `${path}.wal`]) await rm(file, { force: true })
  }
  return {
    name: path,
    abort,
    async openSink(table, schema) {
      const known = await connection.runAndReadAll(
        'SELECT 1 FROM information_schema.tables WHERE table_catalog = current_database() AND table_schema = current_schema() AND lower(table_name) = lower($1)',
        [table],
      )
      if (known.currentRowCount > 0 && !overwrite) throw tableExists(table, path)
      const stage = join(dirname(path), `.${basename(path)}.${randomUUID()}.parquet`)
      const sink = await openFileSink(stage, schema, parquetEncoder(schema))
      stages.set(stage, sink)
      unfinished++
      return {
        write: (frame) =>
          sink.write(frame).catch((error) => {
            failed = true
            throw error
          }),
        async close(): Promise<WrittenRows> {
          try {
            const { rows } = await sink.close()
            await connection.run(
              `CREATE OR REPLACE TABLE ${sqlName(table)} AS SELECT * FROM read_parquet(${sqlPath(stage)}, hive_partitioning = false)`,
            )
            await rm(stage, { force: true })
            stages.delete(stage)
            unfinished--
            return { path: table, rows }
          } catch (error) {
            failed = true
            throw error
          }
        },
        async abort() {
          failed = true
          await sink.abort()
        },
      }
    },
    async commit() {
      if (failed || unfinished > 0) {
        await abort()
        throw incomplete()
      }
      await end('COMMIT')
    },
  }
}
