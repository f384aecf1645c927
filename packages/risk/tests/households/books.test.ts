/** What a bank's books must hold: every balance explained, every label a payment, the same rows in any company. */
import { firstMissed, isMissed } from '@pratibimba/risk/warning'
import { describe, expect, test } from 'vitest'
import { byKey, dayOf, type Row, simulated } from './support/simulated.ts'

const settings = { customers: 150, days: 150, seed: 5 }
const tables = simulated(settings)
const { transactions, payments, labels, daily_balances: balances, customers, accounts } = tables

describe('transactions', () => {
  test('every posted amount explains the balance after it; a refused one moves nothing', () => {
    for (const rows of byKey(transactions, (row) => row.account_id as string).values())
      for (let i = 1; i < rows.length; i++) {
        const moved = rows[i].status === 'posted' ? (rows[i].amount_minor as number) : 0
        expect(rows[i].balance_minor).toBe((rows[i - 1].balance_minor as number) + moved)
      }
  })

  test('come in order of time, with ids of their own, and are never known before they happen', () => {
    expect(new Set(transactions.map((row) => row.transaction_id)).size).toBe(transactions.length)
    for (const rows of byKey(transactions, (row) => row.customer_id as string).values())
      for (let i = 1; i < rows.length; i++) expect(+rows[i].timestamp! >= +rows[i - 1].timestamp!).toBe(true)
    for (const row of transactions) expect(+row.ingested_at! >= +row.timestamp!).toBe(true)
  })

  test('one in a hundred is known hours to days later, the others on the same day', () => {
    const late = transactions.filter((row) => +row.ingested_at! - +row.timestamp! > 3_600_000)
    expect(late.length / transactions.length).toBeGreaterThan(0.007)
    expect(late.length / transactions.length).toBeLessThan(0.013)
    for (const row of transactions)
      if (!late.includes(row) && +row.ingested_at! - +row.timestamp! < 600_000)
        expect(dayOf(row.ingested_at)).toBe(dayOf(row.timestamp))
  })

  test('lie within the days of the run and after the account was opened', () => {
    const opened = new Map(customers.map((row) => [row.customer_id, dayOf(row.opened_on)]))
    for (const row of transactions) {
      expect(dayOf(row.timestamp)).toBeGreaterThanOrEqual(Math.max(20_089, opened.get(row.customer_id)!))
      expect(dayOf(row.timestamp)).toBeLessThan(20_089 + settings.days)
    }
  })
})

test('daily balances are the balances after the last transaction of the day or of a day before', () => {
  const kinds = [
    ['current', 'current_minor'],
    ['savings', 'savings_minor'],
    ['credit_card', 'credit_card_minor'],
  ] as const
  const ofCustomer = byKey(transactions, (row) => row.customer_id as string)
  for (const [customer, days] of byKey(balances, (row) => row.customer_id as string))
    for (const [kind, column] of kinds) {
      const rows = (ofCustomer.get(customer) ?? []).filter((row) => row.account_kind === kind)
      let next = 0
      for (const day of days) {
        let last: Row | undefined = rows[next - 1]
        while (next < rows.length && dayOf(rows[next].timestamp) <= dayOf(day.date)) last = rows[next++]
        if (last !== undefined) expect(day[column]).toBe(last.balance_minor)
      }
    }
})

const owed = (row: Row) => ({
  dueDay: dayOf(row.due_date),
  amountDueMinor: row.amount_due_minor as number,
  ...(row.paid_date !== null && {
    paidDay: dayOf(row.paid_date),
    amountPaidMinor: row.amount_paid_minor as number,
  }),
})

test('labels are what the payments say by the one definition of a missed payment', () => {
  const ofCustomer = byKey(payments, (row) => row.customer_id as string)
  const lastDay = Math.max(...balances.map((row) => dayOf(row.date)).slice(-400))
  let positives = 0
  for (const label of labels) {
    const asOf = dayOf(label.as_of_date)
    const first = firstMissed((ofCustomer.get(label.customer_id as string) ?? []).map(owed), asOf)
    expect(label.missed_within_30d).toBe(first !== undefined)
    expect(label.first_missed_on === null ? null : dayOf(label.first_missed_on)).toBe(first ?? null)
    expect(dayOf(label.known_on)).toBe(asOf + 33)
    expect(dayOf(label.known_on)).toBeLessThanOrEqual(lastDay)
    if (first !== undefined) positives++
  }
  expect(positives).toBeGreaterThan(5)
})

