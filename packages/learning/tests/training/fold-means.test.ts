import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import { aucInterval } from '../../metrics/index.ts'
import { foldDifference, meanAuc } from '../../training/fold-means.ts'

/** Scores of events are higher by .954 standard deviations: an AUC of .75. */
function draw(events: number, others: number, stream: ReturnType<typeof openStream>) {
  const label = Float64Array.from({ length: events + others }, (_, i) => (i < events ? 1 : 0))
  return { label, score: label.map((y) => stream.normal() + 0.954 * y) }
}

function folds(events: number, others: number, stream: ReturnType<typeof openStream>) {
  return Array.from({ length: 5 }, () => {
    const { label, score } = draw(events, others, stream)
    return { rows: label.length, events, auc: aucInterval(label, score) }
  })
}

describe('mean AUC', () => {
  it.each([
    [1, 0.95, 1],
    [2, 0.95, 1],
    [4, 0.9, 0.97],
    [20, 0.93, 0.97],
  ])('with %i events a fold its interval holds the truth as often as it says', (events, least, most) => {
    const stream = openStream(5, `coverage-${events}`).at(0)
    let held = 0
    for (let r = 0; r < 1000; r++) {
      const { lower, upper } = meanAuc(folds(events, 60, stream))
      if (lower <= 0.75 && upper >= 0.75) held++
    }
    expect(held / 1000).toBeGreaterThanOrEqual(least)
    expect(held / 1000).toBeLessThanOrEqual(most)
  })

  it('is not certain because every fold was separated', () => {
    const label = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0)
    const separated = { rows: 8, events: 4, auc: aucInterval(label, label) }
    const { value, lower, upper } = meanAuc([separated, separated])
    expect([value, upper]).toEqual([1, 1])
    // Wilson for 8 of 8: n/(n + z²).
    expect(lower).toBeCloseTo(8 / (8 + 1.959964 ** 2), 5)
  })
})

describe('difference', () => {
  it('of two scores that know nothing is rarely significant, even with one event a fold', () => {
    const stream = openStream(6, 'differences').at(0)
    let found = 0
    for (let r = 0; r < 1000; r++) {
      const label = Float64Array.from({ length: 100 }, (_, i) => (i % 20 === 0 ? 1 : 0))
      const rows = Array.from({ length: 5 }, (_, f) => Int32Array.from({ length: 20 }, (_, i) => 20 * f + i))
      const score = label.map(() => stream.normal())
      const other = label.map(() => stream.normal())
      const { pValue, standardError } = foldDifference(score, other, {
        data: { rows: 100, columns: [], label },
        folds: rows.map((test) => ({ train: test, test })),
      })
      expect(standardError).toBeGreaterThan(0)
      if (pValue < 0.05) found++
    }
    expect(found / 1000).toBeLessThan(0.07)
  })
})
