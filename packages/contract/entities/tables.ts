/** Columns of the files a portfolio consists of, in the order they are written. */

export const borrowerColumns = [
  'borrower_id',
  'age',
  'income_annual',
  'employment_type',
  'employment_length_months',
  'credit_score',
  'debt_to_income',
  'home_ownership',
  'state',
  'bankruptcies',
  'delinquencies_2y',
  'inquiries_6m',
  'risk_grade',
  'default',
] as const

/** Follows `borrowerColumns` where a demographic override was given. */
export const demographicColumn = 'demographic_group'

export const loanColumns = [
  'loan_id',
  'borrower_id',
  'loan_type',
  'principal',
  'interest_rate',
  'term_months',
  'origination_date',
  'status',
  'risk_grade',
  'monthly_payment',
  'balance',
] as const

export const paymentColumns = [
  'loan_id',
  'borrower_id',
  'month',
  'payment_status',
  'payment_amount',
  'principal_remaining',
  'days_past_due',
  'payment_date',
] as const
