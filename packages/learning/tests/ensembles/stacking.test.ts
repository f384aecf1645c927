/** Stacking: the optimum that SciPy finds, and never worse than the best member. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitStacking } from '../../ensembles/index.ts'

const golden = JSON.parse(
  readFileSync(new URL('fixtures/stacking.golden.json', import.meta.url), 'utf8'),
) as {
  label: number[]
  members: number[][]
  weight: number[]
  cases: {
    weighted: boolean
    ridge: number
    simplex: number[]
    nonNegative: number[]
    simplexLoss: number
    nonNegativeLoss: number
  }[]
}
const members = golden.members.map((member) => Float64Array.from(member))
const label = Float64Array.from(golden.label)

describe('fitStacking', () => {
  it.each(golden.cases)('finds what SciPy finds: weighted $weighted, ridge $ridge', (expected) => {
    const weight = expected.weighted ? Float64Array.from(golden.weight) : undefined
    const penalty = (weights: Float64Array) =>
      (expected.ridge / 2) * weights.reduce((sum, w) => sum + (w - 1 / 3) ** 2, 0)
    const simplex = fitStacking(members, label, weight, { ridge: expected.ridge })
    expect(simplex.converged).toBe(true)
    expect(simplex.logLoss + penalty(simplex.weights)).toBeLessThan(expected.simplexLoss + 1e-12)
    for (const [k, w] of simplex.weights.entries()) expect(w).toBeCloseTo(expected.simplex[k], 6)

    const free = fitStacking(members, label, weight, { ridge: expected.ridge, constraint: 'non-negative' })
    expect(free.converged).toBe(true)
    expect(free.logLoss + penalty(free.weights)).toBeLessThan(expected.nonNegativeLoss + 1e-12)
    for (const [k, w] of free.weights.entries()) expect(w).toBeCloseTo(expected.nonNegative[k], 5)
    expect(free.intercept).toBeCloseTo(expected.nonNegative[3], 5)
  })

  it('is never worse than the best member on its own rows; weights are shares', () => {
    const rows = fc.integer({ min: 2, max: 40 }).chain((n) =>
      fc.record({
        label: fc
          .array(fc.constantFrom(0, 1), { minLength: n, maxLength: n })
          .map((values) => [...values.slice(0, -2), 0, 1]),
        members: fc.array(
          fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: n, maxLength: n }),
          { minLength: 1, maxLength: 5 },
        ),
        ridge: fc.constantFrom(0, 1e-6, 1, 100),
        constraint: fc.constantFrom('simplex' as const, 'non-negative' as const),
      }),
    )
    fc.assert(
      fc.property(rows, ({ label, members, ridge, constraint }) => {
        const { weights, intercept, logLoss, memberLogLoss } = fitStacking(
          members.map((member) => Float64Array.from(member)),
          Float64Array.from(label),
          undefined,
          { ridge, constraint },
        )
        expect(logLoss).toBeLessThanOrEqual(Math.min(...memberLogLoss))
        expect(weights.every((w) => w >= 0)).toBe(true)
        if (constraint === 'non-negative') return
        expect(intercept).toBe(0)
        expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12)
      }),
      { numRuns: 300 },
    )
  })

  it('shares between equal members, and leaves a useless one alone', () => {
    const [w1, w2] = fitStacking([members[0], members[0]], label).weights
    expect(w1).toBeCloseTo(0.5, 6)
    expect(w2).toBeCloseTo(0.5, 6)
    const timid = members[0].map((z) => 0.2 * z)
    const against = timid.map((z) => -z)
    expect([...fitStacking([timid, against], label).weights]).toEqual([1, 0])
  })

  it('counts a row of weight 2 as two rows', () => {
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values.subarray(0, 100)])
    const weight = new Float64Array(label.length).map((_, i) => (i < 100 ? 2 : 1))
    const weighted = fitStacking(members, label, weight)
    const repeated = fitStacking(members.map(twice), twice(label))
    for (const [k, w] of weighted.weights.entries()) expect(w).toBeCloseTo(repeated.weights[k], 9)
  })

  it('refuses what cannot be learnt from', () => {
    const two = Float64Array.of(0, 1)
    expect(() => fitStacking([], two)).toThrow('need at least one member, got none')
    expect(() => fitStacking([two], Float64Array.of(1, 1))).toThrow('need rows of both labels')
    expect(() => fitStacking([two], two, Float64Array.of(0, 1))).toThrow('need rows of both labels')
    expect(() => fitStacking([Float64Array.of(0, Infinity)], two)).toThrow(
      'need finite log-odds, got Infinity in row 1 of member 0',
    )
    expect(() => fitStacking([two, Float64Array.of(1)], two)).toThrow(
      'need 2 rows of every member, got 1 of member 1',
    )
    expect(() => fitStacking([two], Float64Array.of(0, 2))).toThrow('need labels 0 or 1, got 2 in row 1')
  })
})
