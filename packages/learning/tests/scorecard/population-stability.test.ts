import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binShares, populationStabilityIndex } from '../../scorecard/index.ts'

const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 })

test('0 for equal shares, positive otherwise, the same both ways', () => {
  fc.assert(
    fc.property(counts, counts, (a, b) => {
      const [x, y] = [binShares(a), binShares(b)]
      expect(populationStabilityIndex(x, x)).toBe(0)
      expect(populationStabilityIndex(x, y)).toBeGreaterThanOrEqual(0)
      expect(populationStabilityIndex(x, y)).toBeCloseTo(populationStabilityIndex(y, x), 12)
    }),
  )
})

test('a bin empty on both sides adds nothing, on one side everything, unless a count is lent to it', () => {
  const [half, all] = [Float64Array.of(0.5, 0.5, 0), Float64Array.of(1, 0, 0)]
  expect(populationStabilityIndex(half, half)).toBe(0)
  expect(populationStabilityIndex(half, all)).toBe(Number.POSITIVE_INFINITY)
  expect(populationStabilityIndex(binShares([5, 5, 0], 0.5), binShares([10, 0, 0], 0.5))).toBeLessThan(3)
})

test('shares that are none are refused', () => {
  expect(() => populationStabilityIndex(Float64Array.of(1), Float64Array.of(0.5, 0.5))).toThrow(
    /equally many/,
  )
  expect(() => populationStabilityIndex(Float64Array.of(0.5), Float64Array.of(1))).toThrow(/sum to 1/)
  expect(() => populationStabilityIndex(Float64Array.of(2, -1), Float64Array.of(1, 0))).toThrow(
    />= 0, got -1/,
  )
  expect(() => binShares([0, 0])).toThrow(/positive total/)
})
