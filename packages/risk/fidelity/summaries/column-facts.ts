/** A column read once: what summaries and comparisons both need of it. */
import { type Column, isPresent, valueAt } from '@pratibimba/numerics/frame'
import type { ColumnType } from '../../twins/schema.ts'
import type { SummaryKind } from './summary.ts'

const MS_PER_DAY = 86_400_000

export type ColumnFacts =
  | {
      readonly kind: 'number' | 'date'
      readonly missing: number
      readonly rows: number
      readonly sorted: Float64Array
    }
  | {
      readonly kind: 'category' | 'identifier' | 'text'
      readonly missing: number
      readonly rows: number
      /** Rows by level. */
      readonly counts: ReadonlyMap<string, number>
    }

/**
 * How a column is shown: by its described type where there is one, else by its kind; strings that hardly repeat are text.
 */
export function summaryKindOf(column: Column, type?: ColumnType): SummaryKind {
  if (type === 'identifier') return 'identifier'
  if (type === 'free_text' || type === 'personal') return 'text'
  if (type === 'category' || type === 'ordered_category' || type === 'boolean') return 'category'
  switch (column.kind) {
    case 'category':
    case 'boolean':
      return 'category'
    case 'text':
      return 'text'
    case 'serial':
      return 'identifier'
    case 'date':
    case 'timestamp':
      return 'date'
    default:
      return 'number'
  }
}

export function factsOf(column: Column, kind: SummaryKind): ColumnFacts {
  const rows = column.values.length
  if ((kind === 'number' || kind === 'date') && column.kind !== 'text') {
    const scale = column.kind === 'date' ? MS_PER_DAY : 1
    const present = new Float64Array(rows)
    let n = 0
    for (let i = 0; i < rows; i++) {
      const value = column.values[i]
      if (isPresent(column, i) && !Number.isNaN(value)) present[n++] = value * scale
    }
    return { kind, missing: rows - n, rows, sorted: present.subarray(0, n).sort() }
  }
  const { counts, missing } = countLevels(column)
  return { kind: kind === 'number' || kind === 'date' ? 'text' : kind, missing, rows, counts }
}

function countLevels(column: Column): { counts: Map<string, number>; missing: number } {
  const counts = new Map<string, number>()
  let missing = 0
  const add = (level: string, rows: number): void => {
    if (rows > 0) counts.set(level, (counts.get(level) ?? 0) + rows)
  }
  if (column.kind === 'category') {
    const byCode = new Float64Array(column.dictionary.length)
    for (let i = 0; i < column.values.length; i++)
      if (isPresent(column, i)) byCode[column.values[i]]++
      else missing++
    column.dictionary.forEach((level, code) => {
      add(level, byCode[code])
    })
    return { counts, missing }
  }
  if (column.kind === 'text') {
    for (let i = 0; i < column.values.length; i++)
      if (isPresent(column, i)) add(column.values[i], 1)
      else missing++
    return { counts, missing }
  }
  const byValue = new Map<number, number>()
  const rowOf = new Map<number, number>()
  for (let i = 0; i < column.values.length; i++) {
    const value = column.values[i]
    if (!isPresent(column, i) || Number.isNaN(value)) {
      missing++
      continue
    }
    byValue.set(value, (byValue.get(value) ?? 0) + 1)
    if (!rowOf.has(value)) rowOf.set(value, i)
  }
  for (const [value, rows] of byValue) add(levelText(column, rowOf.get(value)!), rows)
  return { counts, missing }
}

/** The level a row shows, as text; the empty string where missing. */
export function levelText(column: Column, row: number): string {
  const value = valueAt(column, row)
  if (value === null) return ''
  return value instanceof Date
    ? value.toISOString().slice(0, column.kind === 'date' ? 10 : 24)
    : String(value)
}
