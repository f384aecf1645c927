/** From DuckDB's vectors into the arrays of a column. */
import type { DuckDBDataChunk } from '@duckdb/node-api'
import type { Column } from '@pratibimba/numerics/frame'
import type { ReadableKind } from '@pratibimba/risk/ports'
import { unguarded } from './source-columns.ts'

/** Collects a column chunk by chunk. */
export interface ColumnReader {
  readonly sql: string
  take(vector: Vector, count: number, at: number): void
  finish(): Column
}

type Vector = ReturnType<DuckDBDataChunk['getColumnVector']>

/** Reads doubles, NaN where missing, into the kind's array. */
export function numberReader(
  sql: string,
  kind: Exclude<ReadableKind, 'text'>,
  rows: number,
  dictionary: readonly string[] = [],
): ColumnReader {
  const values = arrayOf(kind, rows)
  const absent = kind === 'float64' ? Number.NaN : 0
  let validity: Uint8Array | undefined
  return {
    sql,
    take(vector, count, at) {
      for (let i = 0; i < count; i++) {
        const value = vector.getItem(i) as number
        if (Number.isNaN(value)) {
          validity ??= new Uint8Array(rows).fill(1)
          validity[at + i] = 0
          values[at + i] = absent
        } else values[at + i] = value
      }
    },
    finish: () =>
      ({
        kind,
        values,
        ...(kind === 'category' ? { dictionary } : {}),
        ...(validity === undefined ? {} : { validity }),
      }) as Column,
  }
}

function arrayOf(kind: Exclude<ReadableKind, 'text'>, rows: number): Float64Array | Int32Array | Uint8Array {
  if (kind === 'boolean') return new Uint8Array(rows)
  return kind === 'int32' || kind === 'date' || kind === 'category'
    ? new Int32Array(rows)
    : new Float64Array(rows)
}

/** Reads guarded strings. */
export function textReader(sql: string, kind: 'text' | 'category', rows: number): ColumnReader {
  const texts = new Array<string>(rows).fill('')
  let validity: Uint8Array | undefined
  return {
    sql,
    take(vector, count, at) {
      for (let i = 0; i < count; i++) {
        const text = vector.getItem(i) as string | null
        if (text === null) {
          validity ??= new Uint8Array(rows).fill(1)
          validity[at + i] = 0
        } else texts[at + i] = unguarded(text)
      }
    },
    finish: () => {
      const shared = validity === undefined ? {} : { validity }
      if (kind === 'text') return { kind, values: texts, ...shared }
      const present = texts.filter((_, row) => validity?.[row] !== 0)
      const dictionary = [...new Set(present)].sort((a, b) => (a < b ? -1 : 1))
      const codes = new Map(dictionary.map((text, code) => [text, code]))
      return { kind, values: Int32Array.from(texts, (text) => codes.get(text) ?? 0), dictionary, ...shared }
    },
  }
}
