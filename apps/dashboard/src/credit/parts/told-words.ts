/** Values of reports in words: names, figures, estimates with their intervals. */
import { formatCount, formatNumber } from '@pratibimba/reports/charts'
import { capitalised } from '../../parts/words.ts'

const known: Readonly<Record<string, string>> = {
  auc: 'AUC',
  auc_roc: 'AUC',
  ks: 'KS',
  gini: 'Gini',
  psi: 'PSI',
  sha256: 'SHA-256',
  f1: 'F1',
  f1_score: 'F1',
  pd: 'PD',
  id: 'Id',
}

/** `averagePrecision` and `average_precision` → Average precision. */
export function nameInWords(key: string): string {
  const found = known[key]
  if (found !== undefined) return found
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .replaceAll(/\b(auc|psi|ks|pd|dti|lgd)\b/g, (word) => word.toUpperCase())
  return capitalised(words)
}

/** A value that needs no structure of its own; undefined for one that does. */
export function toldPlainly(value: unknown): string | undefined {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return figure(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value === '' ? '–' : value
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    const short = value.every((one) => typeof one !== 'object' && String(one).length <= 40)
    return short && value.length <= 40 ? value.map((one) => toldPlainly(one)).join(', ') : undefined
  }
  if (typeof value === 'object') {
    const estimate = estimateOf(value as Record<string, unknown>)
    if (estimate !== undefined) return estimate
    if (Object.keys(value).length === 0) return 'none'
  }
  return undefined
}

/** An object of a value with its interval. */
function estimateOf(value: Record<string, unknown>): string | undefined {
  const [first, last] = Array.isArray(value.interval) ? value.interval : []
  const low = value.low ?? value.lower ?? first
  const high = value.high ?? value.upper ?? last
  if (typeof value.value !== 'number' || typeof low !== 'number' || typeof high !== 'number') return undefined
  return `${figure(value.value)} (${figure(low)} – ${figure(high)})`
}

function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (Number.isInteger(value)) return formatCount(value)
  return Math.abs(value) < 1 ? String(Number(value.toPrecision(4))).replace('-', '−') : formatNumber(value)
}

/** A row of a table: what a member holds besides stands beside the others. */
export function flattened(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, one]) =>
      toldPlainly(one) === undefined && isPlainObject(one) ? Object.entries(one) : [[key, one]],
    ),
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a list is rows of plain members, flattened. */
export function isTable(values: readonly unknown[]): boolean {
  return (
    values.length > 0 &&
    values.every(
      (row) =>
        isPlainObject(row) &&
        toldPlainly(row) === undefined &&
        Object.values(flattened(row)).every((cell) => toldPlainly(cell) !== undefined),
    )
  )
}

/** Members as they are read: plain ones first. */
export function orderedEntries(value: Record<string, unknown>): [string, unknown][] {
  const entries = Object.entries(value)
  const plain = (one: unknown) => toldPlainly(one) !== undefined
  return [...entries.filter(([, one]) => plain(one)), ...entries.filter(([, one]) => !plain(one))]
}
