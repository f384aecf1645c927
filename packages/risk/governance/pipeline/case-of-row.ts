/** A row of a table of applications as a case that can be decided. */
import { type Frame, isPresent, valueAt } from '@pratibimba/numerics/frame'
import type { Account } from '../../applications/index.ts'
import type { CreditCase } from '../../decisions/index.ts'

const DAYS_OF_YEAR = 365.2425

/**
 * Accounts and inquiries are as many as the row counts. A table that knows ages only is given a birthday half a year back.
 *
 * @param asOfDay of tables without a date of application
 * @returns undefined where the row lacks what an application must name
 */
export function caseOfRow(
  applications: Frame,
  row: number,
  asOfDay: number,
  randomKey: number,
): CreditCase | undefined {
  const number = (name: string): number | undefined => {
    const column = applications.columns.get(name)
    if (column === undefined || !isPresent(column, row)) return undefined
    return column.kind === 'date' ? column.values[row] : Number(valueAt(column, row))
  }
  const day = number('application_date') ?? asOfDay
  const [annualIncome, existingDebt, loanAmount] = ['annual_income', 'existing_debt', 'loan_amount'].map(
    number,
  )
  const employmentYears = number('employment_years')
  const purpose = applications.columns.get('loan_purpose')
  if (annualIncome === undefined || existingDebt === undefined || loanAmount === undefined) return undefined
  if (employmentYears === undefined || purpose === undefined || !isPresent(purpose, row)) return undefined
  const age = number('age')
  const birthDay =
    number('date_of_birth') ?? (age === undefined ? undefined : Math.round(day - (age + 0.5) * DAYS_OF_YEAR))
  const term = number('loan_term_months')
  const score = number('credit_score')
  const accounts = accountsOf(number)
  const inquiries = number('count_recent_inquiries')
  const warning = number('early_warning_score')
  return {
    application: {
      customerId: `row-${row + 1}`,
      annualIncome,
      existingDebt,
      loanAmount,
      employmentYears,
      loanPurpose: String(valueAt(purpose, row)),
      ...(term === undefined ? {} : { loanTermMonths: term }),
      ...(birthDay === undefined ? {} : { birthDay }),
      history: {
        ...(score === undefined ? {} : { score }),
        ...(accounts === undefined ? {} : { accounts }),
        ...(inquiries === undefined ? {} : { inquiryDays: Array.from({ length: inquiries }, () => day - 1) }),
      },
    },
    sources: { ...namedValues(number) },
    ...(warning === undefined ? {} : { earlyWarning: { riskScore: warning, riskLevel: 'LOW' as const } }),
    asOfDay: day,
    randomKey,
    explain: 'reasons',
  }
}

type Numbers = (name: string) => number | undefined

function accountsOf(number: Numbers): Account[] | undefined {
  const all = number('count_accounts')
  if (all === undefined) return undefined
  const named = [
    ['active', number('count_active_accounts') ?? 0],
    ['closed', number('count_closed_accounts') ?? 0],
    ['default', number('count_defaulted_accounts') ?? 0],
  ] as const
  const accounts = named.flatMap(([status, count]) =>
    Array.from({ length: count }, (): Account => ({ status })),
  )
  while (accounts.length < all) accounts.push({ status: 'other' })
  return accounts
}

function namedValues(number: Numbers): CreditCase['sources'] {
  const values = Object.fromEntries(
    ['monthly_net_income', 'monthly_expenses'].flatMap((name) => {
      const value = number(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return {
    bureau: { state: 'given' },
    ...(Object.keys(values).length > 0 ? { statements: { state: 'given' as const, values } } : {}),
  }
}
