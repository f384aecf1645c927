import { describe, expect, it } from 'vitest'
import { readCustomerSearch } from '../../../src/warning/customers/customer-search.ts'
import { readCustomersSearch } from '../../../src/warning/customers/customers-search.ts'
import { readOverviewSearch } from '../../../src/warning/overview/overview-search.ts'

const nothing = (search: object) => Object.values(search).every((value) => value === undefined)

describe('the worklist', () => {
  it('keeps what a filter can mean, levels in the order of the list', () => {
    const search = {
      level: 'CRITICAL,HIGH',
      tier: 1,
      trend: 'rising',
      min_score: '0.2',
      max_score: 1,
      driver: 'failed_autodebits_max',
      case: 'none',
      sort: 'exposure',
      order: 'asc',
      page: 2,
    }
    expect(readCustomersSearch(search)).toMatchObject({
      ...search,
      level: 'HIGH,CRITICAL',
      tier: '1',
      min_score: 0.2,
    })
  })

  it('drops what it cannot mean, and what goes without saying', () => {
    const search = {
      level: 'high',
      tier: '4',
      trend: ['rising'],
      min_score: -0.1,
      max_score: 'half',
      region: { a: 1 },
      sla: ',',
      sort: 'risk_score',
      order: 'desc',
      page: 1,
    }
    expect(nothing(readCustomersSearch(search))).toBe(true)
    expect(readCustomersSearch({ level: 'HIGH,rubbish' }).level).toBe('HIGH')
  })
})

it('a customer: only tabs, categories and dates there are', () => {
  expect(readCustomerSearch({ tab: 'features', as_of: '2026-02-28', from: '2026-03-01' })).toMatchObject({
    tab: 'features',
    as_of: '2026-02-28',
    from: '2026-03-01',
  })
  const rubbish = { tab: 'overview', as_of: '2026-02-30', from: 'yesterday', to: 20260101, category: 'food' }
  expect(nothing(readCustomerSearch(rubbish))).toBe(true)
})

it('the overview: the usual period and cut go without saying', () => {
  expect(readOverviewSearch({ days: 90, by: 'age_band' })).toMatchObject({ days: 90, by: 'age_band' })
  expect(nothing(readOverviewSearch({ days: 30, by: 'region' }))).toBe(true)
  expect(nothing(readOverviewSearch({ days: 'all', by: 'shoe_size' }))).toBe(true)
})
