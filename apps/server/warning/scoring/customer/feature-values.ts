/** Features and weekly signals of a customer as of a date. */
import type { CustomerFeatures } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import type { Champion } from '../../champion.ts'
import type { Scoring } from '../scoring.ts'
import { openCustomer } from './open-customer.ts'
import { noPopulation, populationOf } from './population.ts'

/** @param champion undefined before the first model: then no value is compared with anything */
export async function featureValues(
  scoring: Scoring,
  customerId: string,
  date: string | undefined,
  champion: Champion | undefined,
): Promise<CustomerFeatures> {
  const { asOf, program, values } = await openCustomer(scoring, customerId, date, champion)
  const { window, asOfDay, attributes } = asOf
  const population = champion === undefined ? noPopulation : populationOf(champion.model)
  const weeks = window.weeklyValuesAt(program, asOfDay, attributes)
  return {
    customer_id: customerId,
    as_of_date: formatDay(asOfDay),
    features: program.set.features.map(({ id }, place) => ({
      id,
      value: orNull(values[place]!),
      typical: population.typical(id),
      percentile: population.standing(id, values[place]!)?.below ?? null,
    })),
    signals: program.set.signals.map(({ id, title, unit, high }) => ({
      id,
      title,
      unit,
      high,
      weeks: Array.from(weeks.get(id)!, orNull).reverse(),
    })),
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
