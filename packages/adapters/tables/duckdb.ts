/** An in-memory DuckDB, opened on first use: loading the native library takes longer than most commands. */
import type { DuckDBConnection } from '@duckdb/node-api'

export interface DuckDbOptions {
  /** Most memory DuckDB may hold. Default: its own, most of the machine's. */
  readonly memoryLimitMb?: number
  readonly threads?: number
  /** Where it may put what does not fit. Default: nowhere. */
  readonly scratchDirectory?: string
}

export interface LazyDuckDb {
  connection(): Promise<DuckDBConnection>
  close(): Promise<void>
}

export function lazyDuckDb(options: DuckDbOptions): LazyDuckDb {
  let opened: Promise<{ connection: DuckDBConnection; close: () => void }> | undefined
  async function open(): Promise<{ connection: DuckDBConnection; close: () => void }> {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.memoryLimitMb === undefined ? {} : { memory_limit: `${options.memoryLimitMb}MB` }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      temp_directory: options.scratchDirectory ?? '',
    })
    const connection = await instance.connect()
    return {
      connection,
      close: () => {
        connection.closeSync()
        instance.closeSync()
      },
    }
  }
  return {
    connection: async () => {
      opened ??= open()
      return (await opened).connection
    },
    close: async () => {
      if (opened !== undefined) (await opened).close()
      opened = undefined
    },
  }
}

/** A string as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as SQL writes it. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** The path for `read_parquet`, which would take brackets, stars and question marks for patterns. */
export function sqlPath(path: string): string {
  return sqlText(path.replaceAll(/[[*?]/g, (character) => `[${character}]`))
}
