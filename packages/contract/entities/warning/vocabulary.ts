/** The words of bank accounts and early warning that appear in data. */

/** What a transaction is for. The sign of its amount says whether money came or went. */
export const transactionCategories = [
  'salary',
  'other_income',
  'refund',
  'rent',
  'instalment',
  'card_payment',
  'utilities',
  'telecom',
  'insurance',
  'tax',
  'groceries',
  'transport',
  'health',
  'education',
  'restaurants',
  'shopping',
  'entertainment',
  'travel',
  'subscription',
  'gambling',
  'lending_app',
  'cash_withdrawal',
  'cash_deposit',
  'transfer',
  'savings_transfer',
  'investment',
  'fee',
  'other',
] as const
export type TransactionCategory = (typeof transactionCategories)[number]

/** How it was made. */
export const transactionChannels = [
  'card',
  'online',
  'mobile',
  'atm',
  'branch',
  'auto_debit',
  'transfer',
] as const
export type TransactionChannel = (typeof transactionChannels)[number]

/** `failed`: an attempt that was refused, so that no money moved; its amount is what was asked for. */
export const transactionStatuses = ['posted', 'failed'] as const
export type TransactionStatus = (typeof transactionStatuses)[number]

export const accountKinds = ['current', 'savings', 'credit_card', 'loan'] as const
export type AccountKind = (typeof accountKinds)[number]

/** What is owed on a date. */
export const paymentKinds = ['rent', 'instalment', 'card_minimum', 'utility'] as const
export type PaymentKind = (typeof paymentKinds)[number]

/** `missed`: the account was empty on the due date and it is still unpaid; `late`: paid after its due date. */
export const duePaymentStatuses = ['scheduled', 'paid', 'late', 'missed'] as const
export type DuePaymentStatus = (typeof duePaymentStatuses)[number]

/** By calibrated probability of a missed payment in thirty days; where they begin is policy. */
export const riskLevels = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const
export type RiskLevel = (typeof riskLevels)[number]

/** What may be behind a simulated household's trouble; a real file has none of it. */
export const hiddenStates = ['stable', 'income_loss', 'illness', 'over_commitment', 'addiction'] as const
export type HiddenState = (typeof hiddenStates)[number]

/** Features of days since something: from this value on it did not happen in all the days that are looked at. */
export const neverFrom: Readonly<Record<string, number>> = { days_since_failed_debit: 91 }

/** What a file of payments that are owed can say. */
export const paymentFields = [
  'customer_id',
  'account_id',
  'payment_id',
  'kind',
  'due_date',
  'amount_due',
  'paid_date',
  'amount_paid',
] as const
export type PaymentField = (typeof paymentFields)[number]
