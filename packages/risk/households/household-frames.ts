/** Rows of a batch of customers, and their tables. */
import {
  accountKinds,
  duePaymentStatuses,
  hiddenStates,
  paymentKinds,
  transactionCategories,
  transactionChannels,
  transactionStatuses,
} from '@pratibimba/contract'
import { type CategoryColumn, type Column, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { isMissed, LABEL_DAYS, LABEL_KNOWN_DAYS } from '../warning/missed-payment.ts'
import * as L from './layout.ts'
import { ACCOUNTS_EACH, descriptionDictionary, type PaymentRows, type Recorder } from './recorder.ts'
import type { HouseholdRun } from './run.ts'
import type { HouseholdBatch } from './simulate.ts'

export const CURRENCY = 'USD'

const idOf = (prefix: string, value: number, width: number): string =>
  prefix + String(value).padStart(width, '0')
export const customerId = (index: number): string => idOf('C', index + 1, 7)

/** Columns grow as lists: a batch has few customers. */
export class CustomerRows {
  count = 0
  balanceCount = 0
  readonly run: HouseholdRun
  readonly serials: number[] = []
  readonly ids: string[] = []
  readonly accountIds: string[] = []
  readonly traits: Float64Array[] = []
  readonly accounts: {
    place: number
    account: number
    kind: number
    opened: number
    limit: number
    owed: number
  }[] = []
  balanceCustomer = new Int32Array(0)
  balanceDate = new Int32Array(0)
  balances = [new Float64Array(0), new Float64Array(0), new Float64Array(0)]
  readonly labels: { place: number; date: number; missedOn: number }[] = []
  readonly truths: { place: number; date: number; hidden: number; chance: number }[] = []
  private firstTruth = 0
  private firstPayment = 0

  constructor(run: HouseholdRun) {
    this.run = run
  }

  begin(index: number, traits: Float64Array): void {
    this.serials.push(index + 1)
    this.ids.push(customerId(index))
    this.traits.push(traits.slice())
    for (let account = 0; account < ACCOUNTS_EACH; account++)
      this.accountIds.push(idOf('A', (index + 1) * 10 + account, 8))
    this.firstTruth = this.truths.length
  }

  closeDay(day: number, traits: Float64Array, state: Float64Array): void {
    const row = this.balanceCount++
    if (row >= this.balanceDate.length) this.growBalances()
    this.balanceCustomer[row] = this.count
    this.balanceDate[row] = day
    this.balances[0][row] = state[L.CURRENT]
    this.balances[1][row] = traits[L.HAS_SAVINGS] === 1 ? state[L.SAVINGS] : Number.NaN
    this.balances[2][row] = traits[L.CARD_LIMIT] > 0 ? 0 - state[L.CARD_OWED] : Number.NaN
  }

  truth(date: number, hidden: number, chance: number): void {
    this.truths.push({ place: this.count, date, hidden, chance })
  }

  /** Accounts as they stand at the end, and labels from the payments. */
  end(traits: Float64Array, state: Float64Array, payments: PaymentRows): void {
    const place = this.count++
    const opened = traits[L.OPENED]
    const add = (
      account: number,
      kind: (typeof accountKinds)[number],
      from: number,
      limit: number,
      owed: number,
    ): void => {
      this.accounts.push({ place, account, kind: accountKinds.indexOf(kind), opened: from, limit, owed })
    }
    add(0, 'current', opened, Number.NaN, Number.NaN)
    if (traits[L.DORMANT] === 0) {
      if (traits[L.HAS_SAVINGS] === 1) add(1, 'savings', opened, Number.NaN, Number.NaN)
      if (traits[L.CARD_LIMIT] > 0) add(2, 'credit_card', opened, traits[L.CARD_LIMIT], Number.NaN)
      for (let loan = 0; loan < L.LOANS; loan++)
        if (traits[L.LOAN_MONTHS + loan] > 0)
          add(3 + loan, 'loan', state[L.LOAN_TAKEN + loan], Number.NaN, state[L.LOAN_OWED + loan])
    }
    for (let k = this.firstTruth; k < this.truths.length; k++) {
      const { date } = this.truths[k]
      let missedOn = Number.NaN
      for (let row = this.firstPayment; row < payments.count; row++)
        if (
          payments.due[row] > date &&
          payments.due[row] <= date + LABEL_DAYS &&
          isMissed({
            dueDay: payments.due[row],
            amountDueMinor: payments.amount[row],
            paidDay: payments.hasPaid[row] === 1 ? payments.paidOn[row] : undefined,
            amountPaidMinor: payments.paid[row],
          })
        ) {
          missedOn = payments.due[row]
          break
        }
      this.labels.push({ place, date, missedOn })
    }
    this.firstPayment = payments.count
  }

  clear(): void {
    this.count = 0
    this.balanceCount = 0
    this.firstPayment = 0
    for (const list of [
      this.serials,
      this.ids,
      this.accountIds,
      this.traits,
      this.accounts,
      this.labels,
      this.truths,
    ])
      list.length = 0
  }

  private growBalances(): void {
    const to = Math.max(65_536, this.balanceDate.length * 2)
    const larger = <A extends Int32Array | Float64Array>(old: A): A => {
      const copy = new (old.constructor as new (length: number) => A)(to)
      copy.set(old)
      return copy
    }
    this.balanceCustomer = larger(this.balanceCustomer)
    this.balanceDate = larger(this.balanceDate)
    this.balances = this.balances.map(larger)
  }
}

const category = (
  values: Int32Array,
  dictionary: readonly string[],
  validity?: Uint8Array,
): CategoryColumn => ({
  kind: 'category',
  values,
  dictionary,
  ...(validity && { validity }),
})

/** NaN is missing. */
function optional(kind: 'int64' | 'float64' | 'date', values: Float64Array): Column {
  const validity = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row++) validity[row] = Number.isNaN(values[row]) ? 0 : 1
  if (kind === 'float64') return { kind, values, validity }
  if (kind === 'date') return { kind, values: Int32Array.from(values, (value) => value || 0), validity }
  const whole = new Float64Array(values.length)
  for (let row = 0; row < values.length; row++) if (validity[row] === 1) whole[row] = values[row]
  return { kind, values: whole, validity }
}

