/** Borders, learning rate, leaf values and directions, each alone. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { automaticLearningRate } from '../../../trees/symmetric/automatic-learning-rate.ts'
import { greedyLogBorders } from '../../../trees/symmetric/borders.ts'
import { monotoneProjection } from '../../../trees/symmetric/monotone.ts'
import { resolveParameters } from '../../../trees/symmetric/parameters.ts'

describe('greedyLogBorders', () => {
  it('parts every two values where there are few, halfway', () => {
    expect([...greedyLogBorders(Float64Array.of(1, 1, 2, 4), 254)]).toEqual([1.5, 3])
    expect([...greedyLogBorders(Float64Array.of(5, 5, 5), 254)]).toEqual([])
    expect([...greedyLogBorders(new Float64Array(0), 254)]).toEqual([])
  })
  it('never makes an empty bin nor more than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (values, most) => {
          const sorted = Float64Array.from(values).sort()
          const borders = greedyLogBorders(sorted, most)
          expect(borders.length).toBeLessThanOrEqual(most)
          const filled = new Set([...sorted].map((x) => borders.filter((border) => border < x).length))
          if (sorted.length > 0) expect(filled.size).toBe(borders.length + 1)
        },
      ),
    )
  })
  it('cuts an even spread evenly', () => {
    const borders = greedyLogBorders(
      Float64Array.from({ length: 1024 }, (_, i) => i),
      7,
    )
    expect([...borders]).toEqual([127.5, 255.5, 383.5, 511.5, 639.5, 767.5, 895.5])
  })
})

it("learning rates are CatBoost 1.2.10's", () => {
  // get_all_params()['learning_rate'] after fitting 2,000 rows without validation.
  for (const [iterations, rate] of [
    [20, 0.5],
    [100, 0.114413],
    [199, 0.060873],
    [200, 0.060594],
    [500, 0.026153],
  ])
    expect(automaticLearningRate('binary', 2000, iterations, false)).toBeCloseTo(rate, 6)
  expect(automaticLearningRate('regression', 2000, 300, false)).toBeCloseTo(0.121575, 6)
})

it('leaf steps and combinations are fewer for short trainings, as with CatBoost', () => {
  const at = (iterations: number, features: number) =>
    resolveParameters({ iterations }, 2000, features, false)
  expect(at(199, 7)).toMatchObject({ leafEstimationIterations: 1, maxCtrComplexity: 1 })
  expect(at(200, 7)).toMatchObject({ leafEstimationIterations: 10, maxCtrComplexity: 4 })
  expect(at(100, 23)).toMatchObject({ leafEstimationIterations: 10, maxCtrComplexity: 1 })
  expect(() => resolveParameters({ depth: 11 }, 10, 1, false)).toThrow('need depth a whole number in [1, 10]')
  expect(() => resolveParameters({ subsample: 0 }, 10, 1, false)).toThrow('need subsample')
  expect(() => resolveParameters({ nanMode: 'left' as 'min' }, 10, 1, false)).toThrow(
    'nanMode one of min, max',
  )
})

describe('monotoneProjection', () => {
  it('keeps every promised direction, and values that already do', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.double({ min: -5, max: 5, noNaN: true })),
        (directions, stream) => {
          const leaves = 1 << directions.length
          const values = Float64Array.from({ length: leaves }, () => stream.next().value as number)
          const weights = new Float64Array(leaves).fill(1)
          monotoneProjection(directions)?.(values, weights)
          directions.forEach((direction, split) => {
            if (direction === 0) return
            for (let leaf = 0; leaf < leaves; leaf++)
              if (((leaf >> split) & 1) === 0)
                expect(direction * (values[leaf | (1 << split)] - values[leaf])).toBeGreaterThanOrEqual(
                  -1e-12,
                )
          })
        },
      ),
    )
    expect(monotoneProjection([0, 0])).toBeUndefined()
    const kept = Float64Array.of(1, 2, 3, 4)
    monotoneProjection([1, 1])?.(kept, Float64Array.of(1, 1, 1, 1))
    expect([...kept]).toEqual([1, 2, 3, 4])
  })
})
