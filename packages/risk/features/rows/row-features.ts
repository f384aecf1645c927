/** Features of the rows of a table: the same language, with the columns of the row as its attributes. */
import type { Expression, FeatureUnit, Monotone } from '../expression.ts'

export interface RowFeature<Field extends string> {
  /** Wire name, snake_case. */
  readonly id: string
  readonly title: string
  readonly unit: FeatureUnit | 'years' | 'months' | 'category'
  /** A category is the label in a field, and no formula. */
  readonly kind: 'number' | 'category'
  /** Why it tells something of the outcome. */
  readonly rationale: string
  /** Which way the risk may go when it rises; also constrains the trees. */
  readonly monotone: Monotone
  /** What it means when it is missing. */
  readonly missing: string
  /** Of fields and earlier features; nothing that looks at days. */
  readonly value: Expression<Field>
}

export interface RowFeatureSet<Field extends string> {
  readonly name: string
  /** What a row says, in the order in which values are given. */
  readonly fields: readonly Field[]
  readonly features: readonly RowFeature<Field>[]
}