export function batchFrames(rows: CustomerRows, recorder: Recorder): HouseholdBatch {
  return {
    customers: customersFrame(rows),
    accounts: accountsFrame(rows),
    transactions: transactionsFrame(rows, recorder),
    payments: paymentsFrame(rows, recorder.payments),
    daily_balances: balancesFrame(rows),
    labels: labelsFrame(rows),
    truth: truthFrame(rows),
  }
}

function customersFrame({ serials, traits, ids }: CustomerRows): Frame {
  const of = (trait: number): number[] => traits.map((t) => t[trait])
  return frameOf({
    customer_id: { kind: 'text', values: ids.slice(0, serials.length) },
    age: { kind: 'int32', values: Int32Array.from(of(L.AGE)) },
    employment_type: category(Int32Array.from(of(L.EMPLOYMENT)), L.employments),
    home_ownership: category(Int32Array.from(of(L.HOME)), L.homes),
    region: category(Int32Array.from(of(L.REGION)), L.regions),
    household_size: { kind: 'int32', values: Int32Array.from(of(L.HOUSEHOLD_SIZE)) },
    declared_income_minor: { kind: 'int64', values: Float64Array.from(of(L.DECLARED_INCOME)) },
    opened_on: { kind: 'date', values: Int32Array.from(of(L.OPENED)) },
  })
}

function accountsFrame({ accounts, ids, accountIds }: CustomerRows): Frame {
  return frameOf({
    account_id: {
      kind: 'text',
      values: accounts.map(({ place, account }) => accountIds[place * ACCOUNTS_EACH + account]),
    },
    customer_id: category(
      Int32Array.from(accounts, ({ place }) => place),
      ids.slice(),
    ),
    kind: category(
      Int32Array.from(accounts, ({ kind }) => kind),
      accountKinds,
    ),
    currency: category(new Int32Array(accounts.length), [CURRENCY]),
    opened_on: { kind: 'date', values: Int32Array.from(accounts, ({ opened }) => opened) },
    credit_limit_minor: optional(
      'int64',
      Float64Array.from(accounts, ({ limit }) => limit),
    ),
    outstanding_minor: optional(
      'int64',
      Float64Array.from(accounts, ({ owed }) => owed),
    ),
  })
}

