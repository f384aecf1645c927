/** What is spent day by day, and what is done with money left over. */
import * as codes from './codes.ts'
import { duesBefore } from './dues.ts'
import { DAYTIME, EVENING, type Household, NIGHT } from './household.ts'
import * as L from './layout.ts'
import { CASH_KIND, HEALTH_KIND, purchaseKinds, sigmaOf, TRANSFER_KIND } from './purchase-kinds.ts'
import type { World } from './run.ts'
import { caution, isReckless, strain } from './trouble.ts'

const MONTH_DAYS = 365.25 / 12
/** Essentials are cut to this at most, other spending to that. */
const LEAST_ESSENTIAL = 0.62
const LEAST_OTHER = 0.12
const NOTE = 1_000

/** Arrays of one thread, and parameters out of their record. */
export interface SpendingTables {
  readonly rates: Float64Array
  readonly sigma: Float64Array
  readonly categories: Int32Array
  readonly essential: Uint8Array
}

export function spendingTables({ parameters }: World): SpendingTables {
  return {
    rates: new Float64Array(L.PURCHASES),
    sigma: Float64Array.from(purchaseKinds, (kind) => parameters[sigmaOf(kind)]),
    categories: Int32Array.from(purchaseKinds, ({ category }) => category),
    essential: Uint8Array.from(purchaseKinds, ({ essential }) => (essential ? 1 : 0)),
  }
}

/** How the day's money compares with what the plan wants to spend until the next payday; 1 = as planned. */
function ease(h: Household, days: number): number {
  const { state: s, traits: t, world, at } = h
  let reserve = t[L.RESERVE]
  if (isReckless(h)) reserve *= 1 - 0.85 * s[L.EFFECT]
  const free = s[L.CURRENT] + 0.25 * Math.max(0, s[L.SAVINGS]) - reserve * duesBefore(h, days)
  return free / ((t[L.BUDGET] * world.calendar.prices[at] * days) / MONTH_DAYS)
}

export function spend(h: Household, tables: SpendingTables): void {
  const { state: s, traits: t, world, at } = h
  const p = world.parameters
  const { rates, sigma, categories, essential } = tables
  const days = Math.max(3, s[L.NEXT_PAY] - h.day)
  const eased = ease(h, days)
  const strained = strain(h)
  const essentialFactor = Math.min(1.05, Math.max(LEAST_ESSENTIAL, eased))
  let otherFactor = Math.min(1.25, Math.max(LEAST_OTHER, eased))
  otherFactor *= 1 - caution(h)
  if (s[L.HIDDEN] === codes.OVER_COMMITMENT) otherFactor *= 1 + p['over_commitment.spree'] * strained
  const common = s[L.WEEK_FACTOR] * Math.exp(-p['spending.regional_sigma'] * s[L.REGION_FACTOR])
  const season = at * L.PURCHASES
  let total = 0
  for (let kind = 0; kind < L.PURCHASES; kind++) {
    const factor = essential[kind] === 1 ? essentialFactor : otherFactor
    let rate = t[L.PURCHASE_RATE + kind] * world.calendar.season[season + kind] * (0.5 + 0.5 * factor)
    if (kind === CASH_KIND && strained > 0 && days <= 7) rate *= 1 + p['trouble.hoarding'] * strained
    rates[kind] = rate
    total += rate
  }
  for (let left = poisson(h, total); left > 0; left--) {
    let kind = 0
    let u = h.unit() * total
    while (kind < L.PURCHASES - 1 && u >= rates[kind]) u -= rates[kind++]
    const factor = essential[kind] === 1 ? essentialFactor : otherFactor
    const spread = sigma[kind]
    const amount =
      t[L.PURCHASE_MEAN + kind] *
      world.calendar.prices[at] *
      common *
      (factor / (0.5 + 0.5 * factor)) *
      Math.exp(spread * h.normal() - 0.5 * spread * spread)
    if (kind === CASH_KIND) withdraw(h, amount)
    else if (kind === TRANSFER_KIND) sendToPeers(h, amount)
    else buy(h, Math.max(1, Math.round(amount)), categories[kind], DAYTIME)
  }
  if (s[L.HIDDEN] === codes.ILLNESS) treat(h)
  if (h.unit() < p['buffer.lumps_a_month'] / MONTH_DAYS) unforeseen(h)
}

/** Poisson by inversion; the mean is a handful, and far below the 700 at which its first term vanishes. */
function poisson(h: Household, mean: number): number {
  let chance = Math.exp(-mean)
  let u = h.unit()
  let count = 0
  while (u > chance && count < 400) {
    u -= chance
    count++
    chance *= mean / count
  }
  return count
}

/** By card where there is one and room on it, else from the account; given up when neither can pay. */
function buy(h: Household, amount: number, category: number, part: number): boolean {
  const { state: s, traits: t } = h
  const u = h.unit()
  const room = t[L.CARD_LIMIT] - s[L.CARD_OWED] >= amount
  const canPay = s[L.CURRENT] >= amount
  const wantsCard = u < t[L.CARD_SHARE] * (1 + 0.8 * strain(h))
  if (room && (wantsCard || !canPay)) {
    h.post(codes.CARD_ACCOUNT, -amount, category, u < 0.25 ? codes.ONLINE : codes.CARD_CHANNEL, part)
    return true
  }
  const channel = channelOf(h, category)
  if (canPay) {
    h.post(codes.CURRENT_ACCOUNT, -amount, category, channel, part)
    return true
  }
  if (u < 0.3) h.refuse(-amount, category, channel, part)
  return false
}

