/** Draws what a household is, and how it stands on the evening before it is first seen. */
import { logistic } from '@pratibimba/numerics/distributions'
import { annuityFactor, balanceAfter } from '../portfolios/schedule.ts'
import type { Household } from './household.ts'
import * as L from './layout.ts'
import { monthlyOf, purchaseKinds, shareOf } from './purchase-kinds.ts'

/** Least everyday spending, as a share of income: debts that leave less are not granted. */
const LEAST_BUDGET = 0.3
const MONTH_DAYS = 365.25 / 12

/** Fills the traits and sets the state to the evening before `day`, without any trouble. */
export function drawTraits(h: Household, day: number): void {
  const { traits: t, world } = h
  const p = world.parameters
  t.fill(0)
  drawPeople(h)
  drawPay(h)
  const income = t[L.INCOME]
  drawHome(h)
  drawLoans(h)
  const scale = Math.sqrt(income * p['income.median_minor']) // bills grow more slowly than income
  t[L.UTILITY_COST] = Math.round(0.62 * p['utilities.cost_share'] * scale * spread(h, 0.2))
  t[L.UTILITY_COST + 1] = Math.round(0.38 * p['utilities.cost_share'] * scale * spread(h, 0.2))
  t[L.SLOT_DAY + L.FIRST_UTILITY_SLOT] = 1 + Math.floor(28 * h.unit())
  t[L.SLOT_DAY + L.FIRST_UTILITY_SLOT + 1] = 1 + Math.floor(28 * h.unit())
  t[L.TELECOM_COST] = Math.round(p['telecom.cost_share'] * scale * spread(h, 0.3))
  t[L.TELECOM_DAY] = 1 + Math.floor(28 * h.unit())
  t[L.INSURANCE_COST] = Math.round(p['insurance.cost_share'] * scale * spread(h, 0.4))
  t[L.INSURANCE_DAY] = 1 + Math.floor(28 * h.unit())
  t[L.SUBSCRIPTIONS] = Math.min(6, Math.round(p['subscriptions.mean'] * spread(h, 0.5)))
  t[L.SUBSCRIPTION_PRICE] = Math.round(p['subscriptions.price_minor'] * spread(h, 0.3))
  t[L.SUBSCRIPTION_DAY] = 1 + Math.floor(22 * h.unit())
  t[L.PAYS_ACCOUNT_FEE] = h.unit() < 0.4 ? 1 : 0
  if (t[L.EMPLOYMENT] === L.SELF_EMPLOYED) t[L.TAX_COST] = Math.round(0.08 * income)
  t[L.SMALL_BILLS] =
    t[L.TELECOM_COST] +
    t[L.INSURANCE_COST] +
    t[L.SUBSCRIPTIONS] * t[L.SUBSCRIPTION_PRICE] +
    t[L.TAX_COST] +
    t[L.PAYS_ACCOUNT_FEE] * p['fee.monthly_minor']
  drawBuffer(h)
  drawCard(h)
  t[L.CASUAL_BETS] = h.unit() < p['gambling.casual_share'] ? 1.6 / MONTH_DAYS : 0
  t[L.MOBILE_SHARE] = 0.1 + 0.5 * h.unit()
  drawBudget(h)
  t[L.DORMANT] = h.unit() < p['dormant.share'] ? 1 : 0
  drawOpening(h)
  standing(h, day)
}

function spread(h: Household, sigma: number): number {
  return Math.exp(sigma * h.normal() - 0.5 * sigma * sigma)
}

