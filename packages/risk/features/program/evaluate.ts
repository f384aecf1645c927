/** Features of customers on an as-of date. */
import type { CustomerDayBuckets } from '../buckets/index.ts'
import type { AttributeId } from '../measures.ts'
import type { FeatureProgram } from './compile-features.ts'

/** One value a customer of the buckets, NaN where unknown; an absent attribute is unknown for all. */
export type CustomerAttributes = Readonly<Partial<Record<AttributeId, Float64Array>>>
/** Of one customer. */
export type OneCustomerAttributes = Readonly<Partial<Record<AttributeId, number>>>

/**
 * Every feature of every customer of the buckets.
 *
 * @param asOfDay days since 1970; events of that day and the 90 before, known by its end, are seen
 * @returns one column a feature in the order of the set, each of `buckets.customers` values, NaN = missing
 * @throws RangeError when the buckets are of other measures, do not cover the days, or sums pass 2⁵³
 */
export function evaluate(
  program: FeatureProgram,
  buckets: CustomerDayBuckets,
  asOfDay: number,
  attributes: CustomerAttributes = {},
): Float64Array[] {
  needThese(program, buckets)
  buckets.knowAsOf(asOfDay)
  const { results } = program.features
  const { registers, lanes, compute } = program.workspaces.features()
  const columns = Array.from(results, () => new Float64Array(buckets.customers))
  const attribute = (name: AttributeId, customer: number) => attributes[name]?.[customer] ?? NaN
  for (let first = 0; first < buckets.customers; first += lanes) {
    const count = Math.min(lanes, buckets.customers - first)
    compute(buckets, asOfDay, first, count, attribute)
    for (let k = 0; k < results.length; k++)
      for (let lane = 0; lane < count; lane++) columns[k][first + lane] = registers[results[k] * lanes + lane]
  }
  return columns
}

/**
 * Every feature of one customer: the same numbers as `evaluate`, without allocation.
 *
 * @param into room for one value a feature
 * @throws RangeError as `evaluate`
 */
export function evaluateOne(
  program: FeatureProgram,
  buckets: CustomerDayBuckets,
  customer: number,
  asOfDay: number,
  attributes: OneCustomerAttributes = {},
  into: Float64Array = new Float64Array(program.features.results.length),
): Float64Array {
  needThese(program, buckets, customer)
  buckets.knowAsOf(asOfDay)
  const { results } = program.features
  const { registers, compute } = program.workspaces.oneCustomer()
  compute(buckets, asOfDay, customer, 1, (name) => attributes[name] ?? NaN)
  for (let k = 0; k < results.length; k++) into[k] = registers[results[k]]
  return into
}

/** @throws RangeError when buckets and program add up different measures, or the buckets have no such customer */
export function needThese(program: FeatureProgram, buckets: CustomerDayBuckets, customer?: number): void {
  if (program.table !== buckets.table)
    throw new RangeError('evaluate: need buckets opened for the measures of the program, got others')
  if (customer !== undefined && !(customer >= 0 && customer < buckets.customers))
    throw new RangeError(`evaluate: need a customer of 0…${buckets.customers - 1}, got ${customer}`)
}