function channelOf(h: Household, category: number): number {
  const u = h.unit()
  // Under strain people turn from their usual way to pay to what is at hand.
  const mobile = h.traits[L.MOBILE_SHARE] * (1 - 0.5 * strain(h))
  if (u < mobile) return codes.MOBILE
  const online =
    category === codes.GROCERIES || category === codes.RESTAURANTS || category === codes.TRANSPORT
      ? 0.06
      : 0.35
  return u < mobile + (1 - mobile) * online ? codes.ONLINE : codes.CARD_CHANNEL
}

function withdraw(h: Household, amount: number): void {
  const notes = Math.max(1, Math.round(amount / NOTE)) * NOTE
  const isBranch = h.unit() < 0.04 + 0.15 * strain(h)
  const channel = isBranch ? codes.BRANCH : codes.ATM
  if (h.state[L.CURRENT] >= notes)
    h.post(codes.CURRENT_ACCOUNT, -notes, codes.CASH_WITHDRAWAL, channel, DAYTIME)
  else if (h.state[L.CURRENT] >= NOTE && h.unit() < 0.5)
    h.post(
      codes.CURRENT_ACCOUNT,
      -Math.floor(h.state[L.CURRENT] / NOTE) * NOTE,
      codes.CASH_WITHDRAWAL,
      channel,
      DAYTIME,
    )
}

/** Family and friends: two in five come back. Amounts are rounder than purchases. */
function sendToPeers(h: Household, amount: number): void {
  const whole = Math.max(5, Math.round(amount / 100)) * 100
  const u = h.unit()
  if (u < 0.4)
    h.post(codes.CURRENT_ACCOUNT, Math.round(whole * 0.8), codes.TRANSFER, codes.TRANSFER_CHANNEL, DAYTIME)
  else if (h.state[L.CURRENT] >= whole * 1.6)
    h.post(codes.CURRENT_ACCOUNT, -Math.round(whole * 1.6), codes.TRANSFER, codes.TRANSFER_CHANNEL, DAYTIME)
}

/** Treatment and medicine. */
function treat(h: Household): void {
  const { state: s, traits: t } = h
  const monthly = 6
  if (h.unit() >= (monthly / MONTH_DAYS) * s[L.EFFECT]) return
  const mean = (h.world.parameters['illness.cost'] * s[L.SEVERITY] * t[L.INCOME]) / monthly
  buy(
    h,
    Math.max(100, Math.round(mean * Math.exp(0.5 * h.normal() - 0.125))),
    purchaseKinds[HEALTH_KIND].category,
    DAYTIME,
  )
}

/** A repair, a tooth, a vet: it cannot wait, and takes what is there where card and savings are not enough. */
function unforeseen(h: Household): void {
  const { state: s, traits: t, world } = h
  const p = world.parameters
  const lump = Math.max(
    100,
    Math.round(t[L.INCOME] * p['buffer.lump_median'] * Math.exp(p['buffer.lump_sigma'] * h.normal())),
  )
  const u = h.unit()
  const category = u < 0.4 ? codes.TRANSPORT : u < 0.7 ? codes.HEALTH : codes.SHOPPING
  if (s[L.CURRENT] < lump && s[L.SAVINGS] > 0) {
    const moved = Math.min(s[L.SAVINGS], lump)
    h.post(codes.SAVINGS_ACCOUNT, -moved, codes.SAVINGS_TRANSFER, codes.MOBILE, DAYTIME)
    h.post(codes.CURRENT_ACCOUNT, moved, codes.SAVINGS_TRANSFER, codes.MOBILE, DAYTIME)
  }
  if (buy(h, lump, category, DAYTIME)) return
  const there = Math.floor(s[L.CURRENT] / 100) * 100
  if (there > 0) h.post(codes.CURRENT_ACCOUNT, -there, category, codes.CARD_CHANNEL, DAYTIME)
}

/** Share of bets placed between midnight and five. */
const BETS_AT_NIGHT = 0.2

/** Before morning: bets, and purchases of those who do not sleep. */
export function passNight(h: Household): void {
  const { traits: t, world, at } = h
  const p = world.parameters
  const strained = strain(h)
  const weekday = world.calendar.weekday[at]
  const weekend = p['spending.night_weekend']
  const ofWeek = weekday === 0 || weekday === 6 ? weekend : (7 - 2 * weekend) / 5
  if (h.unit() < t[L.NIGHT_LIFE] * ofWeek + p['trouble.night'] * strained)
    buy(
      h,
      Math.max(
        100,
        Math.round((t[L.BUDGET] / 60) * world.calendar.prices[at] * Math.exp(0.6 * h.normal() - 0.18)),
      ),
      h.unit() < 0.5 ? codes.RESTAURANTS : codes.SHOPPING,
      NIGHT,
    )
  bet(h, BETS_AT_NIGHT, NIGHT)
}

