/** What the catalogue keeps of a customer's day. Moves between own accounts are neither income nor spending. */
import type { PaymentKind, TransactionCategory, TransactionChannel } from '@pratibimba/contract'
import type { Measure, TransactionFilter } from '../measures.ts'

const essentials = [
  'rent',
  'utilities',
  'telecom',
  'insurance',
  'tax',
  'groceries',
  'transport',
  'health',
  'education',
] as const satisfies readonly TransactionCategory[]

const discretionary = [
  'restaurants',
  'shopping',
  'entertainment',
  'travel',
  'subscription',
  'gambling',
] as const satisfies readonly TransactionCategory[]

/** Leaves the household, whatever for: neither savings nor the card's bill, whose purchases are counted already. */
const spending = [
  ...essentials,
  ...discretionary,
  'instalment',
  'lending_app',
  'cash_withdrawal',
  'transfer',
  'fee',
  'other',
] as const satisfies readonly TransactionCategory[]

/** Of the current account's spending what is not owed on a date. */
const everyday = spending.filter(
  (category) => category !== 'rent' && category !== 'instalment' && category !== 'utilities',
)

const own = ['savings_transfer', 'investment'] as const satisfies readonly TransactionCategory[]

const amount = <const Id extends string>(id: Id, title: string, where: TransactionFilter) =>
  ({ id, title, event: 'transaction', value: 'amount', where }) as const
const count = <const Id extends string>(id: Id, title: string, where: TransactionFilter) =>
  ({ id, title, event: 'transaction', value: 'count', where }) as const
const byChannel = <const Channel extends TransactionChannel>(channel: Channel, title: string) =>
  count(`${channel}_count`, title, { channels: [channel] })

const due = <const Id extends string, const Value extends 'amount_due' | 'count'>(
  id: Id,
  title: string,
  value: Value,
  kinds?: readonly PaymentKind[],
) => ({ id, title, event: 'payment_due', value, ...(kinds && { kinds }) }) as const
const settled = <
  const Id extends string,
  const Value extends 'amount_paid' | 'amount_due' | 'count' | 'days_late',
>(
  id: Id,
  title: string,
  value: Value,
  kinds?: readonly PaymentKind[],
) => ({ id, title, event: 'payment_settled', value, ...(kinds && { kinds }) }) as const

export const measures = [
  amount('salary_amount', 'Salary received', { categories: ['salary'], direction: 'in' }),
  amount('income_amount', 'Income received', { categories: ['salary', 'other_income'], direction: 'in' }),
  amount('spending_amount', 'Spending, by card too', { categories: spending, direction: 'out' }),
  amount('discretionary_amount', 'Discretionary spending', { categories: discretionary, direction: 'out' }),
  amount('everyday_amount', 'Everyday spending from the current account', {
    categories: everyday,
    accounts: ['current'],
    direction: 'out',
  }),
  amount('current_out_amount', 'Paid out of the current account, card bills too', {
    categories: [...spending, 'card_payment'],
    accounts: ['current'],
    direction: 'out',
  }),
  amount('health_amount', 'Spending on health', { categories: ['health'], direction: 'out' }),

  amount('saved_amount', 'Put into savings and investments', {
    categories: own,
    accounts: ['current'],
    direction: 'out',
  }),
  amount('savings_drawn_amount', 'Taken back from savings and investments', {
    categories: own,
    accounts: ['current'],
    direction: 'in',
  }),

  amount('atm_amount', 'Cash drawn at machines', {
    categories: ['cash_withdrawal'],
    channels: ['atm'],
    direction: 'out',
  }),
  amount('cash_drawn_amount', 'Cash drawn', { categories: ['cash_withdrawal'], direction: 'out' }),
  amount('cash_deposit_amount', 'Cash paid in', { categories: ['cash_deposit'], direction: 'in' }),

  count('lending_app_count', 'Transfers from and to lending apps', { categories: ['lending_app'] }),
  amount('borrowed_amount', 'Borrowed from lending apps', { categories: ['lending_app'], direction: 'in' }),
  count('gambling_count', 'Payments to gambling', { categories: ['gambling'], direction: 'out' }),
  count('failed_autodebit_count', 'Automatic debits refused', { channels: ['auto_debit'], status: 'failed' }),

  count('transaction_count', 'Transactions', {}),
  count('night_count', 'Transactions from midnight to five', { hours: [0, 5] }),
  byChannel('card', 'Transactions by card'),
  byChannel('online', 'Transactions online'),
  byChannel('mobile', 'Transactions by mobile'),
  byChannel('atm', 'Transactions at machines'),
  byChannel('branch', 'Transactions in a branch'),
  byChannel('auto_debit', 'Transactions by automatic debit'),
  byChannel('transfer', 'Transactions by transfer'),

  due('due_amount', 'Payments due', 'amount_due'),
  due('due_count', 'Number of payments due', 'count'),
  settled('settled_due_amount', 'What was due of payments settled', 'amount_due'),
  settled('settled_count', 'Number of payments settled', 'count'),
  settled('days_late', 'Days late of payments settled', 'days_late'),
  due('utility_due_count', 'Number of bills due', 'count', ['utility']),
  settled('utility_settled_count', 'Number of bills settled', 'count', ['utility']),
  settled('utility_days_late', 'Days late of bills settled', 'days_late', ['utility']),
  due('instalment_due_count', 'Number of instalments due', 'count', ['instalment']),
  settled('instalment_settled_count', 'Number of instalments settled', 'count', ['instalment']),
  settled('instalment_days_late', 'Days late of instalments settled', 'days_late', ['instalment']),
  due('card_minimum_due_amount', 'Minimum payments due on cards', 'amount_due', ['card_minimum']),
  settled('card_minimum_paid_amount', 'Paid on card bills', 'amount_paid', ['card_minimum']),
] as const satisfies readonly Measure[]

/** Ids of the measures above: a formula that names another does not compile. */
export type CatalogueMeasure = (typeof measures)[number]['id']
