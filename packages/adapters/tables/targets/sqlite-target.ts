/** Tables of a SQLite file, through the SQLite that is part of Node. */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { formatDay } from '@pratibimba/numerics/calendar'
import { type Column, type ColumnKind, serialText } from '@pratibimba/numerics/frame'
import { TableError } from '@pratibimba/risk/ports'
import { sqlName } from '../duckdb.ts'
import { checkSchema } from '../file-sink.ts'
import {
  type DatabaseTarget,
  type DatabaseTargetOptions,
  incomplete,
  tableExists,
} from './database-target.ts'
import { rowSink } from './row-sink.ts'

/** Days and instants are ISO 8601 text, as SQLite's own functions expect them. */
const TYPES: Record<ColumnKind, string> = {
  float64: 'REAL',
  int32: 'INTEGER',
  int64: 'INTEGER',
  boolean: 'INTEGER',
  date: 'TEXT',
  timestamp: 'TEXT',
  category: 'TEXT',
  text: 'TEXT',
  serial: 'TEXT',
}

export async function openSqliteTarget(
  path: string,
  { overwrite = false }: DatabaseTargetOptions,
): Promise<DatabaseTarget> {
  const isNew = !existsSync(path)
  const database = orTableError(path, () => {
    const opened = new DatabaseSync(path)
    opened.exec('BEGIN IMMEDIATE')
    return opened
  })
  let failed = false
  let unfinished = 0
  const abort = async (): Promise<void> => {
    if (!database.isOpen) return
    // A full disk has SQLite end the transaction by itself.
    if (database.isTransaction) database.exec('ROLLBACK')
    database.close()
    if (isNew) for (const leftover of [path, `${path}-journal`]) await rm(leftover, { force: true })
  }
  return {
    name: path,
    abort,
    async openSink(table, schema) {
      checkSchema(schema)
      const name = sqlName(table)
      const exists = database
        .prepare("SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ? COLLATE NOCASE")
        .get(table)
      if (exists !== undefined) {
        if (!overwrite) throw tableExists(table, path)
        database.exec(`DROP TABLE ${name}`)
      }
      database.exec(
        `CREATE TABLE ${name} (${schema.map((column) => `${sqlName(column.name)} ${TYPES[column.kind]}`).join(', ')})`,
      )
      const insert = database.prepare(`INSERT INTO ${name} VALUES (${schema.map(() => '?').join(', ')})`)
      unfinished++
      return rowSink(table, schema, {
        insert: async (columns, rows) => {
          const cells = columns.map(cellReader)
          orTableError(path, () => {
            for (let row = 0; row < rows; row++) insert.run(...cells.map((cell) => cell(row)))
          })
        },
        finish: async () => {
          unfinished--
        },
        fail: async () => {
          failed = true
        },
      })
    },
    async commit() {
      if (failed || unfinished > 0) {
        await abort()
        throw incomplete()
      }
      orTableError(path, () => database.exec('COMMIT'))
      database.close()
    },
  }
}

/** Values as SQLite takes them. */
function cellReader(column: Column): (row: number) => SQLInputValue {
  const { validity } = column
  const present = presentCell(column)
  return validity === undefined ? present : (row) => (validity[row] === 1 ? present(row) : null)
}

function presentCell(column: Column): (row: number) => SQLInputValue {
  switch (column.kind) {
    case 'category':
      return (row) => column.dictionary[column.values[row]]
    case 'serial':
      return (row) => serialText(column, row)
    case 'date':
      return (row) => formatDay(column.values[row])
    case 'timestamp':
      return (row) => (Number.isNaN(column.values[row]) ? null : new Date(column.values[row]).toISOString())
    case 'float64':
    case 'int64':
      return (row) => (Number.isNaN(column.values[row]) ? null : column.values[row])
    default:
      return (row) => column.values[row]
  }
}

function orTableError<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { errcode, errstr } = error as { errcode?: number; errstr?: string }
    if (errcode === 13) throw new TableError('disk_full', `The disk is full; ${path} was not written.`)
    if (errcode !== undefined)
      throw new TableError('unwritable', `The SQLite file ${path} cannot be written: ${errstr}.`)
    throw error
  }
}
