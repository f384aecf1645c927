/** Rows of a bank's table as applications: what cannot be one is refused with row and column, never mended. */
import { parseDay } from '@pratibimba/numerics/calendar'
import {
  type CategoryColumn,
  type Column,
  type Frame,
  frameOf,
  isPresent,
  valueAt,
} from '@pratibimba/numerics/frame'
import { EARLIEST_BIRTH } from '../check/index.ts'
import { APPLICATION_DATE } from '../features/fields.ts'
import { type ApplicationColumn, type ApplicationMapping, applicationColumns } from './columns.ts'

/** A row that is no application. Holds no cell content: rows are personal data. */
export interface RefusedRow {
  /** Of the table, from 0. */
  readonly row: number
  /** The bank's name of the column. */
  readonly column: string
  readonly reason: string
}

export interface ReadRows {
  /** Our columns, good rows only. */
  readonly applications: Frame
  /** Where each of them stood in the table. */
  readonly rows: Int32Array
  /** The first of them. */
  readonly refused: readonly RefusedRow[]
  readonly refusedCount: number
}

const LISTED = 100
const LARGEST_AMOUNT = 1e12
const dates: readonly string[] = [APPLICATION_DATE, 'date_of_birth']
const EARLIEST = parseDay(EARLIEST_BIRTH)

interface Range {
  readonly from: number
  readonly to: number
  readonly whole?: true
  readonly required?: true
  readonly above?: true
}
const amount: Range = { from: 0, to: LARGEST_AMOUNT }
const few: Range = { from: 0, to: 1000, whole: true }
const ranges: Readonly<Partial<Record<ApplicationColumn, Range>>> = {
  annual_income: { ...amount, required: true },
  existing_debt: { ...amount, required: true },
  loan_amount: { ...amount, required: true, above: true },
  age: { from: 0, to: 126 },
  employment_years: { from: 0, to: 80 },
  loan_term_months: { from: 1, to: 480, whole: true },
  credit_score: { from: 0, to: 1000 },
  count_accounts: few,
  count_active_accounts: few,
  count_closed_accounts: few,
  count_defaulted_accounts: few,
  count_recent_inquiries: few,
  early_warning_score: { from: 0, to: 1 },
  monthly_net_income: { from: -LARGEST_AMOUNT, to: LARGEST_AMOUNT },
  monthly_expenses: amount,
}

/** @param asOfDay days since 1970-01-01 after which no date may lie, and of applications without a date */
export function readRows(frame: Frame, mapping: ApplicationMapping, asOfDay: number): ReadRows {
  const refused: RefusedRow[] = []
  let refusedCount = 0
  const bad = new Uint8Array(frame.rows)
  const refuse = (row: number, column: string, reason: string): void => {
    if (bad[row] === 0) refusedCount++
    bad[row] = 1
    if (refused.length < LISTED) refused.push({ row, column, reason })
  }
  const mapped = applicationColumns.flatMap((ours) => {
    const theirs = mapping[ours]
    return theirs === undefined ? [] : [{ ours, theirs, column: frame.columns.get(theirs)! }]
  })
  const read = new Map<ApplicationColumn, Float64Array>()
  for (const { ours, theirs, column } of mapped) {
    if (ours === 'loan_purpose') continue
    const values = new Float64Array(frame.rows)
    for (let row = 0; row < frame.rows; row++) {
      const value = dates.includes(ours) ? dayOf(column, row) : numberOf(column, row)
      values[row] = value ?? Number.NaN
      const reason = value === undefined ? 'cannot be read' : faultOf(ours, value, asOfDay)
      if (reason !== undefined) refuse(row, theirs, reason)
    }
    read.set(ours, values)
  }
  const born = read.get('date_of_birth')
  const applied = read.get(APPLICATION_DATE)
  if (born !== undefined && applied !== undefined)
    for (let row = 0; row < frame.rows; row++)
      if (born[row] > applied[row]) refuse(row, mapping.date_of_birth!, 'must not lie after the application')

  const rows = Int32Array.from({ length: frame.rows }, (_, row) => row).filter((row) => bad[row] === 0)
  const columns = mapped.map(({ ours, column }): [string, Column] => [
    ours,
    ours === 'loan_purpose'
      ? purposesOf(column, rows)
      : columnOfRows(read.get(ours)!, rows, dates.includes(ours)),
  ])
  return { applications: frameOf(columns), rows, refused, refusedCount }
}

/** What is wrong with a value; NaN is missing. */
function faultOf(ours: ApplicationColumn, value: number, asOfDay: number): string | undefined {
  if (dates.includes(ours)) {
    if (Number.isNaN(value)) return ours === APPLICATION_DATE ? 'must not be empty' : undefined
    if (value > asOfDay) return 'must not lie in the future'
    return value < EARLIEST ? `must be ${EARLIEST_BIRTH} or later` : undefined
  }
  const range = ranges[ours]!
  if (Number.isNaN(value)) return range.required ? 'must not be empty' : undefined
  if (!(value >= range.from && value <= range.to) || (range.above && value === range.from))
    return `must be ${range.above ? `above ${range.from} and at most` : `${range.from} to`} ${range.to}`
  return range.whole && !Number.isInteger(value) ? 'must be a whole number' : undefined
}

/** NaN where empty, undefined where it is no number. */
function numberOf(column: Column, row: number): number | undefined {
  if (!isPresent(column, row)) return Number.NaN
  if (column.kind === 'date' || column.kind === 'timestamp') return undefined
  if (column.kind !== 'category' && column.kind !== 'text' && column.kind !== 'serial') {
    const value = column.values[row]
    return Math.abs(value) === Number.POSITIVE_INFINITY ? undefined : value
  }
  const text = String(valueAt(column, row)).trim()
  if (text === '') return Number.NaN
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : undefined
}

function dayOf(column: Column, row: number): number | undefined {
  if (!isPresent(column, row)) return Number.NaN
  if (column.kind === 'date') return column.values[row]
  if (column.kind === 'timestamp') return Math.floor(column.values[row] / 86_400_000)
  const text = String(valueAt(column, row)).trim()
  if (text === '') return Number.NaN
  try {
    return parseDay(text)
  } catch {
    return undefined
  }
}

function columnOfRows(values: Float64Array, rows: Int32Array, isDate: boolean): Column {
  const taken = Float64Array.from(rows, (row) => values[row])
  const validity = Uint8Array.from(taken, (value) => (Number.isNaN(value) ? 0 : 1))
  return isDate
    ? { kind: 'date', values: Int32Array.from(taken, (day) => (Number.isNaN(day) ? 0 : day)), validity }
    : { kind: 'float64', values: taken, validity }
}

/** As the bank writes them: an unknown purpose is a purpose. */
function purposesOf(column: Column, rows: Int32Array): CategoryColumn {
  const codes = new Map<string, number>()
  const values = new Int32Array(rows.length)
  const validity = new Uint8Array(rows.length)
  for (let k = 0; k < rows.length; k++) {
    const label = valueAt(column, rows[k])
    if (label === null || String(label).trim() === '') continue
    const text = String(label)
    const code = codes.get(text) ?? codes.size
    codes.set(text, code)
    values[k] = code
    validity[k] = 1
  }
  return { kind: 'category', values, validity, dictionary: [...codes.keys()] }
}
