/** What an application says, field by field, and in which column of a table of applications it stands. */

/** Columns of a flat table of applications that features are made of; the rest of an application has no influence. */
export const applicationFields = {
  age_years: { title: 'age in completed years', column: 'date_of_birth' },
  annual_income: { title: 'annual income', column: 'annual_income' },
  employment_years: { title: 'years with the employer', column: 'employment_years' },
  existing_debt: { title: 'existing debt', column: 'existing_debt' },
  loan_amount: { title: 'loan amount', column: 'loan_amount' },
  loan_term_months: { title: 'months of the loan', column: 'loan_term_months' },
  loan_purpose: { title: 'purpose', column: 'loan_purpose' },
  bureau_score: { title: "bureau's score", column: 'credit_score' },
  accounts: { title: 'accounts', column: 'count_accounts' },
  active: { title: 'active accounts', column: 'count_active_accounts' },
  closed: { title: 'closed accounts', column: 'count_closed_accounts' },
  defaulted: { title: 'accounts in default', column: 'count_defaulted_accounts' },
  inquiries: { title: 'inquiries of the last six months', column: 'count_recent_inquiries' },
  warning_score: { title: 'early-warning score', column: 'early_warning_score' },
  net_income: { title: 'monthly net income', column: 'monthly_net_income' },
  expenses: { title: 'monthly expenses', column: 'monthly_expenses' },
} as const satisfies Record<string, { title: string; column: string }>

export type ApplicationField = keyof typeof applicationFields
export const fieldNames = Object.keys(applicationFields) as readonly ApplicationField[]
/** Where the value of a field stands among those of an application. */
export const placeOf = Object.fromEntries(fieldNames.map((name, i) => [name, i])) as Readonly<
  Record<ApplicationField, number>
>

/** Date of the application in a flat table; the as-of day of its features. */
export const APPLICATION_DATE = 'application_date'
/** Age in years, in tables without a date of birth. */
export const AGE = 'age'
/** Named values of sources that features are made of. */
export const sourceValueNames = ['monthly_net_income', 'monthly_expenses'] as const
/** Days back, the as-of day excluded at the far end, in which an inquiry is recent: six months of thirty days. */
export const RECENT_DAYS = 180
