import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenMix, scaledToOne, sumOf } from '../../src/generate/shares.ts'

describe('shares that sum to one', () => {
  it.each([1, 2, 3, 5, 6, 7])(
    'an even mix of %i sums exactly and differs by one ten-thousandth at most',
    (count) => {
      const names = Array.from({ length: count }, (_, index) => `name ${index}`)
      const mix = evenMix(names)
      expect(sumOf(mix)).toBe(1)
      const shares = Object.values(mix)
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(0.0001 + 1e-12)
    },
  )

  it('scales any mix to one and keeps its order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 6 }), (percents) => {
        fc.pre(percents.some((percent) => percent > 0))
        const names = percents.map((_, index) => `name ${index}`)
        const mix = Object.fromEntries(names.map((name, index) => [name, percents[index]! / 100]))
        const scaled = scaledToOne(mix, names)
        expect(sumOf(scaled)).toBe(1)
        for (const a of names)
          for (const b of names) if (mix[a]! > mix[b]!) expect(scaled[a]!).toBeGreaterThanOrEqual(scaled[b]!)
      }),
      { seed: 20260101 },
    )
  })
})
