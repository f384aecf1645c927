import { DataError } from '@pratibimba/learning/data'
import { LABEL_KNOWN_DAYS, planSplit } from '@pratibimba/risk/warning'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

/** Customers on days; `delay` days until a label is known. */
function rowsOf(customers: number, days: readonly number[], delay = LABEL_KNOWN_DAYS) {
  const rows = customers * days.length
  return {
    customerIds: Array.from({ length: customers }, (_, c) => `C${c}`),
    customer: Int32Array.from({ length: rows }, (_, row) => row % customers),
    asOfDay: Int32Array.from({ length: rows }, (_, row) => days[Math.floor(row / customers)]),
    knownOnDay: Int32Array.from({ length: rows }, (_, row) => days[Math.floor(row / customers)] + delay),
    label: Float64Array.from({ length: rows }, (_, row) => ((row * 7) % 5 === 0 ? 1 : 0)),
  }
}

describe('planSplit', () => {
  it('never learns from a customer of the test, nor from what was known after its date', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 150 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 0, max: 1000 }),
        (customers, gaps, seed) => {
          const days = gaps.sort((a, b) => a - b)
          fc.pre(days[days.length - 1] - days[0] >= LABEL_KNOWN_DAYS)
          const rows = rowsOf(customers, days)
          const { train, test, testDay, folds } = planSplit(rows, { seed, folds: 3 })
          const tested = new Set(test.map((row) => rows.customer[row]))
          expect(tested.size).toBe(test.length)
          expect(test.every((row) => rows.asOfDay[row] === testDay)).toBe(true)
          for (const row of train) {
            expect(tested.has(rows.customer[row])).toBe(false)
            expect(rows.knownOnDay[row]).toBeLessThanOrEqual(testDay)
          }
          const learnable = new Set(train)
          for (const fold of folds) {
            const heldOut = new Set(fold.test.map((row) => rows.customer[row]))
            for (const row of [...fold.train, ...fold.test]) expect(learnable.has(row)).toBe(true)
            for (const row of fold.train) expect(heldOut.has(rows.customer[row])).toBe(false)
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    )
  })

  it('lets folds learn only from what was known on the first day they are tried on', () => {
    const rows = rowsOf(600, [0, 33, 66, 99])
    const split = planSplit(rows, { seed: 1 })
    expect(split.purged).toBe(true)
    expect(split.trainDays).toEqual([0, 33, 66])
    expect(split.foldDays).toEqual([33, 66])
    for (const { train, test } of split.folds) {
      const first = Math.min(...test.map((row) => rows.asOfDay[row]))
      expect(Math.max(...train.map((row) => rows.knownOnDay[row]))).toBeLessThanOrEqual(first)
    }
  })

  it('does not believe a label that says it was known before the days of grace were over', () => {
    const early = rowsOf(600, [0, 30, 60], 30)
    expect(planSplit(early, { seed: 1 }).trainDays).toEqual([0])
    expect(planSplit(rowsOf(600, [0, 27, 60]), { seed: 1 }).trainDays).toEqual([0, 27])
  })

  it('divides by customer alone where dates lie too close, and says so', () => {
    const split = planSplit(rowsOf(400, [0, 7, 14, 60]), { seed: 1 })
    expect(split.purged).toBe(false)
    expect(split.description).toContain('too close together')
    expect(split.trainDays).toEqual([0, 7, 14])
  })

  it('tries every customer learnt from in exactly one fold', () => {
    const rows = rowsOf(300, [0, 7, 60])
    const { train, folds } = planSplit(rows, { seed: 5, folds: 4 })
    expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...train])
  })

  it('is the same for the same seed, and another for another', () => {
    const rows = rowsOf(300, [0, 60])
    expect(planSplit(rows, { seed: 5 }).test).toEqual(planSplit(rows, { seed: 5 }).test)
    expect(planSplit(rows, { seed: 5 }).test).not.toEqual(planSplit(rows, { seed: 6 }).test)
  })

  it('names what is missing', () => {
    expect(() => planSplit(rowsOf(100, [0, 20]), { seed: 1 })).toThrow(/Add earlier as-of dates/)
    expect(() => planSplit({ ...rowsOf(100, [0, 60]), label: new Float64Array(200) }, { seed: 1 })).toThrow(
      /same outcome/,
    )
    const twice = rowsOf(100, [0, 60])
    twice.customer[1] = 0
    expect(() => planSplit(twice, { seed: 1 })).toThrow(DataError)
    expect(() => planSplit(rowsOf(100, [0, 60]), { seed: 1, testShare: 1 })).toThrow(RangeError)
  })
})
