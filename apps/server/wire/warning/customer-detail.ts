/** A customer's profile and payments on the wire. */
import { type CustomerDetail, transactionCategories, transactionStatuses } from '@pratibimba/contract'
import { parseDay } from '@pratibimba/numerics/calendar'
import type { PaymentRecord } from '@pratibimba/risk/ports'
import { featureOf, type OpenCustomer } from '../../warning/scoring/customer/open-customer.ts'

const DAY_MS = 86_400_000
const INCOME_DAYS = 30
const DAYS_A_MONTH = 365.25 / 12

export function profileToWire(customer: OpenCustomer, lossGivenDefault: number): CustomerDetail['profile'] {
  const { asOf, inputs } = customer
  const { age, householdSize, declaredIncomeMinor, openedOn } = inputs.customer
  const opened = [openedOn, ...inputs.accounts.map((account) => account.openedOn)].filter(
    (day) => day !== undefined,
  )
  const first = opened.sort()[0]
  const utilisation = featureOf(customer, 'card_utilisation')
  return {
    age: age ?? null,
    household_size: householdSize ?? null,
    declared_income_minor: declaredIncomeMinor ?? null,
    observed_income_minor: observedIncome(customer),
    credit_limit_minor: asOf.attributes.credit_limit_minor ?? null,
    credit_utilization: Number.isNaN(utilisation) ? null : utilisation,
    current_minor: asOf.balancesMinor.current ?? null,
    savings_minor: asOf.balancesMinor.savings ?? null,
    account_age_months:
      first === undefined ? null : Math.max(0, Math.floor((asOf.asOfDay - parseDay(first)) / DAYS_A_MONTH)),
    accounts: inputs.accounts.length,
    loss_given_default: lossGivenDefault,
  }
}

const income = new Set(
  (['salary', 'other_income'] as const).map((category) => transactionCategories.indexOf(category)),
)
const POSTED = transactionStatuses.indexOf('posted')

/** Salary and other income of the last thirty days that were known at the end of the as-of date. */
function observedIncome({ asOf: { window, asOfDay } }: OpenCustomer): number {
  const { transactions } = window.facts()
  const end = (asOfDay + 1) * DAY_MS
  const from = end - INCOME_DAYS * DAY_MS
  let sum = 0
  for (const [row, at] of transactions.timestampsMs.entries())
    if (
      at >= from &&
      at < end &&
      transactions.ingestedMs[row]! < end &&
      transactions.statuses[row] === POSTED &&
      transactions.amounts[row]! > 0 &&
      income.has(transactions.categories[row]!)
    )
      sum += transactions.amounts[row]!
  return sum
}

export function paymentToWire(payment: PaymentRecord): CustomerDetail['payments'][number] {
  return {
    payment_id: payment.paymentId,
    kind: payment.kind,
    due_date: payment.dueDate,
    amount_due_minor: payment.amountDueMinor,
    paid_date: payment.paidDate ?? null,
    status: payment.status,
  }
}
