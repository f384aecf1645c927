/** What is owed: due dates, debits that fail, later attempts, and where the money for them is looked for first. */
import { paymentKinds } from '@pratibimba/contract'
import { GRACE_DAYS } from '../warning/missed-payment.ts'
import * as codes from './codes.ts'
import { type Household, MORNING } from './household.ts'
import * as L from './layout.ts'
import { strain } from './trouble.ts'

const RENT_KIND = paymentKinds.indexOf('rent')
const INSTALMENT_KIND = paymentKinds.indexOf('instalment')
const CARD_KIND = paymentKinds.indexOf('card_minimum')
const UTILITY_KIND = paymentKinds.indexOf('utility')

/** Days from a refused debit to the next attempt. */
const RETRY_DAYS = 4
/** Savings move in steps of so many minor units. */
const SAVINGS_STEP = 1_000

function kindOf(h: Household, slot: number): number {
  if (slot === L.CARD_SLOT) return CARD_KIND
  if (slot >= L.FIRST_UTILITY_SLOT) return UTILITY_KIND
  return slot === L.HOME_SLOT && h.traits[L.HOME] === L.RENTED ? RENT_KIND : INSTALMENT_KIND
}

function categoryOf(h: Household, slot: number): number {
  const kind = kindOf(h, slot)
  if (kind === CARD_KIND) return codes.CARD_PAYMENT
  if (kind === UTILITY_KIND) return codes.UTILITIES
  return kind === RENT_KIND ? codes.RENT : codes.INSTALMENT
}

/** The morning: bills become known, money is found, debits are made. */
export function payDues(h: Household): void {
  const { state: s, traits: t, world, at } = h
  const { calendar } = world
  const dayOfMonth = calendar.dayOfMonth[at]
  let needed = smallBillsOn(h, dayOfMonth)
  let hasDue = needed > 0
  for (let slot = 0; slot < L.SLOTS; slot++) {
    const isDue = t[L.SLOT_DAY + slot] === dayOfMonth
    if (isDue && slot >= L.FIRST_UTILITY_SLOT)
      s[L.SLOT_AMOUNT + slot] = Math.round(
        t[L.UTILITY_COST + slot - L.FIRST_UTILITY_SLOT] *
          calendar.energy[at] *
          calendar.prices[at] *
          Math.max(0.4, 1 + 0.07 * h.normal()),
      )
    if (isDue && s[L.SLOT_AMOUNT + slot] > 0) {
      needed += s[L.SLOT_AMOUNT + slot]
      hasDue = true
    }
    if (s[L.UNPAID + slot] > 0 && s[L.NEXT_TRY + slot] <= h.day) needed += s[L.UNPAID + slot]
  }
  if (s[L.APP_OWED] > 0 && s[L.APP_DUE] <= h.day) needed += s[L.APP_OWED]
  findMoney(h, needed + aboveMinimum(h, dayOfMonth) + (t[L.BUDGET] / 30) * 1.5, needed)
  if (s[L.APP_OWED] > 0 && s[L.APP_DUE] <= h.day) repayApp(h)
  for (let slot = 0; slot < L.SLOTS; slot++)
    if (s[L.UNPAID + slot] > 0 && s[L.NEXT_TRY + slot] <= h.day) tryAgain(h, slot)
  if (!hasDue) return
  for (let slot = 0; slot < L.SLOTS; slot++)
    if (t[L.SLOT_DAY + slot] === dayOfMonth && s[L.SLOT_AMOUNT + slot] > 0) fallDue(h, slot)
  paySmallBills(h, dayOfMonth)
}

/** Savings first, lending apps where they are not enough. */
function findMoney(h: Household, wanted: number, needed: number): void {
  const { state: s, traits: t, world } = h
  const p = world.parameters
  if (s[L.CURRENT] >= wanted || h.unit() < p['buffer.inattention']) return
  if (s[L.SAVINGS] > 0) {
    const gap = Math.max(wanted - s[L.CURRENT], 0.04 * t[L.INCOME])
    const moved = Math.min(s[L.SAVINGS], Math.ceil(gap / SAVINGS_STEP) * SAVINGS_STEP)
    h.post(codes.SAVINGS_ACCOUNT, -moved, codes.SAVINGS_TRANSFER, codes.MOBILE, MORNING)
    h.post(codes.CURRENT_ACCOUNT, moved, codes.SAVINGS_TRANSFER, codes.MOBILE, MORNING)
  }
  const short = needed + t[L.BUDGET] / 30 - s[L.CURRENT]
  if (short <= 0 || h.unit() >= p['app.willing_share']) return
  const room = p['app.limit'] * t[L.INCOME] - s[L.APP_OWED]
  const loan = Math.round(Math.min(room, Math.max(short, p['app.loan_share'] * t[L.INCOME])) / 500) * 500
  if (loan < 0.02 * t[L.INCOME]) return
  if (s[L.APP_OWED] === 0) s[L.APP_DUE] = h.day + p['app.days']
  s[L.APP_OWED] += Math.round(loan * (1 + p['app.fee']))
  h.post(codes.CURRENT_ACCOUNT, loan, codes.LENDING_APP, codes.TRANSFER_CHANNEL, MORNING)
}

