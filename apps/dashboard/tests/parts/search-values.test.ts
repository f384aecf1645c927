import { expect, it } from 'vitest'
import { readPortfoliosSearch } from '../../src/portfolios/portfolios-search.ts'

it('keeps what a filter can mean', () => {
  expect(readPortfoliosSearch({ status: 'FAILED', source: 'CLONE', search: 'loans', page: 3 })).toEqual({
    status: 'FAILED',
    source: 'CLONE',
    search: 'loans',
    page: 3,
  })
})

it('drops what it cannot mean', () => {
  const search = { status: 'failed', source: ['CLONE'], search: { a: 1 }, page: 1.5 }
  expect(Object.values(readPortfoliosSearch(search)).every((value) => value === undefined)).toBe(true)
  expect(readPortfoliosSearch({ search: 20261121 }).search).toBe('20261121')
})