function drawPeople(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  let u = h.unit()
  t[L.EMPLOYMENT] = L.SALARIED
  for (const [employment, chance] of [
    [L.SELF_EMPLOYED, p['income.self_employed_share']],
    [L.PART_TIME, p['income.part_time_share']],
    [L.RETIRED, p['income.retired_share']],
    [L.BENEFITS, p['income.benefits_share']],
  ]) {
    if (u < chance) {
      t[L.EMPLOYMENT] = employment
      break
    }
    u -= chance
  }
  t[L.AGE] = t[L.EMPLOYMENT] === L.RETIRED ? 63 + Math.floor(22 * h.unit()) : 20 + Math.floor(43 * h.unit())
  t[L.REGION] = Math.floor(L.regions.length * h.unit())
  t[L.HOUSEHOLD_SIZE] = Math.min(6, 1 + Math.floor(-1.2 * Math.log(h.unit())))
  const sigma = p['spending.night_sigma']
  const ofAge = t[L.AGE] < 35 ? p['spending.night_young'] : t[L.AGE] < 55 ? 1 : 1 / p['spending.night_young']
  const isInWork = t[L.EMPLOYMENT] !== L.RETIRED && t[L.EMPLOYMENT] !== L.BENEFITS
  t[L.NIGHT_LIFE] =
    p['spending.night'] * ofAge * Math.exp(sigma * h.normal()) +
    (h.unit() < p['spending.night_worker_share'] && isInWork ? p['spending.night_worker'] : 0)
}

function drawPay(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  const employment = t[L.EMPLOYMENT]
  let level = spread(h, p['income.sigma']) * p['income.median_minor']
  if (employment === L.PART_TIME) level *= 0.7
  else if (employment === L.RETIRED) level *= 0.75
  else if (employment === L.BENEFITS) level *= 0.5
  t[L.INCOME] = Math.round(level)
  const u = h.unit()
  if (employment === L.SELF_EMPLOYED) t[L.PAY_KIND] = L.INVOICES
  else if (employment === L.PART_TIME) t[L.PAY_KIND] = L.WEEKLY
  else if (employment === L.BENEFITS) t[L.PAY_KIND] = L.BIWEEKLY
  else t[L.PAY_KIND] = employment === L.SALARIED && u < p['income.biweekly_share'] ? L.BIWEEKLY : L.MONTHLY
  const v = h.unit()
  if (t[L.PAY_KIND] === L.MONTHLY) t[L.PAY_DAY] = v < 0.3 ? 1 : v < 0.45 ? 15 : v < 0.75 ? 25 : 28
  else t[L.PAY_DAY] = v < 0.7 ? 5 : 4
  t[L.PAY_PHASE] = h.unit() < 0.5 ? 0 : 1
  const isHourly = h.unit() < p['income.hourly_share']
  if (employment === L.PART_TIME) t[L.PAY_VARIATION] = p['income.part_time_variation']
  else if (employment === L.SALARIED)
    t[L.PAY_VARIATION] = p[isHourly ? 'income.hourly_variation' : 'income.variation']
  t[L.DECLARED_INCOME] = Math.round((level * spread(h, 0.08)) / 1000) * 1000
}

function drawHome(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  const u = h.unit()
  t[L.HOME] =
    u < p['housing.rent_share']
      ? L.RENTED
      : u < p['housing.rent_share'] + p['housing.mortgage_share']
        ? L.MORTGAGED
        : L.OWNED
  const burden = p['housing.cost_median'] * Math.exp(p['housing.cost_sigma'] * h.normal())
  const months = 120 + Math.floor(240 * h.unit())
  t[L.SLOT_DAY + L.HOME_SLOT] = 1 + Math.floor(5 * h.unit())
  if (t[L.HOME] === L.OWNED) return
  const cost = Math.round(Math.min(0.45, burden) * t[L.INCOME])
  if (t[L.HOME] === L.RENTED) t[L.LOAN_PRINCIPAL] = -cost
  else setLoan(h, L.HOME_SLOT, cost, p['housing.mortgage_rate_annual'], months)
}

