/** An application as a person fills it in, and the request it makes. */
import type { CreditApplication } from '@pratibimba/contract'

export interface ApplicationForm {
  readonly customer_id: string
  readonly annual_income?: number
  readonly employment_years?: number
  readonly existing_debt?: number
  readonly loan_amount?: number
  readonly loan_purpose: string
  readonly loan_term_months?: number
  readonly date_of_birth: string
  readonly bureau_score?: number
  readonly active: number | undefined
  readonly closed: number | undefined
  readonly defaulted: number | undefined
  readonly inquiries: number | undefined
}

/** The example of the API's description. */
export const exampleForm: ApplicationForm = {
  customer_id: 'example-1',
  annual_income: 75_000,
  employment_years: 5,
  existing_debt: 15_000,
  loan_amount: 25_000,
  loan_purpose: 'home_improvement',
  date_of_birth: '',
  bureau_score: 720,
  active: 1,
  closed: 1,
  defaulted: undefined,
  inquiries: undefined,
}

/** What the fields are called here. */
export const fieldLabels = {
  '/customer_id': 'Customer id',
  '/annual_income': 'Annual income',
  '/employment_years': 'Years with the employer',
  '/existing_debt': 'Existing debt',
  '/loan_amount': 'Amount asked for',
  '/loan_purpose': 'Purpose',
  '/loan_term_months': 'Term in months',
  '/date_of_birth': 'Date of birth',
  '/credit_history/score': 'Bureau score',
  '/credit_history/accounts': 'Accounts',
  '/credit_history/inquiries': 'Inquiries in six months',
} as const

/** Fields without which an application is none, and are empty; as the server would say. */
export function missingFields(form: ApplicationForm): Readonly<Record<string, string>> {
  const missing: Record<string, string> = {}
  if (form.customer_id.trim() === '') missing['/customer_id'] = 'must not be empty'
  if (form.loan_purpose.trim() === '') missing['/loan_purpose'] = 'must not be empty'
  for (const field of ['annual_income', 'employment_years', 'existing_debt', 'loan_amount'] as const)
    if (form[field] === undefined) missing[`/${field}`] = 'is needed'
  if (form.loan_amount === 0) missing['/loan_amount'] = 'must be more than 0'
  return missing
}

/** @param today YYYY-MM-DD, the day the inquiries count for */
export function applicationOf(form: ApplicationForm, today: string): CreditApplication {
  const accounts = [
    ...several(form.active, { status: 'active' }),
    ...several(form.closed, { status: 'closed' }),
    ...several(form.defaulted, { status: 'default' }),
  ]
  const inquiries = several(form.inquiries, { date: today })
  const counted = [form.active, form.closed, form.defaulted].some((count) => count !== undefined)
  const application = {
    customer_id: form.customer_id,
    annual_income: form.annual_income,
    employment_years: form.employment_years,
    existing_debt: form.existing_debt,
    loan_amount: form.loan_amount,
    loan_purpose: form.loan_purpose,
    loan_term_months: form.loan_term_months,
    date_of_birth: form.date_of_birth || undefined,
    credit_history: {
      score: form.bureau_score,
      accounts: counted ? accounts : undefined,
      inquiries: form.inquiries === undefined ? undefined : inquiries,
    },
  }
  return JSON.parse(JSON.stringify(application)) as CreditApplication
}

function several<One>(count: number | undefined, one: One): One[] {
  return Array.from({ length: Math.min(1000, Math.max(0, count ?? 0)) }, () => one)
}
