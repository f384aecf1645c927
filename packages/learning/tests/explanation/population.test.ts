import { expect, test } from 'vitest'
import type { Feature } from '../../data/index.ts'
import {
  inputMarginals,
  isOnStep,
  quantileOf,
  stepAtMost,
  stepNear,
} from '../../explanation/population/index.ts'

const number = (values: number[]) => {
  const features: readonly Feature[] = [{ name: 'x', kind: 'number' }]
  const [marginal] = inputMarginals({ rows: values.length, columns: [Float64Array.from(values)] }, features)
  if (marginal.kind !== 'number') throw new Error('a number became a category')
  return marginal
}

test('numbers: percentiles, scale and step, without what is missing or infinite', () => {
  const marginal = number([1, 2, 3, 4, 5, Number.NaN, Number.POSITIVE_INFINITY, Number.NaN])
  expect(marginal).toMatchObject({ missingShare: 0.25, mean: 3, scale: 1.4826, step: 1 })
  expect(quantileOf(marginal, 0.5)).toBe(3)
  expect([quantileOf(marginal, 0), quantileOf(marginal, 1)]).toEqual([1, 5])
  expect(number([0, 0, 0, 0, 10]).scale).toBeCloseTo(1.2533 * 2, 12)
  expect(number([7, 7])).toMatchObject({ scale: 1, deviation: 1, step: 1 })
  expect(number([Number.NaN]).quantiles.length).toBe(0)
})

test('the step is that of the values: whole, tenths, cents, or a millionth of the range', () => {
  expect(number([1.5, 2, 7.1]).step).toBe(0.1)
  expect(number([19.99, 5]).step).toBe(0.01)
  expect(number([Math.PI, Math.E, 300]).step).toBeCloseTo(1e-4, 18)
  expect(stepNear(0.1 + 0.2, 0.1)).toBe(0.3)
  expect(stepNear(7, 2.5)).toBe(7.5)
  expect(stepAtMost(0.3, 0.1)).toBe(0.3)
  expect(stepAtMost(-0.25, 0.1)).toBe(-0.3)
  expect(isOnStep(0.7, 0.1)).toBe(true)
  expect(isOnStep(0.75, 0.1)).toBe(false)
})

test('categories: codes by falling frequency', () => {
  const [marginal] = inputMarginals({ rows: 6, columns: [Float64Array.of(2, 0, 2, Number.NaN, 1, 0)] }, [
    { name: 'home', kind: 'category', categories: ['a', 'b', 'c'] },
  ])
  expect(marginal).toEqual({
    kind: 'category',
    missingShare: 1 / 6,
    codes: Float64Array.of(0, 2, 1),
    shares: Float64Array.of(0.4, 0.4, 0.2),
  })
})

test('a population without rows is refused', () => {
  expect(() => number([])).toThrow('need at least 1 row, got 0')
})