function drawLoans(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  const room = (): number => {
    let debts = Math.abs(dueOf(h, L.HOME_SLOT))
    for (let loan = 1; loan < L.NEW_LOAN_SLOT; loan++) debts += dueOf(h, loan)
    return t[L.INCOME] * (1 - LEAST_BUDGET - p['utilities.cost_share'] - 0.12) - debts
  }
  const first = h.unit() < p['loans.first_share']
  const second = first && h.unit() < p['loans.second_share']
  for (const [loan, wanted] of [
    [1, first],
    [2, second],
  ] as const) {
    const burden = p['loans.cost_median'] * Math.exp(p['loans.cost_sigma'] * h.normal())
    const months = 24 + 12 * Math.floor(4 * h.unit())
    const days = [1, 5, 10, 15, 20, 25]
    t[L.SLOT_DAY + loan] = days[Math.floor(days.length * h.unit())]
    const cost = Math.round(burden * t[L.INCOME])
    if (wanted && cost <= room()) setLoan(h, loan, cost, p['loans.rate_annual'], months)
  }
  const days = [3, 8, 12, 18, 22, 27]
  t[L.SLOT_DAY + L.NEW_LOAN_SLOT] = days[Math.floor(days.length * h.unit())]
}

/** A loan whose annuity is `cost` a month. */
export function setLoan(h: Household, loan: number, cost: number, rateAnnual: number, months: number): void {
  const { traits: t } = h
  const rate = rateAnnual / 12
  t[L.LOAN_RATE + loan] = rate
  t[L.LOAN_MONTHS + loan] = months
  t[L.LOAN_PRINCIPAL + loan] = Math.round(cost / annuityFactor(rate, Math.log1p(rate), months))
}

/** Monthly instalment of a loan, or the rent; 0 where there is neither. */
function dueOf(h: Household, slot: number): number {
  const { traits: t } = h
  const principal = t[L.LOAN_PRINCIPAL + slot]
  if (principal <= 0) return -principal
  const rate = t[L.LOAN_RATE + slot]
  return Math.round(principal * annuityFactor(rate, Math.log1p(rate), t[L.LOAN_MONTHS + slot]))
}

function drawBuffer(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  const older = t[L.EMPLOYMENT] === L.RETIRED ? 0.3 : 0
  const months = Math.min(
    24,
    p['buffer.median_months'] * Math.exp(p['buffer.sigma'] * h.normal() + older + 0.008 * (t[L.AGE] - 42)),
  )
  t[L.BUFFER] = Math.round(months * t[L.INCOME])
  // Thin buffers come of spending what is there; from a third of a month on hardly anybody does.
  t[L.RESERVE] = 1 - p['buffer.impatience'] * logistic((0.2 - months) / 0.07)
  t[L.HAS_SAVINGS] = months < 0.1 && h.unit() < p['buffer.no_savings_share'] ? 0 : 1
  t[L.SAVING_RATE] = p['buffer.saving_rate'] * Math.min(1.5, 0.4 + months)
  t[L.INVESTED] = months > 3 && h.unit() < 0.6 ? Math.round(0.03 * t[L.INCOME]) : 0
}

function drawCard(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  const has = h.unit() < p['card.share']
  const limit = p['card.limit_months'] * Math.exp(p['card.limit_sigma'] * h.normal()) * t[L.INCOME]
  const revolves = h.unit() < p['card.revolver_share']
  const pays = 0.05 + 0.4 * h.unit()
  const puts = p['card.purchase_share'] * (0.5 + h.unit())
  const days = [2, 6, 11, 16, 21, 26]
  t[L.SLOT_DAY + L.CARD_SLOT] = days[Math.floor(days.length * h.unit())]
  if (!has) return
  t[L.CARD_LIMIT] = Math.max(50_000, Math.round(limit / 50_000) * 50_000)
  t[L.CARD_PAY] = revolves ? pays : 1
  t[L.CARD_SHARE] = Math.min(0.9, puts)
}