test('a refused debit is never made good within the grace; a bill held back is, unless the account is empty by then', () => {
  const refused = new Set(
    transactions
      .filter((row) => row.status === 'failed' && row.channel === 'auto_debit')
      .map((row) => `${row.customer_id} ${dayOf(row.timestamp)} ${-(row.amount_minor as number)}`),
  )
  const wasRefused = (row: Row) =>
    refused.has(`${row.customer_id} ${dayOf(row.due_date)} ${row.amount_due_minor}`)
  const of = (is: boolean) => payments.filter((row) => wasRefused(row) === is)
  expect(of(true).length).toBeGreaterThan(5)
  expect(of(true).every((row) => isMissed(owed(row)))).toBe(true)
  const held = of(false).filter((row) => row.status === 'late')
  expect(held.every(({ kind }) => kind === 'utility')).toBe(true)
  const paidInTime = held.filter((row) => !isMissed(owed(row)))
  expect(paidInTime.length).toBeGreaterThan(0)
  for (const row of paidInTime) expect(dayOf(row.paid_date) - dayOf(row.due_date)).toBeLessThanOrEqual(3)
})

test('a missed payment is one that the account could not pay; one paid late is paid in full', () => {
  for (const row of payments) {
    if (row.status === 'missed' || row.status === 'scheduled') expect(row.paid_date).toBeNull()
    else expect(row.amount_paid_minor as number).toBeGreaterThanOrEqual(row.amount_due_minor as number)
    if (row.status === 'late') expect(dayOf(row.paid_date)).toBeGreaterThan(dayOf(row.due_date))
    if (row.status === 'paid') expect(dayOf(row.paid_date)).toBe(dayOf(row.due_date))
  }
})

test('instalments pay a loan down as an annuity: interest on what is owed, the rest off the debt', () => {
  const before = simulated({ ...settings, days: 89 })
  const owed = new Map(before.accounts.map((row) => [row.account_id, row.outstanding_minor as number]))
  const known = new Set(
    customers.filter((row) => dayOf(row.opened_on) < 20_089).map((row) => row.customer_id),
  )
  const loans = accounts.filter(
    (row) => row.kind === 'loan' && owed.has(row.account_id as string) && known.has(row.customer_id),
  )
  let checked = 0
  for (const loan of loans) {
    const later = payments.filter(
      (row) =>
        row.account_id === loan.account_id && row.paid_date !== null && dayOf(row.paid_date) >= 20_089 + 89,
    )
    const isMortgage = (loan.account_id as string).endsWith('3')
    const isTaken = (loan.account_id as string).endsWith('6')
    if (isTaken || later.length === 0) continue
    let outstanding = owed.get(loan.account_id)!
    for (const row of later) {
      const interest = Math.round((outstanding * (isMortgage ? 0.045 : 0.095)) / 12)
      outstanding = Math.max(0, outstanding + interest - (row.amount_paid_minor as number))
    }
    expect(loan.outstanding_minor).toBe(outstanding)
    checked++
  }
  expect(checked).toBeGreaterThan(20)
})

test('a customer is the same alone, in other company and in another order', () => {
  const some = [140, 3, 77]
  const alone = simulated(settings, some)
  for (const table of [
    'transactions',
    'payments',
    'daily_balances',
    'labels',
    'truth',
    'accounts',
  ] as const) {
    const ids = new Set(some.map((index) => `C${String(index + 1).padStart(7, '0')}`))
    const expected = byKey(
      tables[table].filter((row) => ids.has(row.customer_id as string)),
      (row) => row.customer_id as string,
    )
    expect(byKey(alone[table], (row) => row.customer_id as string)).toEqual(expected)
  }
})

test('more days add rows and change none', () => {
  const shorter = simulated({ ...settings, days: 60 }, [0, 1, 2, 3, 4, 5, 6, 7])
  const opened = new Set(
    customers.filter((row) => dayOf(row.opened_on) < 20_089).map((row) => row.customer_id),
  )
  const same = shorter.transactions.filter((row) => opened.has(row.customer_id))
  const ids = new Set(same.map((row) => row.transaction_id))
  expect(same.length).toBeGreaterThan(500)
  expect(transactions.filter((row) => ids.has(row.transaction_id))).toEqual(same)
})

test('there are new customers, customers of one day, and customers without transactions', () => {
  const edge = simulated({
    customers: 60,
    days: 40,
    parameters: { 'new_customer.share': 0.5, 'new_customer.last_day_share': 0.5, 'dormant.share': 0.2 },
  })
  const days = edge.customers.map(({ customer_id }) => {
    const own = edge.daily_balances.filter((row) => row.customer_id === customer_id)
    return own.length
  })
  expect(days.filter((count) => count === 0).length).toBeGreaterThan(3)
  expect(days.filter((count) => count === 1).length).toBeGreaterThan(3)
  expect(days.filter((count) => count > 1 && count < 40).length).toBeGreaterThan(3)
  expect(edge.labels).toHaveLength(0)
})
