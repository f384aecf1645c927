/** A run of the simulator: its settings, checked, and what all households share. */
import { openStream } from '@pratibimba/numerics/random'
import { LABEL_KNOWN_DAYS } from '../warning/missed-payment.ts'
import { type DayTable, dayTable } from './day-table.ts'
import { regions } from './layout.ts'
import type { HouseholdParameters } from './parameters.ts'
import { resolveParameters } from './resolve-parameters.ts'
import { type TroubleTables, troubleTables } from './trouble.ts'

export interface HouseholdSettings {
  readonly customers: number
  /** Days of data. */
  readonly days: number
  readonly seed?: number
  /** First day with data, days since 1970-01-01; default 1 January 2025. */
  readonly start?: number
  /** Overrides of `householdParameters`, as read from a file. */
  readonly parameters?: unknown
  /** false: nobody falls into trouble; only thin buffers are left. */
  readonly hiddenStates?: boolean
  /** Days between the as-of dates of labels. */
  readonly labelEvery?: number
  /** Paths of the forward simulation behind `miss_probability`; 0 leaves it missing. */
  readonly truthPaths?: number
  /** Customers of whom it is computed, at most. */
  readonly truthCustomers?: number
}

/** Plain data: what a thread needs to simulate any customer. */
export interface HouseholdRun {
  readonly customers: number
  readonly seed: number
  readonly firstDay: number
  readonly lastDay: number
  readonly parameters: HouseholdParameters
  readonly hiddenStates: boolean
  /** As-of dates of labels and truth, ascending. */
  readonly labelDates: readonly number[]
  readonly truthPaths: number
  /** Truth is computed of every so-manieth customer; 0: of none. */
  readonly truthEvery: number
}

/** Days of data that an as-of date needs, itself included. */
const HISTORY_DAYS = 90
const USUAL_START = 20_089
const MOST_CUSTOMERS = 9_999_999
const MOST_DAYS = 3_660

/**
 * @throws RangeError naming the setting, what is allowed and what came
 * @throws InvalidParameters
 */
export function planHouseholds(settings: HouseholdSettings): HouseholdRun {
  const {
    customers,
    days,
    seed = 42,
    start = USUAL_START,
    hiddenStates = true,
    labelEvery = 15,
    truthPaths = 0,
    truthCustomers = 1_000,
  } = settings
  const whole = (name: string, value: number, low: number, high: number): void => {
    if (!(Number.isInteger(value) && value >= low && value <= high))
      throw new RangeError(`planHouseholds: need ${name} ${low}–${high}, got ${value}`)
  }
  whole('customers', customers, 1, MOST_CUSTOMERS)
  whole('days', days, 1, MOST_DAYS)
  whole('seed', seed, 0, Number.MAX_SAFE_INTEGER)
  whole('start (days since 1970)', start, -7_305, 73_000)
  whole('labelEvery', labelEvery, 1, 366)
  whole('truthPaths', truthPaths, 0, 4_096)
  whole('truthCustomers', truthCustomers, 1, MOST_CUSTOMERS)
  const lastDay = start + days - 1
  const labelDates: number[] = []
  for (let day = lastDay - LABEL_KNOWN_DAYS; day >= start + HISTORY_DAYS - 1; day -= labelEvery)
    labelDates.unshift(day)
  return {
    customers,
    seed,
    firstDay: start,
    lastDay,
    parameters: resolveParameters(settings.parameters),
    hiddenStates,
    labelDates,
    truthPaths,
    truthEvery: truthPaths === 0 ? 0 : Math.max(1, Math.ceil(customers / truthCustomers)),
  }
}

/** What a thread computes once: the calendar, and the shocks of regions week by week. */
export interface World {
  readonly run: HouseholdRun
  readonly parameters: HouseholdParameters
  /** First day lived through, before the data begins. */
  readonly warmUpDay: number
  readonly calendar: DayTable
  readonly trouble: TroubleTables
  /** Standard normal, shape [regions, weeks]. */
  readonly regionShocks: Float64Array
  readonly weeks: number
}

export function openWorld(run: HouseholdRun): World {
  const { parameters, seed } = run
  const warmUpDay = run.firstDay - parameters['warm_up.days']
  const calendar = dayTable(warmUpDay, run.lastDay + LABEL_KNOWN_DAYS + 45, parameters)
  const weeks = Math.ceil((run.lastDay - warmUpDay + 1) / 7) + 1
  const regionShocks = new Float64Array(regions.length * weeks)
  const persistence = parameters['region.persistence']
  const innovation = Math.sqrt(1 - persistence * persistence)
  const stream = openStream(seed, 'household-region-shocks')
  for (let region = 0; region < regions.length; region++) {
    stream.at(region)
    let shock = stream.normal()
    for (let week = 0; week < weeks; week++) {
      regionShocks[region * weeks + week] = shock
      shock = persistence * shock + innovation * stream.normal()
    }
  }
  return { run, parameters, warmUpDay, calendar, trouble: troubleTables(parameters), regionShocks, weeks }
}