function repayApp(h: Household): void {
  const { state: s } = h
  const owed = s[L.APP_OWED]
  if (s[L.CURRENT] >= owed) {
    h.post(codes.CURRENT_ACCOUNT, -owed, codes.LENDING_APP, codes.AUTO_DEBIT, MORNING)
    s[L.APP_OWED] = 0
    return
  }
  refuse(h, owed, codes.LENDING_APP)
  s[L.APP_DUE] = h.day + RETRY_DAYS
}

/** The bank refuses a debit and charges for it. */
function refuse(h: Household, amount: number, category: number): void {
  h.refuse(-amount, category, codes.AUTO_DEBIT, MORNING)
  const fee = h.world.parameters['fee.failed_minor']
  if (fee > 0) h.post(codes.CURRENT_ACCOUNT, -fee, codes.FEE, codes.AUTO_DEBIT, MORNING)
}

function fallDue(h: Household, slot: number): void {
  const { state: s, day } = h
  if (s[L.UNPAID + slot] > 0) s[L.UNPAID + slot] = 0 // an older due stays missed for good
  const amount = s[L.SLOT_AMOUNT + slot]
  const row = h.books.paymentDue(slot, kindOf(h, slot), day, amount)
  if (s[L.CURRENT] < amount) {
    h.books.paymentMissed(row)
    refuse(h, amount, categoryOf(h, slot))
    defer(h, slot, amount, row, day + RETRY_DAYS)
  } else if (
    slot >= L.FIRST_UTILITY_SLOT &&
    h.unit() < h.world.parameters['trouble.held_bills'] * strain(h)
  ) {
    defer(h, slot, amount, row, day + 1 + Math.floor(GRACE_DAYS * h.unit()))
  } else settle(h, slot, amount, row)
  if (slot >= L.CARD_SLOT) s[L.SLOT_AMOUNT + slot] = 0
}

function defer(h: Household, slot: number, amount: number, row: number, nextTry: number): void {
  const { state: s } = h
  if (nextTry > h.day + GRACE_DAYS) h.miss(h.day)
  s[L.UNPAID + slot] = amount
  s[L.UNPAID_DUE + slot] = h.day
  s[L.UNPAID_ROW + slot] = row
  s[L.NEXT_TRY + slot] = nextTry
}

function tryAgain(h: Household, slot: number): void {
  const { state: s } = h
  const amount = s[L.UNPAID + slot]
  if (s[L.CURRENT] < amount) {
    s[L.NEXT_TRY + slot] = h.day + RETRY_DAYS
    const due = s[L.UNPAID_DUE + slot]
    if (s[L.NEXT_TRY + slot] > due + GRACE_DAYS) h.miss(due)
    return
  }
  settle(h, slot, amount, s[L.UNPAID_ROW + slot])
  s[L.UNPAID + slot] = 0
}

/** Pays, and pays debts down. A card may get more than its minimum. */
function settle(h: Household, slot: number, amount: number, row: number): void {
  const { state: s, day } = h
  const paid = slot === L.CARD_SLOT ? cardPayment(h, amount) : amount
  h.post(codes.CURRENT_ACCOUNT, -paid, categoryOf(h, slot), codes.AUTO_DEBIT, MORNING)
  h.books.paymentSettled(row, day, paid)
  if (slot === L.CARD_SLOT) {
    h.post(codes.CARD_ACCOUNT, paid, codes.CARD_PAYMENT, codes.AUTO_DEBIT, MORNING)
    s[L.STATEMENT] = Math.max(0, s[L.STATEMENT] - paid)
  } else if (slot < L.LOANS && s[L.LOAN_OWED + slot] > 0) {
    const interest = Math.round(s[L.LOAN_OWED + slot] * h.traits[L.LOAN_RATE + slot])
    s[L.LOAN_OWED + slot] = Math.max(0, s[L.LOAN_OWED + slot] + interest - paid)
    if (s[L.LOAN_OWED + slot] === 0) s[L.SLOT_AMOUNT + slot] = 0
  }
}

