/** The weeks behind the weekly aggregates, for a chart of one customer. */
import type { CustomerDayBuckets } from '../buckets/index.ts'
import { SIGNAL_WEEKS } from '../expression.ts'
import type { FeatureProgram } from './compile-features.ts'
import { needThese, type OneCustomerAttributes } from './evaluate.ts'

/**
 * Every signal of one customer, week by week.
 *
 * @returns by signal, SIGNAL_WEEKS values, week 0 (that ends with the as-of date) first, NaN where unknown
 * @throws RangeError as `evaluate`
 */
export function weeklyValues(
  program: FeatureProgram,
  buckets: CustomerDayBuckets,
  customer: number,
  asOfDay: number,
  attributes: OneCustomerAttributes = {},
): Map<string, Float64Array> {
  needThese(program, buckets, customer)
  buckets.knowAsOf(asOfDay)
  const { registers, compute } = program.workspaces.weeks()
  compute(buckets, asOfDay, customer, 1, (name) => attributes[name] ?? NaN)
  return new Map(
    program.set.signals.map(({ id }, signal) => [
      id,
      Float64Array.from(
        { length: SIGNAL_WEEKS },
        (_, week) => registers[program.weeks.results[signal * SIGNAL_WEEKS + week]],
      ),
    ]),
  )
}