/** Everyday spending is what income leaves after dues, savings and the usual misfortunes. */
function drawBudget(h: Household): void {
  const { traits: t } = h
  const p = h.world.parameters
  let dues = t[L.SMALL_BILLS] + t[L.UTILITY_COST] + t[L.UTILITY_COST + 1] + t[L.INVESTED]
  for (let slot = 0; slot < L.NEW_LOAN_SLOT; slot++) dues += dueOf(h, slot)
  const lumps =
    p['buffer.lumps_a_month'] * p['buffer.lump_median'] * Math.exp(0.5 * p['buffer.lump_sigma'] ** 2)
  const interest = t[L.CARD_PAY] > 0 && t[L.CARD_PAY] < 1 ? 0.012 : 0
  const left = t[L.INCOME] * (1 - lumps - 0.5 * t[L.SAVING_RATE] - interest) - dues
  t[L.BUDGET] = Math.max(0.22 * t[L.INCOME], left)
  let shares = 0
  const habit = p['spending.habit_sigma']
  for (const [kind, purchase] of purchaseKinds.entries()) {
    const share = p[shareOf(purchase)] * spread(h, habit)
    const rate =
      (p[monthlyOf(purchase)] / MONTH_DAYS) * spread(h, habit) * (0.85 + 0.06 * t[L.HOUSEHOLD_SIZE])
    t[L.PURCHASE_RATE + kind] = rate
    t[L.PURCHASE_MEAN + kind] = share / (rate * MONTH_DAYS)
    shares += share
  }
  for (let kind = 0; kind < L.PURCHASES; kind++)
    t[L.PURCHASE_MEAN + kind] *= t[L.BUDGET] / Math.max(shares, 1e-9)
}

function drawOpening(h: Household): void {
  const { traits: t, world } = h
  const p = world.parameters
  const { firstDay, lastDay } = world.run
  const isNew = h.unit() < p['new_customer.share']
  const onLastDay = h.unit() < p['new_customer.last_day_share']
  const u = h.unit()
  if (!isNew) t[L.OPENED] = firstDay - 30 - Math.floor(5_000 * u * u)
  else t[L.OPENED] = onLastDay ? lastDay : firstDay + Math.floor((lastDay - firstDay + 1) * u)
}

function standing(h: Household, day: number): void {
  const { traits: t, state: s } = h
  s.fill(0)
  s[L.UNPAID_ROW] = -1
  s[L.CURRENT] = Math.round(t[L.INCOME] * (0.15 + 0.35 * h.unit()))
  const savings = Math.round(t[L.BUFFER] * (0.7 + 0.5 * h.unit()))
  if (t[L.HAS_SAVINGS] === 1) s[L.SAVINGS] = savings
  else s[L.CURRENT] += savings
  s[L.NEXT_PAY] = day // the first morning plans it
  for (let slot = 0; slot < L.NEW_LOAN_SLOT; slot++) {
    s[L.SLOT_AMOUNT + slot] = dueOf(h, slot)
    const age = Math.floor(h.unit() * 0.8 * t[L.LOAN_MONTHS + slot])
    if (t[L.LOAN_PRINCIPAL + slot] <= 0) continue
    const rate = t[L.LOAN_RATE + slot]
    const owed = balanceAfter(
      t[L.LOAN_PRINCIPAL + slot],
      rate,
      Math.log1p(rate),
      s[L.SLOT_AMOUNT + slot],
      age,
    )
    s[L.LOAN_OWED + slot] = Math.round(owed)
    s[L.LOAN_TAKEN + slot] = Math.min(day, t[L.OPENED]) - Math.round(age * MONTH_DAYS)
  }
  if (t[L.CARD_LIMIT] > 0) {
    const purchases = t[L.BUDGET] * t[L.CARD_SHARE]
    const carried = purchases / (0.03 + t[L.CARD_PAY])
    const owed = t[L.CARD_PAY] === 1 ? purchases * h.unit() : carried * (0.5 + 0.6 * h.unit())
    s[L.CARD_OWED] = Math.round(Math.min(0.9 * t[L.CARD_LIMIT], owed))
  }
  s[L.REGION_FACTOR] = 0
  s[L.WEEK_FACTOR] = 1
}
