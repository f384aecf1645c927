/** What is generated. */
import { parseDay } from '@pratibimba/numerics/calendar'

export interface ApplicationOptions {
  /** Applications, accepted or not. */
  readonly count: number
  /** Calendar they spread over evenly, in months of 30 days. Default 24. */
  readonly months?: number
  /** Same options and seed, same bytes. */
  readonly seed: number
  /** Day of the first application, days since 1970-01-01. Default 2023-01-01. */
  readonly firstDay?: number
  /** Share of all who apply that would default within a year, without drift. Default 0.08. */
  readonly defaultRate?: number
  /** Share that the incumbent accepts, without drift. Default 0.7. */
  readonly acceptedShare?: number
  /** Standard deviations by which the habits of those who apply fall from the first month to the last. Default 0. */
  readonly populationDrift?: number
  /** Log-odds by which the same applicant defaults more in the last month than in the first. Default 0. */
  readonly conceptDrift?: number
  /** Whether the table has the credit history as JSON too. Default false. */
  readonly histories?: boolean
}

export type ResolvedApplicationOptions = Required<ApplicationOptions>

/** Days of a month of the generator. */
export const MONTH_DAYS = 30
/** Most applications of one run; identifiers have nine digits. */
export const MOST_APPLICATIONS = 999_999_999

/** @throws RangeError naming the option, what it may be, and what it is */
export function resolveOptions(given: ApplicationOptions): ResolvedApplicationOptions {
  const options: ResolvedApplicationOptions = {
    months: 24,
    firstDay: parseDay('2023-01-01'),
    defaultRate: 0.08,
    acceptedShare: 0.7,
    populationDrift: 0,
    conceptDrift: 0,
    histories: false,
    ...given,
  }
  const need = (name: keyof ApplicationOptions, holds: boolean, range: string): void => {
    if (!holds) throw new RangeError(`generateApplications: need ${name} ${range}, got ${options[name]}`)
  }
  const { count, months, seed, defaultRate, acceptedShare, populationDrift, conceptDrift } = options
  need(
    'count',
    Number.isInteger(count) && count >= 1 && count <= MOST_APPLICATIONS,
    `of 1–${MOST_APPLICATIONS}`,
  )
  need('months', Number.isInteger(months) && months >= 1 && months <= 240, 'of 1–240')
  need('seed', Number.isSafeInteger(seed) && seed >= 0, 'a whole number from 0 on')
  need('firstDay', Number.isInteger(options.firstDay) && Math.abs(options.firstDay) < 40_000, 'of this age')
  need('defaultRate', defaultRate >= 0.005 && defaultRate <= 0.5, 'of 0.005–0.5')
  need('acceptedShare', acceptedShare >= 0.05 && acceptedShare <= 1, 'of 0.05–1')
  need('populationDrift', Math.abs(populationDrift) <= 3, 'of −3 to 3')
  need('conceptDrift', Math.abs(conceptDrift) <= 3, 'of −3 to 3')
  return options
}
