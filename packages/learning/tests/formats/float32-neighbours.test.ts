import fc from 'fast-check'
import { expect, test } from 'vitest'
import { float32Above, float32Below, float32Floor, float32Literal } from '../../formats/float32-neighbours.ts'

const finite = fc.float({ noNaN: true, noDefaultInfinity: true })

test('nothing lies between a number and its neighbour, and the neighbour of the neighbour is the number', () => {
  fc.assert(
    fc.property(finite, (value) => {
      const above = float32Above(value)
      expect(above).toBeGreaterThan(value)
      expect(float32Below(above) + 0).toBe(value + 0)
      const middle = Math.fround((value + above) / 2)
      expect(middle === value || middle === above || Math.abs(value) < 1e-44).toBe(true)
    }),
  )
  expect(float32Above(0)).toBe(2 ** -149)
  expect(float32Above(3.4028234663852886e38)).toBe(Number.POSITIVE_INFINITY)
  expect(float32Below(-3.4028234663852886e38)).toBe(Number.NEGATIVE_INFINITY)
})

test('x < t and x ≤ the number below t decide alike', () => {
  fc.assert(
    fc.property(finite, finite, (x, t) => {
      expect(x <= float32Below(t)).toBe(x < t)
    }),
  )
})

test('the floor is the largest number of 32 bits that is not above', () => {
  fc.assert(
    fc.property(fc.double({ min: -3e38, max: 3e38, noNaN: true }), (value) => {
      const floor = float32Floor(value)
      expect(floor).toBeLessThanOrEqual(value)
      expect(float32Above(floor)).toBeGreaterThan(value)
    }),
  )
})

test('a literal reads back as its number, and is no integer to XGBoost', () => {
  fc.assert(
    fc.property(finite, (value) => {
      const literal = float32Literal(value)
      expect(Math.fround(Number(literal)) + 0).toBe(value + 0)
      expect(literal).toMatch(/^-?\d(\.\d+)?E-?\d+$/)
    }),
  )
  expect(float32Literal(0.1)).toBe('1E-1')
})
