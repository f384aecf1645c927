import { GeneratePortfolioRequest } from '@pratibimba/contract'
import { expect, it } from 'vitest'
import { limitsOf, outsideOf } from '../../src/parts/limits.ts'

it('reads range and default from the contract', () => {
  const { minimum, maximum, integer } = limitsOf(GeneratePortfolioRequest.properties.num_borrowers)
  expect([minimum, maximum, integer]).toEqual([1, 100_000, true])
})

it('says what is allowed, and nothing inside the range', () => {
  const limits = { minimum: 1, maximum: 10, integer: true }
  const said = (value: number) => outsideOf(limits, value, String)
  expect([said(0), said(1), said(10), said(11), said(2.5)]).toEqual([
    'Between 1 and 10',
    undefined,
    undefined,
    'Between 1 and 10',
    'A whole number is needed',
  ])
})
