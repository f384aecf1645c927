/** Pieces of quantile functions, level shares, rounding and key patterns. */

import { openStream } from '@pratibimba/numerics/random'
import { orderOf } from '@pratibimba/numerics/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyPatternOf } from '../../twins/columns/key-pattern.ts'
import { roundingOf } from '../../twins/columns/rounding.ts'
import { levelShares } from '../../twins/marginals/level-shares.ts'
import { nameFamily } from '../../twins/marginals/name-family.ts'
import { quantilePieces } from '../../twins/marginals/quantile-pieces.ts'
import { keysOf } from '../../twins/sampling/key-column.ts'

describe('quantilePieces', () => {
  it('is ascending, within the data, and ends at 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 300 }),
        (data) => {
          const sorted = Float64Array.from(data).sort()
          const { upper, low, high } = quantilePieces(sorted)
          expect(upper.at(-1)).toBe(1)
          for (let k = 0; k < upper.length; k++) {
            expect(upper[k]).toBeGreaterThanOrEqual(k === 0 ? 0 : upper[k - 1])
            expect(high[k]).toBeGreaterThanOrEqual(low[k])
            expect(low[k]).toBeGreaterThanOrEqual(sorted[0])
            expect(high[k]).toBeLessThanOrEqual(sorted[sorted.length - 1])
            if (k > 0) expect(low[k]).toBeGreaterThanOrEqual(high[k - 1])
          }
        },
      ),
    )
  })

  it('keeps an atom at its share', () => {
    const data = Float64Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : i)).sort()
    const { upper, low, high } = quantilePieces(data)
    expect([upper[0], low[0], high[0]]).toEqual([0.3, 0, 0])
  })

  it('stores no value of fewer than five rows', () => {
    const stream = openStream(1, 'pieces')
    const data = Float64Array.from({ length: 500 }, () => stream.normal()).sort()
    const { low, high } = quantilePieces(data)
    const seen = new Set(data)
    expect([...low, ...high].some((value) => seen.has(value))).toBe(false)
  })

  it('refuses fewer than five values', () => {
    expect(() => quantilePieces(new Float64Array(4))).toThrow('quantilePieces: need at least 5 values, got 4')
  })
})

describe('levelShares', () => {
  it('keeps supported levels and spreads the rest as in the whole table', () => {
    const { upper } = levelShares(
      Float64Array.of(90, 4, 2, 4),
      Float64Array.of(500, 10, 30, 10),
      new Float64Array(4),
    )
    expect([...upper].map((u) => Math.round(u * 1000))).toEqual([900, 920, 980, 1000])
  })
})

describe('roundingOf', () => {
  it.each([
    [[1, 2, 3], { unit: 1, decimals: 0 }],
    [[10_000, 250_000], { unit: 10_000, decimals: 0 }],
    [[0.25, 3], { unit: 0, decimals: 2 }],
    [[1.1, Number.NaN], { unit: 0, decimals: 1 }],
    [[Math.PI, Math.E], { unit: 0, decimals: -1 }],
  ])('%j', (values, expected) => {
    expect(roundingOf(Float64Array.from(values))).toEqual(expected)
  })
})

describe('nameFamily', () => {
  const stream = openStream(4, 'family')
  const named = (make: () => number) => {
    const values = Float64Array.from({ length: 4000 }, make)
    return nameFamily(values, orderOf(values))?.name
  }
  it('names what the data were made from', () => {
    expect(named(() => 5 + 2 * stream.normal())).toBe('normal')
    expect(named(() => Math.exp(1 + stream.normal()))).toBe('lognormal')
    expect(named(() => 3 + stream.uniform())).toBe('uniform')
    expect(['exponential', 'gamma']).toContain(named(() => -Math.log(stream.uniform())))
  })
})

describe('key patterns', () => {
  it('continue beyond the largest key, from a round number', () => {
    expect(keyPatternOf({ kind: 'int32', values: Int32Array.of(1, 30_000) })).toEqual({
      form: 'number',
      first: 40_001,
    })
    expect(keyPatternOf({ kind: 'text', values: ['B000001', 'B031234'] })).toEqual({
      form: 'serial',
      prefix: 'B',
      width: 6,
      first: 40_001,
    })
  })

  it('templates stay unique and keep their form', () => {
    const uuid = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    const pattern = keyPatternOf({ kind: 'text', values: [uuid, 'c56a4180-65aa-42ec-a945-5fd21dec0538'] })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1e12 }), { minLength: 2, maxLength: 200 }),
        (numbers) => {
          const { values } = keysOf(pattern, 'text', Float64Array.from(numbers))
          expect(new Set(values as string[]).size).toBe(numbers.length)
          expect(
            (values as string[]).every((key) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)),
          ).toBe(true)
        },
      ),
    )
  })
})