export function betByDay(h: Household): void {
  bet(h, 1 - BETS_AT_NIGHT, EVENING)
}

function bet(h: Household, share: number, part: number): void {
  const { state: s, traits: t } = h
  const isAddicted = s[L.HIDDEN] === codes.ADDICTION
  const daily = (isAddicted ? 0.2 + 0.7 * strain(h) : 0) + t[L.CASUAL_BETS]
  if (daily === 0 || h.unit() >= daily * share) return
  const mean = isAddicted
    ? (h.world.parameters['addiction.stakes'] * s[L.SEVERITY] * t[L.INCOME] * Math.max(0.2, s[L.EFFECT])) /
      (MONTH_DAYS * (0.2 + 0.7 * strain(h)))
    : t[L.BUDGET] * 0.01
  const wanted = Math.max(200, Math.round((mean * Math.exp(0.7 * h.normal() - 0.245)) / 100) * 100)
  if (isAddicted && s[L.CURRENT] < wanted && s[L.SAVINGS] > 0) {
    const moved = Math.min(s[L.SAVINGS], Math.ceil(wanted / NOTE) * NOTE)
    h.post(codes.SAVINGS_ACCOUNT, -moved, codes.SAVINGS_TRANSFER, codes.MOBILE, part)
    h.post(codes.CURRENT_ACCOUNT, moved, codes.SAVINGS_TRANSFER, codes.MOBILE, part)
  }
  const stake = isAddicted ? Math.min(wanted, Math.max(0, Math.floor(s[L.CURRENT] / 100) * 100)) : wanted
  if (stake >= 200 && s[L.CURRENT] >= stake)
    h.post(codes.CURRENT_ACCOUNT, -stake, codes.GAMBLING, codes.ONLINE, part)
}

/** Most of what is needed until the next payday that is kept on the current account. */
const KEPT_MOST = 1.1

/** The evening: savings on payday, standing orders, statements, fees. */
export function closeDay(h: Household): void {
  const { state: s, traits: t, world, at } = h
  const p = world.parameters
  const dayOfMonth = world.calendar.dayOfMonth[at]
  if (s[L.PAID_TODAY] > 0) sweep(h)
  if (t[L.INVESTED] > 0 && dayOfMonth === 4 && s[L.CURRENT] > 3 * t[L.INVESTED] && s[L.EFFECT] < 0.3)
    h.post(codes.CURRENT_ACCOUNT, -t[L.INVESTED], codes.INVESTMENT, codes.AUTO_DEBIT, EVENING)
  if (t[L.CARD_LIMIT] > 0 && dayOfMonth === ((t[L.SLOT_DAY + L.CARD_SLOT] + 9) % 28) + 1) cutStatement(h)
  if (dayOfMonth === 28 && t[L.PAYS_ACCOUNT_FEE] === 1)
    h.post(codes.CURRENT_ACCOUNT, -p['fee.monthly_minor'], codes.FEE, codes.AUTO_DEBIT, EVENING)
}

function sweep(h: Household): void {
  const { state: s, traits: t, world, at } = h
  if (t[L.HAS_SAVINGS] === 0 || isReckless(h)) return
  const days = Math.max(3, s[L.NEXT_PAY] - h.day)
  const least = world.parameters['buffer.kept_least']
  const kept = least + (KEPT_MOST - least) * h.unit()
  const needed = duesBefore(h, days) + (t[L.BUDGET] * world.calendar.prices[at] * days) / MONTH_DAYS
  const excess = s[L.CURRENT] - kept * needed
  const missing = t[L.BUFFER] - s[L.SAVINGS]
  const wanted =
    missing > 0
      ? Math.min(missing, Math.max(t[L.SAVING_RATE] * s[L.PAID_TODAY], 0.5 * excess), excess)
      : 0.5 * (excess - 0.3 * t[L.INCOME])
  const moved = Math.floor(wanted / 1_000) * 1_000
  if (moved < 1_000) return
  h.post(codes.CURRENT_ACCOUNT, -moved, codes.SAVINGS_TRANSFER, codes.MOBILE, EVENING)
  h.post(codes.SAVINGS_ACCOUNT, moved, codes.SAVINGS_TRANSFER, codes.MOBILE, EVENING)
}

function cutStatement(h: Household): void {
  const { state: s, world } = h
  const p = world.parameters
  const interest = Math.round((s[L.STATEMENT] * p['card.rate_annual']) / 12)
  if (interest > 0) h.post(codes.CARD_ACCOUNT, -interest, codes.FEE, codes.AUTO_DEBIT, EVENING)
  s[L.STATEMENT] = Math.max(0, s[L.CARD_OWED])
  s[L.MINIMUM] = Math.min(
    s[L.STATEMENT],
    Math.max(p['card.minimum_floor_minor'], Math.round(p['card.minimum_share'] * s[L.STATEMENT])),
  )
  s[L.SLOT_AMOUNT + L.CARD_SLOT] = s[L.MINIMUM]
}
