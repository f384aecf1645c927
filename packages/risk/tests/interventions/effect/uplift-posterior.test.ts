import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Belief, upliftPosterior } from '../../../interventions/index.ts'

interface Golden {
  before: { mean: number; strength: number }
  treated: { customers: number; missed: number }
  heldOut: { customers: number; missed: number }
  after: { mean: number; sd: number }
}
const golden: Golden[] = JSON.parse(
  readFileSync(new URL('../fixtures/uplift-posterior.golden.json', import.meta.url), 'utf8'),
)
const belief = (mean: number, strength: number): Belief => ({
  mean,
  strength,
  assumption: true,
  source: 'a guess',
})
const deviation = ({ mean, strength }: Belief) => Math.sqrt((mean * (1 - mean)) / (strength + 1))

describe('upliftPosterior', () => {
  it.each(golden)(
    'agrees with quadrature: $treated against $heldOut',
    ({ before, treated, heldOut, after }) => {
      const posterior = upliftPosterior(belief(before.mean, before.strength), treated, heldOut)
      expect(posterior.mean).toBeCloseTo(after.mean, 8)
      expect(deviation(posterior) / after.sd).toBeCloseTo(1, 6)
      expect(posterior.assumption).toBe(false)
      expect(posterior.source).toBe(
        `a trial with ${treated.customers} treated and ${heldOut.customers} held out`,
      )
    },
  )

  it('is the conjugate update where everybody left alone misses', () => {
    const left = 2_000_000
    const { mean, strength } = upliftPosterior(
      belief(0.65, 20),
      { customers: 40, missed: 10 },
      { customers: left, missed: left },
    )
    expect(mean).toBeCloseTo((13 + 30) / 60, 3)
    expect(strength / 60).toBeCloseTo(1, 2)
  })

  it('keeps an assumption where there is nothing to learn from', () => {
    const before = belief(0.75, 20)
    expect(upliftPosterior(before, { customers: 50, missed: 10 }, { customers: 0, missed: 0 })).toBe(before)
    expect(upliftPosterior(before, { customers: 0, missed: 0 }, { customers: 9, missed: 1 })).toBe(before)
  })

  it('believes less when more of the treated miss', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 400 }),
        fc.integer({ min: 10, max: 100 }),
        fc.nat(99),
        (n, h, place) => {
          const missed = Math.floor((place / 100) * n)
          const heldOut = { customers: h, missed: Math.ceil(h / 2) }
          const mean = (more: number) =>
            upliftPosterior(belief(0.6, 10), { customers: n, missed: missed + more }, heldOut).mean
          expect(mean(1)).toBeLessThan(mean(0) + 1e-9)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('refuses counts and beliefs that cannot be', () => {
    const arm = { customers: 10, missed: 2 }
    expect(() => upliftPosterior(belief(0.5, 10), { customers: 2, missed: 3 }, arm)).toThrow('got 3 of 2')
    expect(() => upliftPosterior(belief(0.5, 10), { customers: 2.5, missed: 1 }, arm)).toThrow(RangeError)
    expect(() => upliftPosterior(belief(1, 10), arm, arm)).toThrow('need a mean')
  })
})
