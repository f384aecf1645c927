/** Values of a set's features for one written customer, by id. */

import { openBuckets } from '../../../features/buckets/index.ts'
import type { FeatureSet } from '../../../features/index.ts'
import { BUCKET_DAYS } from '../../../features/index.ts'
import { compileFeatures, evaluate } from '../../../features/program/index.ts'
import {
  asOfDay,
  paymentFrame,
  transactionFrame,
  type WrittenPayment,
  type WrittenTransaction,
} from './written-customer.ts'

/** @param futureDays days after the as-of date that the buckets hold as well */
export function featuresOf(
  set: FeatureSet,
  transactions: readonly WrittenTransaction[],
  payments: readonly WrittenPayment[],
  creditLimitMinor = Number.NaN,
  futureDays = 0,
): Record<string, number> {
  const program = compileFeatures(set)
  const buckets = openBuckets({
    set,
    customers: 1,
    firstDay: asOfDay - BUCKET_DAYS + 1,
    days: BUCKET_DAYS + futureDays,
  })
  buckets.addTransactions(transactionFrame(transactions), new Int32Array(transactions.length))
  buckets.addPayments(paymentFrame(payments), new Int32Array(payments.length))
  const columns = evaluate(program, buckets, asOfDay, {
    credit_limit_minor: Float64Array.of(creditLimitMinor),
  })
  return Object.fromEntries(set.features.map(({ id }, i) => [id, columns[i][0]]))
}