function transactionsFrame({ ids, accountIds }: CustomerRows, { transactions: rows }: Recorder): Frame {
  const n = rows.count
  return frameOf({
    transaction_id: { kind: 'serial', values: rows.id.subarray(0, n), prefix: 'T', width: 13 },
    customer_id: category(rows.customer.subarray(0, n), ids.slice()),
    account_id: category(rows.account.subarray(0, n), accountIds.slice()),
    account_kind: category(rows.kind.subarray(0, n), accountKinds),
    timestamp: { kind: 'timestamp', values: rows.timestamp.subarray(0, n) },
    amount_minor: { kind: 'int64', values: rows.amount.subarray(0, n) },
    currency: category(new Int32Array(n), [CURRENCY]),
    category: category(rows.category.subarray(0, n), transactionCategories),
    channel: category(rows.channel.subarray(0, n), transactionChannels),
    status: category(rows.status.subarray(0, n), transactionStatuses),
    description: category(rows.description.subarray(0, n), descriptionDictionary),
    balance_minor: { kind: 'int64', values: rows.balance.subarray(0, n) },
    ingested_at: { kind: 'timestamp', values: rows.ingested.subarray(0, n) },
  })
}

function paymentsFrame({ ids, accountIds }: CustomerRows, rows: PaymentRows): Frame {
  const n = rows.count
  const validity = rows.hasPaid.subarray(0, n)
  return frameOf({
    payment_id: { kind: 'serial', values: rows.id.subarray(0, n), prefix: 'P', width: 12 },
    customer_id: category(rows.customer.subarray(0, n), ids.slice()),
    account_id: category(rows.account.subarray(0, n), accountIds.slice()),
    kind: category(rows.kind.subarray(0, n), paymentKinds),
    due_date: { kind: 'date', values: rows.due.subarray(0, n) },
    amount_due_minor: { kind: 'int64', values: rows.amount.subarray(0, n) },
    paid_date: { kind: 'date', values: rows.paidOn.subarray(0, n), validity },
    amount_paid_minor: { kind: 'int64', values: rows.paid.subarray(0, n), validity },
    status: category(rows.status.subarray(0, n), duePaymentStatuses),
  })
}

function balancesFrame({
  ids,
  balanceCount: n,
  balanceCustomer,
  balanceDate,
  balances,
}: CustomerRows): Frame {
  const column = (k: number): Column => optional('int64', balances[k].subarray(0, n))
  return frameOf({
    customer_id: category(balanceCustomer.subarray(0, n), ids.slice()),
    date: { kind: 'date', values: balanceDate.subarray(0, n) },
    current_minor: column(0),
    savings_minor: column(1),
    credit_card_minor: column(2),
  })
}

function labelsFrame({ ids, labels }: CustomerRows): Frame {
  return frameOf({
    customer_id: category(
      Int32Array.from(labels, ({ place }) => place),
      ids.slice(),
    ),
    as_of_date: { kind: 'date', values: Int32Array.from(labels, ({ date }) => date) },
    missed_within_30d: {
      kind: 'boolean',
      values: Uint8Array.from(labels, ({ missedOn }) => (Number.isNaN(missedOn) ? 0 : 1)),
    },
    first_missed_on: optional(
      'date',
      Float64Array.from(labels, ({ missedOn }) => missedOn),
    ),
    known_on: { kind: 'date', values: Int32Array.from(labels, ({ date }) => date + LABEL_KNOWN_DAYS) },
  })
}

function truthFrame({ ids, truths }: CustomerRows): Frame {
  return frameOf({
    customer_id: category(
      Int32Array.from(truths, ({ place }) => place),
      ids.slice(),
    ),
    as_of_date: { kind: 'date', values: Int32Array.from(truths, ({ date }) => date) },
    hidden_state: category(
      Int32Array.from(truths, ({ hidden }) => hidden),
      hiddenStates,
    ),
    miss_probability: optional(
      'float64',
      Float64Array.from(truths, ({ chance }) => chance),
    ),
  })
}
