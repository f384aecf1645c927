/** Money that comes: pay by the calendar, invoices, benefits, refunds. */
import {
  BRANCH,
  CASH_DEPOSIT,
  CURRENT_ACCOUNT,
  INCOME_LOSS,
  OTHER_INCOME,
  REFUND,
  SALARY,
  TRANSFER,
  TRANSFER_CHANNEL,
} from './codes.ts'
import { DAWN, type Household } from './household.ts'
import * as L from './layout.ts'
import { payFactor } from './trouble.ts'

const MONTH_DAYS = 365.25 / 12
/** Pay of a period against a month's. */
const PERIODS = [1, 14 / MONTH_DAYS, 7 / MONTH_DAYS]
/** The self-employed plan as if the next money came in so many days. */
const INVOICE_DAYS = 8
/** Liquid money, as a share of a month's pay, below which help is looked for. */
const NEARLY_NOTHING = 0.12

export function receiveIncome(h: Household): void {
  const { state: s, traits: t, world, day, at } = h
  const p = world.parameters
  const { calendar } = world
  s[L.PAID_TODAY] = 0
  if (t[L.PAY_KIND] === L.INVOICES) {
    s[L.NEXT_PAY] = day + INVOICE_DAYS
    if (calendar.closed[at] === 0 && h.unit() < p['income.invoices_a_month'] / (MONTH_DAYS * 0.68)) {
      const sigma = p['income.invoice_sigma']
      const invoice =
        ((t[L.INCOME] * calendar.pay[at]) / p['income.invoices_a_month']) *
        Math.exp(sigma * h.normal() - 0.5 * sigma * sigma) *
        payFactor(h)
      receive(h, invoice, OTHER_INCOME)
    }
  } else if (day >= s[L.NEXT_PAY]) {
    schedulePay(h)
  }
  if (s[L.PENDING_PAY] > 0 && day >= s[L.PENDING_DAY]) {
    receive(h, s[L.PENDING_PAY], t[L.EMPLOYMENT] === L.BENEFITS ? OTHER_INCOME : SALARY)
    s[L.PENDING_PAY] = 0
  }
  replaceIncome(h)
  if (s[L.CURRENT] + s[L.SAVINGS] < NEARLY_NOTHING * t[L.INCOME]) findRelief(h)
  if (h.unit() < p['income.refunds_a_month'] / MONTH_DAYS)
    receive(h, (0.004 + 0.02 * h.unit()) * t[L.INCOME], REFUND)
}

function receive(h: Household, amount: number, category: number): void {
  const whole = Math.round(amount)
  if (whole <= 0) return
  h.post(CURRENT_ACCOUNT, whole, category, TRANSFER_CHANNEL, DAWN)
  if (category !== REFUND) h.state[L.PAID_TODAY] += whole
}

/** On a payday: what comes, when, and the next payday. */
function schedulePay(h: Household): void {
  const { state: s, traits: t, world, day, at } = h
  const p = world.parameters
  if (day === s[L.NEXT_PAY] && isPayday(h)) {
    const employment = t[L.EMPLOYMENT]
    const amount =
      t[L.INCOME] *
      PERIODS[t[L.PAY_KIND]] *
      world.calendar.pay[at] *
      Math.max(0, 1 + t[L.PAY_VARIATION] * h.normal()) *
      payFactor(h)
    let delay =
      h.unit() < p['income.delay_chance'] && employment !== L.RETIRED ? 1 + Math.floor(3 * h.unit()) : 0
    if (s[L.HIDDEN] === INCOME_LOSS) delay += Math.floor((2 + 6 * h.unit()) * s[L.SEVERITY])
    if (amount >= 1) {
      s[L.PENDING_PAY] += amount
      s[L.PENDING_DAY] = day + delay
    }
  }
  s[L.NEXT_PAY] = nextPayday(h)
}

/** Whether the calendar has a payday today; tells the very first morning, which only plans, from paydays. */
function isPayday(h: Household): boolean {
  const day = h.day
  h.day = day - 1
  h.at--
  const next = h.at < 0 ? -1 : nextPayday(h)
  h.day = day
  h.at++
  return next === day
}

/** The first payday after today; one that falls on a closed day is moved to the open day before. */
function nextPayday(h: Household): number {
  const { traits: t, day } = h
  const { calendar } = h.world
  const payDay = t[L.PAY_DAY]
  for (let next = day + 1; ; next++) {
    const at = next - calendar.from
    const isNominal =
      t[L.PAY_KIND] === L.MONTHLY
        ? calendar.dayOfMonth[at] === payDay
        : calendar.weekday[at] === payDay &&
          (t[L.PAY_KIND] === L.WEEKLY || (Math.floor((next + 4) / 7) & 1) === t[L.PAY_PHASE])
    if (!isNominal) continue
    let open = at
    while (open > 0 && calendar.closed[open] === 1) open--
    if (calendar.from + open > day) return calendar.from + open
  }
}

/** Family, an extra shift, something sold: when hardly anything is left, help may come, and nobody knows when. */
function findRelief(h: Household): void {
  const p = h.world.parameters
  if (h.unit() >= p['relief.a_month'] / MONTH_DAYS) return
  const help =
    Math.round((h.traits[L.INCOME] * p['relief.median'] * Math.exp(0.5 * h.normal())) / 1_000) * 1_000
  if (help <= 0) return
  if (h.unit() < 0.5) h.post(CURRENT_ACCOUNT, help, CASH_DEPOSIT, BRANCH, DAWN)
  else h.post(CURRENT_ACCOUNT, help, TRANSFER, TRANSFER_CHANNEL, DAWN)
}

/** Benefits that replace lost pay, every two weeks from three weeks after the loss on. */
function replaceIncome(h: Household): void {
  const { state: s, traits: t, world } = h
  if (s[L.HIDDEN] !== INCOME_LOSS) return
  const p = world.parameters
  const days = h.day - s[L.ONSET] - s[L.LEAD_DAYS] - 21
  if (days >= 0 && days % 14 === 0)
    receive(h, (t[L.INCOME] * p['income_loss.replacement'] * s[L.SEVERITY] * 14) / MONTH_DAYS, OTHER_INCOME)
}
