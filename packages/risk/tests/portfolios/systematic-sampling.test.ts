/** Exactly K selected, with probabilities proportional to weights, from any position. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addWeight,
  cappedSum,
  emptyWeightTable,
  openSelection,
  planSelection,
} from '../../portfolios/systematic-sampling.ts'

const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 50 })), {
  minLength: 1,
  maxLength: 60,
})
const uniform = fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true })

function tableOf(values: readonly number[]) {
  const table = emptyWeightTable()
  for (const value of values) addWeight(table, value)
  return table
}

test('exactly as many as asked for, wherever the walk begins', () => {
  fc.assert(
    fc.property(weights, uniform, uniform, uniform, (values, u, share, cut) => {
      const selected = Math.round(share * values.length)
      const table = tableOf(values)
      const selection = planSelection(table, selected, u)
      const walk = openSelection(selection, 0n)
      const hits = values.map(walk)
      expect(hits.filter(Boolean)).toHaveLength(selected)

      const at = Math.floor(cut * values.length)
      const before = cappedSum(tableOf(values.slice(0, at)), selection.cap)
      expect(before + cappedSum(tableOf(values.slice(at)), selection.cap)).toBe(selection.total)
      const later = openSelection(selection, before)
      expect(values.slice(at).map(later)).toEqual(hits.slice(at))
    }),
    { numRuns: 500, seed: 3 },
  )
})

test('inclusion probabilities are proportional to the weights', () => {
  const values = [1, 2, 3, 4, 5, 1, 2, 2].map((share) => share * 2 ** 30)
  const table = tableOf(values)
  const hits = new Float64Array(values.length)
  const runs = 4000
  for (let run = 0; run < runs; run++) {
    const walk = openSelection(planSelection(table, 4, (run + 0.5) / runs), 0n)
    for (const [i, value] of values.entries()) if (walk(value)) hits[i]++
  }
  for (const [i, value] of values.entries())
    expect(hits[i] / runs).toBeCloseTo((4 * value) / (20 * 2 ** 30), 2)
})

test('a point on the border of two weights belongs to the second', () => {
  const walk = openSelection(planSelection(tableOf([1, 1, 1, 1]), 2, 1e-9), 0n)
  expect([1, 1, 1, 1].map(walk)).toEqual([true, false, true, false])
})

test('more than there are is refused', () => {
  expect(() => planSelection(tableOf([1, 2]), 3, 0.5)).toThrow('need 0 to 2 selected, got 3')
})
