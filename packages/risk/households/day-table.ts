/** The calendar of a run, day by day: months, weekends, holidays, seasons, prices. */
import { firstOfMonth, monthOf } from '../portfolios/calendar.ts'
import { PURCHASES } from './layout.ts'
import type { HouseholdParameters } from './parameters.ts'
import {
  EDUCATION_KIND,
  ENTERTAINMENT_KIND,
  purchaseKinds,
  SHOPPING_KIND,
  TRAVEL_KIND,
} from './purchase-kinds.ts'

/** All arrays are indexed by day − `from`. */
export interface DayTable {
  readonly from: number
  readonly days: number
  readonly dayOfMonth: Uint8Array
  /** Days of the day's month. */
  readonly monthDays: Uint8Array
  /** 0 = January. */
  readonly month: Uint8Array
  /** 0 = Sunday. */
  readonly weekday: Uint8Array
  /** 1 where banks are closed: weekends and holidays. */
  readonly closed: Uint8Array
  /** Prices against the first day of data. */
  readonly prices: Float64Array
  /** Pay against the first day of data. */
  readonly pay: Float64Array
  /** Energy bills against their mean. */
  readonly energy: Float64Array
  /** Purchases against their mean, shape [days, PURCHASES]. */
  readonly season: Float64Array
}

/** Month (0 = January) and day of holidays that are the same every year. */
const HOLIDAYS = [
  [0, 1],
  [4, 1],
  [11, 25],
  [11, 26],
] as const

/** Months of travel, mean about 1. */
const TRAVEL_SEASON = [0.6, 0.7, 0.8, 0.9, 1, 1.4, 1.9, 1.8, 0.9, 0.8, 0.5, 1]
const SCHOOL_SEASON = [1.3, 0.8, 0.7, 0.8, 0.8, 0.7, 0.6, 1.6, 2.2, 1, 0.8, 0.7]
const FIRST_MONDAY_BASED = 4 // 1970-01-01 was a Thursday

export function dayTable(from: number, to: number, parameters: HouseholdParameters): DayTable {
  const days = to - from + 1
  const table: DayTable = {
    from,
    days,
    dayOfMonth: new Uint8Array(days),
    monthDays: new Uint8Array(days),
    month: new Uint8Array(days),
    weekday: new Uint8Array(days),
    closed: new Uint8Array(days),
    prices: new Float64Array(days),
    pay: new Float64Array(days),
    energy: new Float64Array(days),
    season: new Float64Array(days * PURCHASES),
  }
  const first = monthOf(from + parameters['warm_up.days'])
  for (let i = 0; i < days; i++) {
    const { month, dayOfMonth } = monthOf(from + i)
    const ofYear = ((month % 12) + 12) % 12
    const weekday = (((from + i + FIRST_MONDAY_BASED) % 7) + 7) % 7
    table.dayOfMonth[i] = dayOfMonth
    table.month[i] = ofYear
    table.monthDays[i] = firstOfMonth(month + 1) - firstOfMonth(month)
    table.weekday[i] = weekday
    const holiday = HOLIDAYS.some(([m, d]) => m === ofYear && d === dayOfMonth)
    table.closed[i] = weekday === 0 || weekday === 6 || holiday ? 1 : 0
    const years = (i - parameters['warm_up.days']) / 365.25
    table.prices[i] = (1 + parameters['spending.inflation_annual']) ** years
    table.pay[i] =
      (1 + parameters['income.raise_annual']) ** (Math.floor(month / 12) - Math.floor(first.month / 12))
    table.energy[i] = 1 + parameters['utilities.winter_swing'] * Math.cos((2 * Math.PI * (ofYear - 0.5)) / 12)
    const weekend = weekday === 0 || weekday === 6
    for (let kind = 0; kind < PURCHASES; kind++) {
      let factor = weekend ? purchaseKinds[kind].weekend : (7 - 2 * purchaseKinds[kind].weekend) / 5
      if (kind === TRAVEL_KIND) factor *= TRAVEL_SEASON[ofYear]
      if (kind === EDUCATION_KIND) factor *= SCHOOL_SEASON[ofYear]
      if (ofYear === 11 && (kind === SHOPPING_KIND || kind === ENTERTAINMENT_KIND))
        factor *= parameters['spending.december']
      if (holiday && kind !== ENTERTAINMENT_KIND) factor *= 0.5
      table.season[i * PURCHASES + kind] = factor
    }
  }
  return table
}
