/** How features of the advanced set are written down: from columns of the catalogue alone. */
import { feature, larger, negative, type Operand, times } from '../catalogue/formula.ts'
import type { Expression, FeatureDefinition } from '../expression.ts'

type Words = Pick<FeatureDefinition, 'id' | 'title' | 'rationale' | 'value'> &
  Partial<Pick<FeatureDefinition, 'unit' | 'monotone'>>

export const advanced = (words: Words): FeatureDefinition => ({
  group: 'derived',
  unit: 'score',
  window: 'as its parts',
  monotone: 'free',
  missing: 'One of its parts is missing.',
  ...words,
})

/** Two features multiplied: high only where both are. */
export const product = (left: string, right: string): Expression => times(feature(left), feature(right))
/** Only what is above 0 of it. */
export const rise = (id: string): Expression => larger(feature(id), 0)
/** Only what is below 0 of it, as a positive number. */
export const fall = (id: string): Expression => larger(negative(feature(id)), 0)
export const half = (of: Operand): Expression => times(0.5, of)
