/** A known customer on a day, with all features of the model's set, for pages. */
import type { FeatureProgram } from '@pratibimba/risk/features'
import type { Champion } from '../../champion.ts'
import { type CustomerAsOf, customerAsOf, featuresOf } from '../customer-features.ts'
import { type CustomerInputs, readInputs } from '../customer-inputs.ts'
import { modelProgram, programOf } from '../feature-program.ts'
import { unknownCustomer } from '../known-customers.ts'
import { asOfDayOf } from '../known-days.ts'
import type { Scoring } from '../scoring.ts'

export interface OpenCustomer {
  readonly inputs: CustomerInputs
  readonly asOf: CustomerAsOf
  readonly program: FeatureProgram
  /** In the order of the program's set. */
  readonly values: Float64Array
}

/** @throws ProblemError `not_found`, and what `customerAsOf` throws */
export async function openCustomer(
  { stores, days }: Pick<Scoring, 'stores' | 'days'>,
  customerId: string,
  date: string | undefined,
  champion: Champion | undefined,
): Promise<OpenCustomer> {
  const inputs = (await readInputs(stores, [customerId])).get(customerId)
  if (inputs === undefined) throw unknownCustomer(customerId)
  const asOfDay = await asOfDayOf(days, date, '/as_of')
  const asOf = await customerAsOf(stores.transactions, days, inputs, asOfDay)
  const program = champion === undefined ? programOf('catalogue')! : modelProgram(champion.model).program
  return { inputs, asOf, program, values: featuresOf(program, asOf) }
}

/** @throws ProblemError `not_found` */
export async function requireCustomer(
  { stores }: Pick<Scoring, 'stores'>,
  customerId: string,
): Promise<void> {
  if ((await stores.customers.get(customerId)) === undefined) throw unknownCustomer(customerId)
}

/** A value of a feature by name; NaN where it is missing or not in the set. */
export function featureOf({ program, values }: Pick<OpenCustomer, 'program' | 'values'>, id: string): number {
  const place = program.set.features.findIndex((feature) => feature.id === id)
  return place < 0 ? Number.NaN : values[place]!
}
