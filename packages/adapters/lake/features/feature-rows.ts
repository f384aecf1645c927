/** Columns that features are computed from. */

export const transactionColumns = [
  'customer_id',
  'transaction_id',
  'account_kind',
  'timestamp',
  'amount_minor',
  'category',
  'channel',
  'status',
  'balance_minor',
  'ingested_at',
] as const
export const paymentColumns = [
  'customer_id',
  'payment_id',
  'kind',
  'due_date',
  'amount_due_minor',
  'paid_date',
  'amount_paid_minor',
] as const
