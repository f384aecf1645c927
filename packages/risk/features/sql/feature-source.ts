/** Where the SQL of features finds its rows. */
import type { Relation } from './dialect.ts'

/** Tables with the columns of a lake. */
export interface FeatureSource {
  readonly customers: Relation
  readonly accounts: Relation
  readonly transactions: Relation
  readonly payments: Relation
  /** Whether a transaction or payment may be there more than once: then its first arrival counts, or its settlement. Default false. */
  readonly repeated?: boolean
}
