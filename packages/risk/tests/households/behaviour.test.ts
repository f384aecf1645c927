/** How households live: regular where nothing is wrong, and otherwise long before the account is empty. */
import { describe, expect, test } from 'vitest'
import { byKey, dayOf, mean, type Row, simulated } from './support/simulated.ts'

const days = 180
const start = 20_089
const tables = simulated({ customers: 500, days, seed: 11, labelEvery: 15 })
const { transactions, labels, truth, customers } = tables
const discretionary = new Set(['restaurants', 'shopping', 'entertainment', 'travel'])
const rate = (rows: readonly Row[]): number =>
  mean(rows.map((row) => (row.missed_within_30d === true ? 1 : 0)))
const stableAlways = new Set(
  [...byKey(truth, (row) => row.customer_id as string)]
    .filter(([, rows]) => rows.every((row) => row.hidden_state === 'stable'))
    .map(([id]) => id),
)

test('moments of a fixed seed lie where the parameters say', () => {
  const months = days / (365.25 / 12)
  const perMonth = transactions.length / customers.length / months
  expect(perMonth).toBeGreaterThan(75)
  expect(perMonth).toBeLessThan(105)
  const counts = [...byKey(transactions, (row) => row.customer_id as string).values()].map(
    (rows) => rows.length / months,
  )
  const full = counts.filter((count) => count > 0)
  expect(full.filter((count) => count >= 45 && count <= 200).length / full.length).toBeGreaterThan(0.93)
  expect(rate(labels)).toBeGreaterThan(0.04)
  expect(rate(labels)).toBeLessThan(0.1)
  const troubled = mean(truth.map((row) => (row.hidden_state === 'stable' ? 0 : 1)))
  expect(troubled).toBeGreaterThan(0.05)
  expect(troubled).toBeLessThan(0.2)
})

test('salaries of the stable come on time and in like amounts', () => {
  const salaried = new Set(
    customers.filter((row) => row.employment_type === 'salaried').map((row) => row.customer_id),
  )
  const spreads: number[] = []
  const gaps: number[] = []
  const salaries = transactions.filter(
    (row) =>
      row.category === 'salary' &&
      salaried.has(row.customer_id) &&
      stableAlways.has(row.customer_id as string) &&
      dayOf(row.timestamp) >= start + 90,
  )
  for (const rows of byKey(salaries, (row) => row.customer_id as string).values()) {
    const amounts = rows.map((row) => row.amount_minor as number)
    const centre = mean(amounts)
    if (amounts.length > 2)
      spreads.push(Math.sqrt(mean(amounts.map((amount) => (amount - centre) ** 2))) / centre)
    for (let i = 1; i < rows.length; i++) gaps.push(dayOf(rows[i].timestamp) - dayOf(rows[i - 1].timestamp))
  }
  spreads.sort((a, b) => a - b)
  // A little under half are on a fixed salary; hours and overtime move the others'.
  expect(spreads[Math.floor(spreads.length / 3)]).toBeLessThan(0.03)
  expect(spreads[Math.floor((spreads.length * 2) / 3)]).toBeGreaterThan(0.04)
  expect(spreads[Math.floor((spreads.length * 2) / 3)]).toBeLessThan(0.15)
  const regular = gaps.filter((gap) => (gap >= 12 && gap <= 16) || (gap >= 26 && gap <= 35))
  expect(regular.length / gaps.length).toBeGreaterThan(0.95)
})

test('before a first missed payment in trouble, discretionary spending and savings are already lower than those of the stable', () => {
  const failures = byKey(
    transactions.filter((row) => row.status === 'failed' && row.channel === 'auto_debit'),
    (row) => row.customer_id as string,
  )
  const inTrouble = new Map(
    truth
      .filter((row) => row.hidden_state === 'income_loss' || row.hidden_state === 'illness')
      .map((row) => [`${row.customer_id}`, row]),
  )
  const spent = (id: string, from: number, to: number): number =>
    -transactions
      .filter(
        (row) =>
          row.customer_id === id &&
          row.status === 'posted' &&
          discretionary.has(row.category as string) &&
          dayOf(row.timestamp) >= from &&
          dayOf(row.timestamp) < to,
      )
      .reduce((sum, row) => sum + (row.amount_minor as number), 0)
  const savings = new Map(
    tables.daily_balances.map((row) => [
      `${row.customer_id} ${dayOf(row.date)}`,
      row.savings_minor as number | null,
    ]),
  )
  const declared = new Map(customers.map((row) => [row.customer_id, row.declared_income_minor as number]))
  const before: number[] = []
  const savedBefore: number[] = []
  for (const id of inTrouble.keys()) {
    const first = failures.get(id)?.[0]
    if (first === undefined || dayOf(first.timestamp) < start + 30) continue
    const day = dayOf(first.timestamp)
    before.push(spent(id, day - 30, day) / declared.get(id)!)
    savedBefore.push((savings.get(`${id} ${day - 1}`) ?? 0) / declared.get(id)!)
  }
  const calm: number[] = []
  const savedCalm: number[] = []
  for (const id of [...stableAlways].slice(0, 100)) {
    if (failures.has(id) || dayOf(customers.find((row) => row.customer_id === id)!.opened_on) > start)
      continue
    calm.push(spent(id, start + 90, start + 120) / declared.get(id)!)
    savedCalm.push((savings.get(`${id} ${start + 120}`) ?? 0) / declared.get(id)!)
  }
  expect(before.length).toBeGreaterThan(8)
  expect(mean(before)).toBeLessThan(0.85 * mean(calm))
  expect(mean(savedBefore)).toBeLessThan(0.3 * mean(savedCalm))
})

