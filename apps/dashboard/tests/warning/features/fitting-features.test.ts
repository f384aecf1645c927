import type { FeatureInfo } from '@pratibimba/contract'
import { describe, expect, it } from 'vitest'
import { fittingFeatures } from '../../../src/warning/features/fitting-features.ts'

const feature = (id: string, group: string, rank: number | null, rationale = ''): FeatureInfo => ({
  id,
  title: id.replaceAll('_', ' '),
  group,
  unit: 'weeks',
  window: '8 weeks',
  rationale,
  monotone: 'free',
  missing: '',
  formula: `mean of ${id}`,
  importance: null,
  rank,
})
const features = [
  feature('salary_delay', 'salary', 2, 'Late pay comes before late payments.'),
  feature('atm_spike', 'cash', 1),
  feature('cash_hoarding', 'cash', null),
]
const ids = (asked: Parameters<typeof fittingFeatures>[1]) =>
  fittingFeatures(features, asked).map(({ id }) => id)

describe('fittingFeatures', () => {
  it('orders by importance, and what no model uses last', () => {
    expect(ids({})).toEqual(['atm_spike', 'salary_delay', 'cash_hoarding'])
    expect(ids({ sort: 'title' })).toEqual(['atm_spike', 'cash_hoarding', 'salary_delay'])
    expect(ids({ sort: 'group' })).toEqual(['atm_spike', 'cash_hoarding', 'salary_delay'])
  })
  it('looks for every word anywhere, without regard to case', () => {
    expect(ids({ search: 'LATE pay' })).toEqual(['salary_delay'])
    expect(ids({ search: 'mean cash', group: 'cash' })).toEqual(['atm_spike', 'cash_hoarding'])
    expect(ids({ search: 'nothing' })).toEqual([])
  })
})
