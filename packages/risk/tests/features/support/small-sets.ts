/** Sets of one or a few features, for examples. */
import type { Expression, FeatureDefinition, FeatureSet, Measure, Signal } from '@pratibimba/risk/features'

export const measures: readonly Measure[] = [
  { id: 'spent', title: '', event: 'transaction', where: { direction: 'out' }, value: 'amount' },
  { id: 'received', title: '', event: 'transaction', where: { direction: 'in' }, value: 'amount' },
  { id: 'any', title: '', event: 'transaction', where: {}, value: 'count' },
  { id: 'refused', title: '', event: 'transaction', where: { status: 'failed' }, value: 'count' },
  { id: 'night', title: '', event: 'transaction', where: { hours: [22, 6] }, value: 'count' },
  { id: 'due', title: '', event: 'payment_due', value: 'amount_due' },
  { id: 'paid', title: '', event: 'payment_settled', value: 'amount_paid' },
  { id: 'late', title: '', event: 'payment_settled', value: 'days_late' },
]

export function feature(id: string, value: Expression): FeatureDefinition {
  return {
    id,
    title: '',
    group: 'derived',
    unit: 'score',
    window: '',
    rationale: '',
    monotone: 'free',
    missing: '',
    value,
  }
}

export function setOf(values: Record<string, Expression>, signals: readonly Signal[] = []): FeatureSet {
  return { measures, signals, features: Object.entries(values).map(([id, value]) => feature(id, value)) }
}

export function signal(id: string, week: Signal['week'], high = 1): Signal {
  return { id, title: '', unit: 'score', high, week }
}

export const sum = (measure: string, from: number, to = 0): Expression => ({
  op: 'sum',
  measure,
  window: { from, to },
})