test('trouble shows in lending apps and bets; nights belong to the young and to shifts rather than to trouble', () => {
  const states = byKey(truth, (row) => `${row.customer_id} ${dayOf(row.as_of_date)}`)
  const dates = [...new Set(truth.map((row) => dayOf(row.as_of_date)))]
  const share = (isHit: (row: Row) => boolean, state: (hidden: string) => boolean): number => {
    let hits = 0
    let windows = 0
    for (const [key, [row]] of states) {
      if (!state(row.hidden_state as string)) continue
      windows++
      hits += hitsByKey.get(isHit)?.get(key) ?? 0
    }
    return hits / windows
  }
  const hitsByKey = new Map<(row: Row) => boolean, Map<string, number>>()
  const count = (isHit: (row: Row) => boolean): ((row: Row) => boolean) => {
    const counts = new Map<string, number>()
    for (const row of transactions) {
      if (!isHit(row)) continue
      for (const date of dates) {
        const ago = date - dayOf(row.timestamp)
        if (ago < 0 || ago >= 15) continue
        const key = `${row.customer_id} ${date}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    hitsByKey.set(isHit, counts)
    return isHit
  }
  const stable = (hidden: string): boolean => hidden === 'stable'
  const troubled = (hidden: string): boolean => hidden !== 'stable'
  const addicted = (hidden: string): boolean => hidden === 'addiction'
  const night = count((row) => (row.timestamp as Date).getUTCHours() < 5)
  const apps = count((row) => row.category === 'lending_app')
  const bets = count((row) => row.category === 'gambling')
  expect(share(night, troubled)).toBeGreaterThan(share(night, stable))
  expect(share(night, troubled)).toBeLessThan(2.2 * share(night, stable))
  const atNight = transactions.filter((row) => (row.timestamp as Date).getUTCHours() < 5)
  const age = new Map(customers.map((row) => [row.customer_id, row.age as number]))
  const nightsOf = (isOfAge: (age: number) => boolean): number =>
    atNight.filter((row) => isOfAge(age.get(row.customer_id)!)).length /
    customers.filter((row) => isOfAge(row.age as number)).length
  expect(nightsOf((years) => years < 35)).toBeGreaterThan(1.5 * nightsOf((years) => years >= 55))
  expect(atNight.length / transactions.length).toBeGreaterThan(0.02)
  expect(atNight.length / transactions.length).toBeLessThan(0.05)
  expect(share(apps, troubled)).toBeGreaterThan(2 * share(apps, stable))
  expect(share(bets, addicted)).toBeGreaterThan(5 * share(bets, stable))
})

describe('without hidden states', () => {
  const calm = simulated({ customers: 500, days, seed: 11, hiddenStates: false })

  test('nobody is in trouble and only thin buffers are missed', () => {
    expect(calm.truth.every((row) => row.hidden_state === 'stable')).toBe(true)
    expect(rate(calm.labels)).toBeLessThan(0.6 * rate(labels))
    expect(rate(calm.labels)).toBeGreaterThan(0.005)
    expect(rate(calm.labels)).toBeLessThan(0.04)
  })
})

test('the true chance of a miss is computed where it is asked for, agrees with what happens, and is reproducible', () => {
  const settings = { customers: 120, days: 150, seed: 3, truthPaths: 24, truthCustomers: 60 }
  const run = simulated(settings)
  const known = run.truth.filter((row) => row.miss_probability !== null)
  expect(new Set(known.map((row) => row.customer_id)).size).toBeGreaterThan(50)
  expect(new Set(known.map((row) => row.customer_id)).size).toBeLessThanOrEqual(60)
  const outcome = new Map(
    run.labels.map((row) => [`${row.customer_id} ${row.as_of_date}`, row.missed_within_30d === true]),
  )
  const chance = (missed: boolean): number =>
    mean(
      known
        .filter((row) => outcome.get(`${row.customer_id} ${row.as_of_date}`) === missed)
        .map((row) => row.miss_probability as number),
    )
  expect(chance(true)).toBeGreaterThan(chance(false) + 0.2)
  const [first] = known
  const index = Number((first.customer_id as string).slice(1)) - 1
  expect(
    simulated(settings, [index]).truth.find((row) => dayOf(row.as_of_date) === dayOf(first.as_of_date)),
  ).toEqual(first)
  // Looking ahead leaves what happens as it is.
  expect(run.payments).toEqual(simulated({ ...settings, truthPaths: 0 }).payments)
})
