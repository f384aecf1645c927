/** Proposes which column says what, from its name and from what stands in its first cells. */
import { currencyExponent } from '../parsing/currencies.ts'
import { amountParts } from '../parsing/parse-amount.ts'
import { parseMoment } from '../parsing/parse-moment.ts'

/** First cells of a column. */
export interface ColumnSample {
  readonly name: string
  readonly cells: readonly string[]
}

type Check = (cell: string) => boolean

const isAmount: Check = (cell) => amountParts(cell) !== undefined
const isDate: Check = (cell) =>
  (parseMoment(cell, 'day_first') ?? parseMoment(cell, 'month_first')) !== undefined
const checks: Readonly<Record<string, Check>> = {
  timestamp: isDate,
  ingested_at: isDate,
  due_date: isDate,
  paid_date: isDate,
  time: (cell) => /^\d{1,2}:\d{2}/.test(cell.trim()),
  amount: isAmount,
  debit: isAmount,
  credit: isAmount,
  balance: isAmount,
  amount_due: isAmount,
  amount_paid: isAmount,
  currency_column: (cell) => currencyExponent(cell.trim().toUpperCase()) !== undefined,
  mcc: (cell) => /^\d{4}$/.test(cell.trim()),
  direction: (cell) => /^(dr|cr|d|c|db|debit|credit|in|out|s|h|[+-])\.?$/i.test(cell.trim()),
}
/** Of the cells that are not empty, the share that must look right. */
const LEAST_SHARE = 0.5

/** `Txn. Amount (INR)` → `txnamountinr`, and the same without what is in brackets. */
function nameKeys(name: string): readonly string[] {
  const key = (text: string): string =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
  return [key(name), key(name.replaceAll(/[([{].*$/g, ''))]
}

/**
 * A column each for the fields that have one; a column is proposed once, for the field whose names have it first.
 *
 * @param names by field, in the order in which fields choose
 */
export function proposeColumns<Field extends string>(
  samples: readonly ColumnSample[],
  names: Readonly<Record<Field, readonly string[]>>,
  taken: ReadonlySet<string> = new Set(),
): Partial<Record<Field, string>> {
  const candidates: { field: Field; column: string; place: number }[] = []
  for (const { name: column, cells } of samples) {
    if (taken.has(column)) continue
    const keys = nameKeys(column)
    for (const field of Object.keys(names) as Field[]) {
      const places = keys.map((key) => names[field].indexOf(key)).filter((place) => place >= 0)
      if (places.length === 0 || !looksRight(field, cells)) continue
      candidates.push({ field, column, place: Math.min(...places) })
    }
  }
  candidates.sort((a, b) => a.place - b.place)
  const proposed: Partial<Record<Field, string>> = {}
  const used = new Set<string>()
  for (const { field, column } of candidates) {
    if (proposed[field] !== undefined || used.has(column)) continue
    proposed[field] = column
    used.add(column)
  }
  return proposed
}

function looksRight(field: string, cells: readonly string[]): boolean {
  const check = Object.hasOwn(checks, field) ? checks[field] : undefined
  if (check === undefined) return true
  const filled = cells.filter((cell) => cell.trim() !== '')
  return filled.length === 0 || filled.filter(check).length >= LEAST_SHARE * filled.length
}
