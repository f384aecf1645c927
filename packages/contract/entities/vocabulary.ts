/** The words of credit risk that appear in data. */

export const riskGrades = ['A', 'B', 'C', 'D', 'E'] as const
export type RiskGrade = (typeof riskGrades)[number]

export const loanTypes = ['PERSONAL', 'AUTO', 'MORTGAGE', 'CREDIT_CARD', 'SMALL_BUSINESS', 'STUDENT'] as const
export type LoanType = (typeof loanTypes)[number]

export const employmentTypes = ['FULL_TIME', 'PART_TIME', 'SELF_EMPLOYED', 'UNEMPLOYED'] as const
export const homeOwnerships = ['RENT', 'OWN', 'MORTGAGE'] as const
export const loanStatuses = ['current', 'default', 'paid_off'] as const
export const paymentStatuses = [
  'on_time',
  'grace_period',
  '30_days',
  '60_days',
  '90_days',
  'default',
  'paid_off',
  'prepaid',
] as const

export const jobStates = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
export const portfolioSources = ['SYNTHETIC', 'CLONE'] as const

/** What a column of an uploaded file is taken to be. */
export const columnTypes = [
  'integer',
  'continuous',
  'category',
  'ordered_category',
  'boolean',
  'date',
  'timestamp',
  'identifier',
  'free_text',
  'personal',
] as const
export type ColumnType = (typeof columnTypes)[number]

/** Which personal datum a `personal` column holds; it is replaced, never learnt. */
export const personalKinds = [
  'full_name',
  'given_name',
  'family_name',
  'email',
  'phone',
  'street_address',
  'postal_code',
  'city',
  'account_number',
  'card_number',
  'tax_number',
  'ip_address',
  'other',
] as const
export type PersonalKind = (typeof personalKinds)[number]
