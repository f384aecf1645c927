/** Rows of a lake as records of the online store, streamed. */
import { type Lake, numbersOf, textsOf } from '@pratibimba/adapters/lake'
import type {
  AccountKind,
  DuePaymentStatus,
  PaymentKind,
  TransactionCategory,
  TransactionChannel,
  TransactionStatus,
} from '@pratibimba/contract'
import { ageBandOf, incomeBracketOf, type LakeTable, lakeTables } from '@pratibimba/risk/households'
import type {
  AccountRecord,
  CustomerRecord,
  DailyBalance,
  LabelRecord,
  PaymentRecord,
  TransactionRecord,
} from '@pratibimba/risk/ports'
import { dayTexts, optional } from './reading.ts'

const DAY_MS = 86_400_000
const dayText = dayTexts()

async function* framesOf(lake: Lake, table: LakeTable, fromDay?: number) {
  const columns = lakeTables[table].map(({ name }) => name)
  const within =
    fromDay === undefined
      ? undefined
      : { column: 'timestamp', from: fromDay * DAY_MS, to: Number.MAX_SAFE_INTEGER }
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    yield* lake.frames(table, bucket, columns, within)
}

export async function* customersOf(lake: Lake): AsyncGenerator<CustomerRecord> {
  for await (const frame of framesOf(lake, 'customers')) {
    const id = textsOf(frame, 'customer_id')
    const [employment, home, region] = ['employment_type', 'home_ownership', 'region'].map((name) =>
      textsOf(frame, name),
    )
    const [age, size, income, opened] = ['age', 'household_size', 'declared_income_minor', 'opened_on'].map(
      (name) => numbersOf(frame, name),
    )
    for (let row = 0; row < frame.rows; row++)
      yield {
        customerId: id(row),
        age: age(row),
        employmentType: employment(row),
        homeOwnership: home(row),
        region: region(row),
        householdSize: size(row),
        declaredIncomeMinor: income(row),
        openedOn: dayText(opened(row)),
        origin: 'simulated',
        ageBand: ageBandOf(age(row)),
        incomeBracket: incomeBracketOf(income(row)),
      }
  }
}

export async function* accountsOf(lake: Lake): AsyncGenerator<AccountRecord> {
  for await (const frame of framesOf(lake, 'accounts')) {
    const [id, customer, kind, currency] = ['account_id', 'customer_id', 'kind', 'currency'].map((name) =>
      textsOf(frame, name),
    )
    const [opened, limit, owed] = ['opened_on', 'credit_limit_minor', 'outstanding_minor'].map((name) =>
      numbersOf(frame, name),
    )
    for (let row = 0; row < frame.rows; row++)
      yield {
        accountId: id(row),
        customerId: customer(row),
        kind: kind(row) as AccountKind,
        currency: currency(row),
        openedOn: dayText(opened(row)),
        creditLimitMinor: optional(limit(row)),
        outstandingMinor: optional(owed(row)),
      }
  }
}

/** @param knownBeforeMs what became known later is left out */
export async function* transactionsOf(
  lake: Lake,
  fromDay: number,
  knownBeforeMs: number,
): AsyncGenerator<TransactionRecord> {
  for await (const frame of framesOf(lake, 'transactions', fromDay)) {
    const [id, customer, account, kind, currency, category, channel, status, description] = [
      'transaction_id',
      'customer_id',
      'account_id',
      'account_kind',
      'currency',
      'category',
      'channel',
      'status',
      'description',
    ].map((name) => textsOf(frame, name))
    const [timestamp, amount, balance, ingested] = [
      'timestamp',
      'amount_minor',
      'balance_minor',
      'ingested_at',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      if (timestamp(row) < fromDay * DAY_MS || ingested(row) >= knownBeforeMs) continue
      yield {
        transactionId: id(row),
        customerId: customer(row),
        accountId: account(row),
        accountKind: kind(row) as AccountKind,
        timestamp: new Date(timestamp(row)),
        amountMinor: amount(row),
        currency: currency(row),
        category: category(row) as TransactionCategory,
        channel: channel(row) as TransactionChannel,
        status: status(row) as TransactionStatus,
        description: description(row),
        balanceMinor: optional(balance(row)),
        ingestedAt: new Date(ingested(row)),
      }
    }
  }
}

export async function* paymentsOf(lake: Lake): AsyncGenerator<PaymentRecord> {
  for await (const frame of framesOf(lake, 'payments')) {
    const [id, customer, account, kind, status] = [
      'payment_id',
      'customer_id',
      'account_id',
      'kind',
      'status',
    ].map((name) => textsOf(frame, name))
    const [due, amountDue, paid, amountPaid] = [
      'due_date',
      'amount_due_minor',
      'paid_date',
      'amount_paid_minor',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      const paidDay = optional(paid(row))
      yield {
        paymentId: id(row),
        customerId: customer(row),
        accountId: account(row),
        kind: kind(row) as PaymentKind,
        dueDate: dayText(due(row)),
        amountDueMinor: amountDue(row),
        paidDate: paidDay === undefined ? undefined : dayText(paidDay),
        amountPaidMinor: optional(amountPaid(row)),
        status: status(row) as DuePaymentStatus,
      }
    }
  }
}

export async function* dailyBalancesOf(lake: Lake, fromDay: number): AsyncGenerator<DailyBalance> {
  for await (const frame of framesOf(lake, 'daily_balances')) {
    const customer = textsOf(frame, 'customer_id')
    const [date, current, savings, card] = [
      'date',
      'current_minor',
      'savings_minor',
      'credit_card_minor',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      if (date(row) < fromDay) continue
      yield {
        customerId: customer(row),
        date: dayText(date(row)),
        currentMinor: optional(current(row)),
        savingsMinor: optional(savings(row)),
        creditCardMinor: optional(card(row)),
      }
    }
  }
}

export async function* labelsOf(lake: Lake): AsyncGenerator<LabelRecord> {
  for await (const frame of framesOf(lake, 'labels')) {
    const customer = textsOf(frame, 'customer_id')
    const [asOf, missed, firstMissed, known] = [
      'as_of_date',
      'missed_within_30d',
      'first_missed_on',
      'known_on',
    ].map((name) => numbersOf(frame, name))
    for (let row = 0; row < frame.rows; row++) {
      const missedDay = optional(firstMissed(row))
      yield {
        customerId: customer(row),
        asOfDate: dayText(asOf(row)),
        missedWithin30d: missed(row) === 1,
        firstMissedOn: missedDay === undefined ? undefined : dayText(missedDay),
        knownOn: dayText(known(row)),
      }
    }
  }
}
