/** The portfolio now and thirty days before, and what interventions have changed. */
import type { WarningStats } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { householdCurrency } from '@pratibimba/risk/households'
import type { PortfolioDay } from '@pratibimba/risk/ports'
import { figuresToWire } from '../../wire/warning/overview.ts'
import { summaryOf } from '../interventions/summary.ts'
import type { Scoring } from './scoring.ts'

/** Days between the two figures, and days around in which one is looked for: not every day is scored. */
const DAYS_BEFORE = 30
const DAYS_AROUND = 7
/** Days of interventions that success is told of. */
const EFFECT_DAYS = 365
const CUSTOMERS_LOOKED_AT = 20

export async function portfolioStats(
  { stores, clock }: Pick<Scoring, 'stores' | 'clock'>,
  modelVersion: string | undefined,
): Promise<WarningStats> {
  const now = clock()
  const [present, summary, currency] = await Promise.all([
    stores.scores.portfolio({}, now),
    summaryOf(stores, EFFECT_DAYS, undefined, now),
    currencyOf(stores.customers),
  ])
  const before = present && (await dayBefore(stores.scores, present))
  const { overall } = summary
  return {
    present: present === undefined ? null : figuresToWire(present),
    before: before === undefined ? null : figuresToWire(before),
    before_label: labelOf(present, before),
    prevented_defaults: overall.misses_prevented,
    cost_saved_minor:
      overall.loss_prevented_minor === null
        ? null
        : lessCost(overall.loss_prevented_minor, overall.cost_minor),
    success: overall.misses_prevented_per_100 && scaled(overall.misses_prevented_per_100, 0.01),
    success_note: `Share of misses prevented, treated against held out, of cases opened in the last ${EFFECT_DAYS} days. ${overall.verdict}`,
    model_version: modelVersion ?? null,
    currency,
  }
}

/** Of the first customer who has an account: a portfolio is in one currency. */
export async function currencyOf(customers: Scoring['stores']['customers']): Promise<string> {
  const accounts = await customers.accountsOf(await customers.idsAfter(undefined, CUSTOMERS_LOOKED_AT))
  return accounts[0]?.currency ?? householdCurrency
}

async function dayBefore(
  scores: Scoring['stores']['scores'],
  { asOfDate }: PortfolioDay,
): Promise<PortfolioDay | undefined> {
  const wanted = parseDay(asOfDate) - DAYS_BEFORE
  const days = await scores.portfolioDays(formatDay(wanted - DAYS_AROUND), formatDay(wanted + DAYS_AROUND))
  const distance = (day: PortfolioDay) => Math.abs(parseDay(day.asOfDate) - wanted)
  return days.toSorted((a, b) => distance(a) - distance(b))[0]
}

function labelOf(present: PortfolioDay | undefined, before: PortfolioDay | undefined): string {
  if (present === undefined) return 'nothing is scored yet'
  if (before === undefined) return `no scores of ${DAYS_BEFORE} days before`
  return `${parseDay(present.asOfDate) - parseDay(before.asOfDate)} days before`
}

type Interval = NonNullable<WarningStats['success']>

function lessCost({ value, low, high }: Interval, cost: number): Interval {
  return { value: value - cost, low: low - cost, high: high - cost }
}

function scaled({ value, low, high }: Interval, by: number): Interval {
  return { value: value * by, low: low * by, high: high * by }
}
