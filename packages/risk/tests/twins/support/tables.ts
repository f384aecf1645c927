/** Tables for the tests: made with known dependence, or read from the public data. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { gammaQuantile } from '@pratibimba/numerics/distributions'
import { type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import type { ColumnType, SchemaDescription, TableDescription } from '../../../twins/schema.ts'

/** A description by the kinds of the columns, with exceptions. */
export function describeTable(
  frame: Frame,
  options: { name?: string; types?: Record<string, ColumnType>; primaryKey?: string } = {},
): TableDescription {
  const { name = 'data', types = {}, primaryKey = null } = options
  const usual: Partial<Record<Column['kind'], ColumnType>> = {
    float64: 'continuous',
    category: 'category',
    text: 'free_text',
    serial: 'identifier',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
  }
  const columns = [...frame.columns].map(([column, { kind }]) => ({
    name: column,
    type: types[column] ?? usual[kind] ?? ('integer' as const),
    confidence: 1,
    reason: 'test',
    missingShare: 0,
    distinct: frame.rows,
    quasiIdentifier: false,
  }))
  return { name, rows: frame.rows, primaryKey, columns }
}

export function schemaOf(table: TableDescription): SchemaDescription {
  return { tables: [table], relationships: [], warnings: [] }
}

/** Loans with every kind of column: a key, integers, cents, atoms, gaps, categories, a flag, dates, words. */
export function mixedFrame(rows: number, seed = 1): Frame {
  const stream = openStream(seed, 'mixed-frame')
  const score = new Int32Array(rows)
  const balance = new Float64Array(rows)
  const income = new Float64Array(rows)
  const incomeThere = new Uint8Array(rows)
  const grade = new Int32Array(rows)
  const region = new Int32Array(rows)
  const owner = new Uint8Array(rows)
  const opened = new Int32Array(rows)
  const defaulted = new Int32Array(rows)
  const notes: string[] = []
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    const risk = stream.normal()
    score[i] = Math.round(680 - 60 * risk + 20 * stream.normal())
    balance[i] =
      stream.uniform() < 0.3 ? 0 : Math.round(100 * Math.exp(7 + 0.5 * risk + stream.normal())) / 100
    incomeThere[i] = stream.uniform() < 0.1 + 0.1 * Number(risk > 0) ? 0 : 1
    income[i] = incomeThere[i] ? Math.round(Math.exp(10 - 0.4 * risk + 0.5 * stream.normal())) : Number.NaN
    grade[i] = Math.max(0, Math.min(4, Math.round(2 + risk + 0.3 * stream.normal())))
    region[i] = stream.below(6)
    owner[i] = stream.uniform() < 0.5 - 0.2 * Math.tanh(risk) ? 1 : 0
    opened[i] = 15_000 + stream.below(3000)
    defaulted[i] = stream.uniform() < 0.1 + 0.15 * Number(risk > 1) ? 1 : 0
    notes.push('called the customer about the account')
  }
  return frameOf({
    loan: {
      kind: 'serial',
      values: Float64Array.from({ length: rows }, (_, i) => i + 1),
      prefix: 'L',
      width: 6,
    },
    score: { kind: 'int32', values: score },
    balance: { kind: 'float64', values: balance },
    income: { kind: 'float64', values: income, validity: incomeThere },
    grade: { kind: 'category', values: grade, dictionary: ['A', 'B', 'C', 'D', 'E'] },
    region: {
      kind: 'category',
      values: region,
      dictionary: ['north', 'south', 'east', 'west', 'hill', 'coast'],
    },
    owner: { kind: 'boolean', values: owner },
    opened: { kind: 'date', values: opened },
    remark: { kind: 'text', values: notes },
    default: { kind: 'int32', values: defaulted },
  })
}

/** Three columns of a t copula: x lognormal and y of correlation rho, z apart. */
export function tailedFrame(rows: number, rho: number, nu: number, seed = 7): Frame {
  const stream = openStream(seed, 'tailed-frame')
  const x = new Float64Array(rows)
  const y = new Float64Array(rows)
  const z = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    const scale =
      nu === Number.POSITIVE_INFINITY ? 1 : Math.sqrt(gammaQuantile(stream.uniform(), nu / 2, 2 / nu))
    const a = stream.normal()
    x[i] = Math.exp(a / scale)
    y[i] = (rho * a + Math.sqrt(1 - rho * rho) * stream.normal()) / scale
    z[i] = stream.normal() / scale
  }
  return frameOf({
    x: { kind: 'float64', values: x },
    y: { kind: 'float64', values: y },
    z: { kind: 'float64', values: z },
  })
}

/** Two columns of a Clayton copula: λ = 2^(−1/θ) below, none above. */
export function claytonFrame(rows: number, theta: number): Frame {
  const stream = openStream(1, 'clayton-frame')
  const x = new Float64Array(rows)
  const y = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    stream.at(i)
    const u = stream.uniform()
    const v = (u ** -theta * (stream.uniform() ** (-theta / (1 + theta)) - 1) + 1) ** (-1 / theta)
    x[i] = Math.log(u)
    y[i] = v
  }
  return frameOf({ x: { kind: 'float64', values: x }, y: { kind: 'float64', values: y } })
}

/** The public data folder, or null where there is none; tests then say that they skip. */
export function publicData(file: string): string | null {
  const folder =
    process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../../shared/data')
  const path = resolve(folder, file)
  return existsSync(path) ? path : null
}

/** A gzipped CSV of numbers. */
export function readNumbers(path: string): Frame {
  const [header, ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const columns = names.map(() => new Float64Array(lines.length))
  lines.forEach((line, row) => {
    line.split(',').forEach((cell, j) => {
      columns[j][row] = Number(cell)
    })
  })
  return frameOf(
    names.map((name, j) => {
      const values = columns[j]
      const column: Column = values.every(Number.isInteger)
        ? { kind: 'int32', values: Int32Array.from(values) }
        : { kind: 'float64', values }
      return [name, column] as const
    }),
  )
}
