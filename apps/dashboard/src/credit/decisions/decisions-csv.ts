/** Decisions as a table to save. */
import type { Decision } from './decisions-table.tsx'

const columns = [
  'decision_id',
  'customer_id',
  'decided_at',
  'decision',
  'final_decision',
  'score',
  'loan_amount',
  'loan_purpose',
  'top_reason_code',
  'top_reason',
  'model_version',
  'policy_version',
  'experiment',
  'arm',
  'latency_ms',
] as const satisfies readonly (keyof Decision)[]

/** RFC 4180 with a header; customer ids are masked, and no cell begins as a formula of a spreadsheet. */
export function csvOf(decisions: readonly Decision[]): string {
  const lines = decisions.map((decision) =>
    columns.map((column) => cellOf(column === 'customer_id' ? masked(decision[column]) : decision[column])),
  )
  return `${[columns, ...lines].map((cells) => cells.join(',')).join('\r\n')}\r\n`
}

/** The last two characters stay, so that a list can be held against another. */
function masked(id: string | null): string | null {
  return id === null ? null : `***${id.length > 4 ? id.slice(-2) : ''}`
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
