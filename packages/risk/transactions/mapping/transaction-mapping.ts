/** From what is proposed and what a user says to one mapping, with the questions that are still open. */
import { type AmountMarks, decimalOf } from '../parsing/amount-marks.ts'
import { type DateMarks, dateOrderOf } from '../parsing/date-marks.ts'
import type { TransactionField } from './fields.ts'
import type { ColumnMapping } from './mapping.ts'

export type TransactionMapping = ColumnMapping<TransactionField>

/** Something only a user can say, or should know. */
export interface Remark {
  /** `question`: nothing is read until it is answered. */
  readonly kind: 'question' | 'note'
  readonly field: string
  readonly text: string
}

/** What the cells of the whole file say. */
export interface ColumnMarks {
  readonly dates: DateMarks
  readonly amounts: AmountMarks
  /** Rows by currency code, upper-case; empty where no column says it. */
  readonly currencies: ReadonlyMap<string, number>
}

/** Columns of a mapping; what a user says goes before what is proposed, and one column is not read as two fields. */
export function mergeColumns<Field extends string>(
  proposed: Readonly<Partial<Record<Field, string>>>,
  given: Readonly<Record<string, string | null>>,
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const columns: Partial<Record<Field, string>> = {}
  const claimed = new Set(Object.values(given))
  for (const field of fields) {
    const said = given[field]
    if (said !== undefined) {
      if (said !== null) columns[field] = said
    } else if (proposed[field] !== undefined && !claimed.has(proposed[field]))
      columns[field] = proposed[field]
  }
  return columns
}

/** What is missing before a single row can be read. */
export function missingColumns(columns: Readonly<Partial<Record<TransactionField, string>>>): Remark[] {
  const remarks: Remark[] = []
  const ask = (field: string, text: string): void => void remarks.push({ kind: 'question', field, text })
  if (columns.customer_id === undefined && columns.account_id === undefined)
    ask('customer_id', 'No column says whose a transaction is; map "customer_id" or "account_id" to one.')
  if (columns.timestamp === undefined)
    ask('timestamp', 'No column says when; map "timestamp" to a date or a date with time.')
  const hasPair = columns.debit !== undefined || columns.credit !== undefined
  if (columns.amount === undefined && !hasPair)
    ask('amount', 'No column says how much; map "amount", or "debit" and "credit".')
  if (
    columns.amount === undefined &&
    hasPair &&
    (columns.debit === undefined || columns.credit === undefined)
  )
    ask('debit', 'Money that went and money that came need a column each; map both "debit" and "credit".')
  return remarks
}

/** The mapping with every rule decided that the cells decide. */
export function decideRules(
  columns: Readonly<Partial<Record<TransactionField, string>>>,
  given: Readonly<Record<string, string | null>>,
  marks: ColumnMarks,
): { mapping: TransactionMapping; remarks: Remark[] } {
  const remarks: Remark[] = []
  const add = (kind: Remark['kind'], field: string, text: string): void =>
    void remarks.push({ kind, field, text })
  const { dates, amounts, currencies } = marks
  const order = given.date_order ?? dateOrderOf(dates)
  if (order === 'ask')
    add(
      'question',
      'date_order',
      dates.dayFirst > 0
        ? `${dates.dayFirst} dates can only be day first and ${dates.monthFirst} only month first; say "date_order", and the others are refused.`
        : `All ${dates.either} dates could begin with the day or with the month; say "date_order": "day_first" or "month_first".`,
    )
  const decimal = given.decimal ?? decimalOf(amounts)
  if (decimal === 'ask')
    add(
      'question',
      'decimal',
      amounts.point > 0
        ? `${amounts.point} amounts have a decimal point and ${amounts.comma} a decimal comma; say "decimal", and the others are refused.`
        : `${amounts.either} amounts such as 1,234 could be a thousand or one and a bit; say "decimal": "." or ",".`,
    )
  if (dates.withTime > dates.withZone && given.zone == null)
    add('note', 'zone', 'Times without a zone are taken for UTC; say "zone" if they are local.')
  const currency = chosenCurrency(columns, given, currencies, add)
  if (
    amounts.negative === 0 &&
    amounts.cells > 0 &&
    columns.direction === undefined &&
    columns.debit === undefined
  )
    add(
      'note',
      'positive',
      'No amount is negative: all would be money that came. If they are spending, say "positive": "went".',
    )
  const rules = {
    ...(order === 'ask' ? {} : { date_order: order }),
    ...(decimal === 'ask' ? {} : { decimal }),
    zone: given.zone ?? 'UTC',
    ...(currency === undefined ? {} : { currency }),
    positive: given.positive ?? 'came',
  }
  return { mapping: { ...columns, ...rules } as TransactionMapping, remarks }
}

function chosenCurrency(
  columns: Readonly<Partial<Record<TransactionField, string>>>,
  given: Readonly<Record<string, string | null>>,
  currencies: ReadonlyMap<string, number>,
  add: (kind: Remark['kind'], field: string, text: string) => void,
): string | undefined {
  const said = given.currency
  if (said != null) return said
  const found = [...currencies].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (found.length === 1) return found[0][0]
  add(
    'question',
    'currency',
    columns.currency_column === undefined
      ? 'No column says the currency; say --currency, such as EUR.'
      : `There are ${found.length} currencies (${found
          .slice(0, 8)
          .map(([code, rows]) => `${code}: ${rows} rows`)
          .join(', ')}); choose one with --currency. Rows of others are refused unless rates are given.`,
  )
  return undefined
}
