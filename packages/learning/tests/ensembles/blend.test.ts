/** Fixed weights, greedy selection and stacked models. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blend, defaultWeights, selectGreedily, stackedRaw } from '../../ensembles/index.ts'
import { logLoss } from '../../metrics/index.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })
const threeMembers = fc
  .integer({ min: 1, max: 30 })
  .chain((n) =>
    fc.array(fc.array(probability, { minLength: n, maxLength: n }), { minLength: 3, maxLength: 3 }),
  )
  .map((members) => members.map((member) => Float64Array.from(member)))

describe('blend', () => {
  it('has default weights that sum to 1', () => {
    const sum = Object.values(defaultWeights).reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(1, 12)
  })

  it('averages probabilities or odds', () => {
    const members = [Float64Array.of(0.8), Float64Array.of(0.5)]
    expect(blend(members, [0.6, 0.4])[0]).toBeCloseTo(0.68, 12)
    // Odds 4 and 1: 4^0.6.
    const odds = 4 ** 0.6
    expect(blend(members, [0.6, 0.4], 'log-odds')[0]).toBeCloseTo(odds / (1 + odds), 12)
  })

  it('lies between its members, on both scales', () => {
    fc.assert(
      fc.property(
        threeMembers,
        fc.constantFrom('probability' as const, 'log-odds' as const),
        (members, scale) => {
          const blended = blend(members, Object.values(defaultWeights), scale)
          for (let i = 0; i < blended.length; i++) {
            const row = members.map((member) => member[i])
            expect(blended[i]).toBeGreaterThanOrEqual(Math.min(...row) - 1e-12)
            expect(blended[i]).toBeLessThanOrEqual(Math.max(...row) + 1e-12)
          }
        },
      ),
    )
  })

  it('refuses weights that are not shares, and values that are not probabilities', () => {
    const one = Float64Array.of(0.5)
    expect(() => blend([one, one], [0.5, 0.6])).toThrow('need weights that sum to 1, got 1.1')
    expect(() => blend([one, one], [1.5, -0.5])).toThrow('need weights of at least 0, got -0.5')
    expect(() => blend([one, one], [1])).toThrow('need 2 weights, one per member, got 1')
    expect(() => blend([Float64Array.of(1.5)], [1])).toThrow('got 1.5 in row 0 of member 0')
  })
})

describe('stackedRaw', () => {
  it('answers the log-odds of the blend', () => {
    fc.assert(
      fc.property(
        threeMembers,
        fc.constantFrom('probability' as const, 'log-odds' as const),
        (members, scale) => {
          const weights = Float64Array.from(Object.values(defaultWeights))
          const raw = stackedRaw({ weights, intercept: 0, scale }, members)
          const blended = blend(members, weights, scale)
          for (let i = 0; i < raw.length; i++) expect(1 / (1 + Math.exp(-raw[i]))).toBeCloseTo(blended[i], 12)
        },
      ),
    )
  })

  it('adds the intercept on the scale of log-odds', () => {
    const model = { weights: Float64Array.of(2), intercept: 0.25, scale: 'log-odds' } as const
    expect(stackedRaw(model, [Float64Array.of(0.5)])[0]).toBe(0.25)
    expect(() => stackedRaw(model, [])).toThrow('need at least one member')
    expect(() => stackedRaw({ ...model, scale: 'probability' }, [Float64Array.of(0.5)])).toThrow(
      'sum to 1, got 2',
    )
  })
})

describe('selectGreedily', () => {
  const label = Float64Array.of(0, 0, 1, 1)
  const lossOf = (p: Float64Array) => logLoss(label, p)

  it('starts with the best member and ends no worse', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { minLength: 4, maxLength: 4 }),
            { minLength: 1, maxLength: 4 },
          )
          .map((members) => members.map((member) => Float64Array.from(member))),
        (members) => {
          const { weights, loss, chosen } = selectGreedily(members, lossOf, { rounds: 8 })
          const alone = members.map(lossOf)
          expect(alone[chosen[0]]).toBe(Math.min(...alone))
          expect(loss).toBeLessThanOrEqual(Math.min(...alone))
          expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
          expect(lossOf(blend(members, weights))).toBeCloseTo(loss, 9)
        },
      ),
    )
  })

  it('takes two members that make up for each other', () => {
    const members = [Float64Array.of(0.1, 0.6, 0.9, 0.4), Float64Array.of(0.6, 0.1, 0.4, 0.9)]
    expect([...selectGreedily(members, lossOf, { rounds: 10 }).weights]).toEqual([0.5, 0.5])
  })

  it('refuses a loss that is none', () => {
    expect(() => selectGreedily([label], () => Number.NaN)).toThrow(
      'need a finite loss, got NaN for member 0',
    )
    expect(() => selectGreedily([label], lossOf, { rounds: 0 })).toThrow('need at least one round')
  })
})
