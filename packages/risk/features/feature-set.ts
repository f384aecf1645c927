/** What the engines compute from: the catalogue's, or a smaller one of a test. */
import type { FeatureDefinition, Signal } from './expression.ts'
import type { Measure } from './measures.ts'

export interface FeatureSet {
  readonly measures: readonly Measure[]
  readonly signals: readonly Signal[]
  /** In the order of the columns; a derived feature may refer to earlier ones only. */
  readonly features: readonly FeatureDefinition[]
}

/** Days of buckets that a feature may look at: the as-of date and the 90 before it. */
export const BUCKET_DAYS = 91