/** What is wanted above the minimum is paid as far as the month stays liquid. */
function wantedOnCard(h: Household, minimum: number): number {
  const { state: s, traits: t } = h
  const wanted = minimum + t[L.CARD_PAY] * Math.max(0, s[L.STATEMENT] - minimum)
  const liquid = s[L.CURRENT] + 0.5 * s[L.SAVINGS] - duesBefore(h, s[L.NEXT_PAY] - h.day) * t[L.RESERVE]
  return Math.max(minimum, Math.min(wanted, liquid * 0.8))
}

/** What the card is to get today beyond its minimum. */
function aboveMinimum(h: Household, dayOfMonth: number): number {
  const minimum = h.state[L.SLOT_AMOUNT + L.CARD_SLOT]
  if (minimum === 0 || h.traits[L.SLOT_DAY + L.CARD_SLOT] !== dayOfMonth) return 0
  return wantedOnCard(h, minimum) - minimum
}

/** Nobody pays more than the minimum with money that other bills of the morning need. */
function cardPayment(h: Household, minimum: number): number {
  const free = Math.max(minimum, h.state[L.CURRENT] - laterThisMorning(h))
  return Math.round(Math.min(free, wantedOnCard(h, minimum)))
}

/** What is debited today after the card. */
function laterThisMorning(h: Household): number {
  const { state: s, traits: t } = h
  const dayOfMonth = h.world.calendar.dayOfMonth[h.at]
  let later = smallBillsOn(h, dayOfMonth)
  for (let slot = L.FIRST_UTILITY_SLOT; slot < L.SLOTS; slot++)
    if (t[L.SLOT_DAY + slot] === dayOfMonth) later += s[L.SLOT_AMOUNT + slot]
  return later
}

/** Dues of the slots in the next days, today excluded. */
export function duesBefore(h: Household, days: number): number {
  const { state: s, traits: t, world, at } = h
  const { calendar } = world
  const today = calendar.dayOfMonth[at]
  const monthDays = calendar.monthDays[at]
  let dues = (t[L.SMALL_BILLS] * Math.min(days, 30)) / 30
  for (let slot = 0; slot < L.SLOTS; slot++) {
    const due = t[L.SLOT_DAY + slot]
    const inDays = due > today ? due - today : due + monthDays - today
    if (inDays > days) continue
    dues +=
      slot >= L.FIRST_UTILITY_SLOT
        ? t[L.UTILITY_COST + slot - L.FIRST_UTILITY_SLOT]
        : slot === L.CARD_SLOT
          ? Math.max(s[L.SLOT_AMOUNT + slot], t[L.CARD_PAY] * s[L.CARD_OWED])
          : s[L.SLOT_AMOUNT + slot]
  }
  for (let slot = 0; slot < L.SLOTS; slot++) dues += s[L.UNPAID + slot]
  return dues
}

function smallBillsOn(h: Household, dayOfMonth: number): number {
  const { traits: t } = h
  let sum = 0
  if (dayOfMonth === t[L.TELECOM_DAY]) sum += t[L.TELECOM_COST]
  if (dayOfMonth === t[L.INSURANCE_DAY]) sum += t[L.INSURANCE_COST]
  if (dayOfMonth === TAX_DAY) sum += t[L.TAX_COST]
  if (dayOfMonth >= t[L.SUBSCRIPTION_DAY] && dayOfMonth < t[L.SUBSCRIPTION_DAY] + t[L.SUBSCRIPTIONS])
    sum += t[L.SUBSCRIPTION_PRICE]
  return sum
}

const TAX_DAY = 10

function paySmallBills(h: Household, dayOfMonth: number): void {
  const { traits: t } = h
  if (dayOfMonth === t[L.TELECOM_DAY]) payBill(h, t[L.TELECOM_COST], codes.TELECOM)
  if (dayOfMonth === t[L.INSURANCE_DAY]) payBill(h, t[L.INSURANCE_COST], codes.INSURANCE)
  if (dayOfMonth === TAX_DAY) payBill(h, t[L.TAX_COST], codes.TAX)
  const subscription = dayOfMonth - t[L.SUBSCRIPTION_DAY]
  // Of the subscriptions, all but one are given up under full effect, the last first.
  if (subscription >= 0 && subscription < 1 + (t[L.SUBSCRIPTIONS] - 1) * (1 - h.state[L.EFFECT]))
    if (subscription < t[L.SUBSCRIPTIONS])
      payBill(h, t[L.SUBSCRIPTION_PRICE] + 50 * subscription, codes.SUBSCRIPTION)
}

function payBill(h: Household, amount: number, category: number): void {
  if (amount <= 0) return
  if (h.state[L.CURRENT] < amount) refuse(h, amount, category)
  else h.post(codes.CURRENT_ACCOUNT, -amount, category, codes.AUTO_DEBIT, MORNING)
}
