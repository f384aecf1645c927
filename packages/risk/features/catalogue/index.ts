/**
 * The catalogue: measures of a day, signals of a week, and the 104 features of a customer as of a date.
 *
 * @see docs/methods/early-warning-features.md
 */
import type { FeatureSet } from '../feature-set.ts'
import { cashFeatures } from './cash.ts'
import { derivedFeatures } from './derived/index.ts'
import { measures } from './measures.ts'
import { paymentFeatures } from './payments.ts'
import { salaryFeatures } from './salary.ts'
import { savingsFeatures } from './savings.ts'
import { signals } from './signals/index.ts'
import { spendingFeatures } from './spending.ts'
import { transactionFeatures } from './transactions.ts'

export const featureCatalogue: FeatureSet = {
  measures,
  signals,
  features: [
    ...salaryFeatures,
    ...savingsFeatures,
    ...spendingFeatures,
    ...paymentFeatures,
    ...cashFeatures,
    ...transactionFeatures,
    ...derivedFeatures,
  ],
}
