/** The default matrix: documented rows, legal steps, tilt, and where open loans stand. */
import { paymentStatuses } from '@pratibimba/contract'
import {
  defaultTransitionMatrix,
  defaultTransitions,
  legalSteps,
  paymentAlphabet,
  quasiStationary,
  requireTransitionMatrix,
  tiltTransitions,
} from '@pratibimba/risk/cascades'
import { expect, test } from 'vitest'

const n = paymentStatuses.length
const at = (from: string, to: string) =>
  paymentStatuses.indexOf(from as never) * n + paymentStatuses.indexOf(to as never)

test('the documented rows', () => {
  expect(defaultTransitions.on_time).toEqual({
    on_time: 0.92,
    grace_period: 0.05,
    '30_days': 0.02,
    paid_off: 0.005,
    prepaid: 0.005,
  })
  expect(defaultTransitions.grace_period).toEqual({
    on_time: 0.65,
    grace_period: 0.15,
    '30_days': 0.18,
    paid_off: 0.01,
    prepaid: 0.01,
  })
  expect(defaultTransitions['30_days']).toEqual({
    on_time: 0.35,
    grace_period: 0.1,
    '30_days': 0.15,
    '60_days': 0.38,
    paid_off: 0.01,
    prepaid: 0.01,
  })
  expect(requireTransitionMatrix(defaultTransitionMatrix())).toHaveLength(n * n)
})

test('legal steps: one bucket worse, on time to 30 days, any cure, settlement; absorbing states stay', () => {
  const legal = legalSteps()
  const isLegal = (from: string, to: string) => legal[at(from, to)] === 1
  expect(
    isLegal('on_time', 'grace_period') && isLegal('on_time', '30_days') && isLegal('90_days', 'default'),
  ).toBe(true)
  expect(isLegal('90_days', 'on_time') && isLegal('60_days', 'prepaid')).toBe(true)
  for (const [from, to] of [
    ['on_time', '60_days'],
    ['grace_period', '60_days'],
    ['30_days', '90_days'],
    ['60_days', 'default'],
    ['on_time', 'default'],
  ])
    expect(isLegal(from, to), `${from} → ${to}`).toBe(false)
  for (const from of paymentAlphabet.absorbing)
    for (const to of paymentStatuses) expect(isLegal(from, to)).toBe(from === to)
})

test('a matrix with an illegal step or a short row is refused', () => {
  const illegal = defaultTransitionMatrix()
  illegal[at('on_time', 'default')] = 0.01
  expect(() => requireTransitionMatrix(illegal)).toThrow('from on_time to default')
  const short = defaultTransitionMatrix()
  short[at('on_time', 'on_time')] = 0.5
  expect(() => requireTransitionMatrix(short)).toThrow('rows that sum to 1')
})

test('a tilt keeps rows and mask and moves the roll rates', () => {
  const base = defaultTransitionMatrix()
  const worse = requireTransitionMatrix(tiltTransitions(base, 2))
  const odds = (m: Float64Array) => m[at('30_days', '60_days')] / m[at('30_days', 'on_time')]
  expect(odds(worse) / odds(base)).toBeCloseTo(2, 12)
  expect(tiltTransitions(base, 1)).toEqual(base)
  expect(() => tiltTransitions(base, 0)).toThrow(RangeError)
})

test('the quasi-stationary law is a left eigenvector of the open states', () => {
  const matrix = defaultTransitionMatrix()
  const open = quasiStationary(matrix)
  const next = Float64Array.from({ length: n }, (_, j) =>
    open.reduce((sum, share, i) => sum + share * matrix[i * n + j], 0),
  )
  const stays = next.slice(0, 5).reduce((a, b) => a + b)
  for (let j = 0; j < 5; j++) expect(next[j] / stays).toBeCloseTo(open[j], 12)
  expect(open.slice(5)).toEqual(new Float64Array(3))
})
