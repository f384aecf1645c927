/** A table of applications as the columns that batches are decided from. */
import type { SourceKind, SourceState } from '@pratibimba/contract'
import { type Column, isPresent, valueAt } from '@pratibimba/numerics/frame'
import { type ApplicationTable, applicationFeatures } from '@pratibimba/risk/applications'
import type { CaseColumns } from '@pratibimba/risk/decisions'

export function caseColumnsOf({ features, applications }: ApplicationTable): CaseColumns {
  const { rows } = features
  const own = (name: string): Float64Array => numbersOf(applications.columns.get(name), rows)
  const labels = (column: Column | undefined): (string | null)[] =>
    Array.from({ length: rows }, (_, row) =>
      column === undefined ? null : (valueAt(column, row) as string | null),
    )
  const purposes = labels(features.columns.get('loan_purpose'))
  return {
    rows,
    application: {
      annual_income: own('annual_income'),
      employment_years: own('employment_years'),
      existing_debt: own('existing_debt'),
      loan_amount: own('loan_amount'),
      loan_purpose: purposes.map((label) => label ?? ''),
      loan_term_months: own('loan_term_months'),
      age: numbersOf(features.columns.get('age'), rows),
    },
    features: Object.fromEntries(
      applicationFeatures.features.map(({ id, kind }) => [
        id,
        kind === 'category' ? purposes : numbersOf(features.columns.get(id), rows),
      ]),
    ),
    sources: sourcesOf(applications.columns),
    ...(applications.columns.has('early_warning_score') && {
      earlyWarning: { riskScore: own('early_warning_score'), riskLevel: purposes.map(() => null) },
    }),
  }
}

const bureauColumns = ['credit_score', 'count_accounts', 'count_recent_inquiries']

function sourcesOf(columns: ReadonlyMap<string, unknown>): Record<SourceKind, SourceState> {
  return {
    bureau: bureauColumns.some((name) => columns.has(name)) ? 'given' : 'not_asked',
    statements: columns.has('monthly_net_income') ? 'given' : 'not_asked',
    kyc: 'not_asked',
    external: 'not_asked',
    early_warning: columns.has('early_warning_score') ? 'given' : 'not_asked',
  }
}

/** NaN where missing. */
function numbersOf(column: Column | undefined, rows: number): Float64Array {
  if (column === undefined) return new Float64Array(rows).fill(Number.NaN)
  if (column.kind === 'text' || column.kind === 'serial') throw new RangeError('numbersOf: need numbers')
  if (column.kind === 'float64' && column.validity === undefined) return column.values
  return Float64Array.from({ length: rows }, (_, row) =>
    isPresent(column, row) ? column.values[row]! : Number.NaN,
  )
}
