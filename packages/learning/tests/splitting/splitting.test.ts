/** Folds: whole partitions, level strata, whole groups, nothing from the future. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Fold,
  groupedFolds,
  holdout,
  purgedFolds,
  randomFolds,
  repeatFolds,
  stratifiedFolds,
  stratifiedGroupedFolds,
  timeFolds,
} from '../../splitting/index.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const foldCounts = fc.integer({ min: 2, max: 6 })

function expectPartition(folds: Fold[], rows: number): void {
  const held = folds.flatMap((fold) => [...fold.test]).sort((a, b) => a - b)
  expect(held).toEqual(Array.from({ length: rows }, (_, row) => row))
  for (const { train, test } of folds)
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row))
}
const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts)

describe('random and stratified', () => {
  it('partition with sizes level to a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), foldCounts, seeds, (rows, folds, seed) => {
        const made = randomFolds(rows, folds, { seed })
        expectPartition(made, rows)
        expect(spread(made.map((fold) => fold.test.length))).toBeLessThanOrEqual(1)
        expect(randomFolds(rows, folds, { seed })).toEqual(made)
      }),
    )
  })
  it('strata level to a row in every fold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 60 }),
        foldCounts,
        seeds,
        (label, folds, seed) => {
          const made = stratifiedFolds(label, folds, { seed })
          expectPartition(made, label.length)
          expect(spread(made.map((fold) => fold.test.length))).toBeLessThanOrEqual(1)
          for (const kind of new Set(label))
            expect(
              spread(made.map((fold) => fold.test.filter((row) => label[row] === kind).length)),
            ).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
  it('other seeds, other folds; repetitions differ', () => {
    expect(randomFolds(50, 5, { seed: 1 })).not.toEqual(randomFolds(50, 5, { seed: 2 }))
    const repeated = repeatFolds(3, 9, (seed) => randomFolds(50, 5, { seed }))
    expect(repeated.length).toBe(15)
    expect(repeated[0]).not.toEqual(repeated[5])
    expect(repeatFolds(3, 9, (seed) => randomFolds(50, 5, { seed }))).toEqual(repeated)
  })
})

describe('groups', () => {
  const grouped = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.constantFrom(0, 1)), { maxLength: 80 })
    .map((rows) => {
      const all = [...Array.from({ length: 12 }, (_, g) => [g, g % 2] as [number, number]), ...rows]
      return { group: all.map((row) => `customer-${row[0]}`), label: all.map((row) => row[1]) }
    })
  it.each(['groupedFolds', 'stratifiedGroupedFolds'] as const)(
    '%s keep groups whole and fill every fold',
    (kind) => {
      fc.assert(
        fc.property(grouped, foldCounts, seeds, ({ group, label }, folds, seed) => {
          const made =
            kind === 'groupedFolds'
              ? groupedFolds(group, folds, { seed })
              : stratifiedGroupedFolds(label, group, folds, { seed })
          expectPartition(made, group.length)
          for (const { train, test } of made) {
            expect(test.length).toBeGreaterThan(0)
            const learnt = new Set(Array.from(train, (row) => group[row]))
            for (const row of test) expect(learnt.has(group[row])).toBe(false)
          }
        }),
      )
    },
  )
  it('many small groups come out level, also by class', () => {
    const group = Array.from({ length: 3000 }, (_, row) => row % 700)
    const label = Array.from({ length: 3000 }, (_, row) => ((row * 7919) % 10 < 2 ? 1 : 0))
    const sizes = groupedFolds(group, 5, { seed: 4 }).map((fold) => fold.test.length)
    expect(spread(sizes)).toBeLessThanOrEqual(5)
    const rates = stratifiedGroupedFolds(label, group, 5, { seed: 4 }).map(
      (fold) => fold.test.filter((row) => label[row] === 1).length / fold.test.length,
    )
    expect(spread(rates)).toBeLessThan(0.01)
  })
})

describe('time', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 15 }), { maxLength: 60 })
    .map((rest) => Float64Array.from([...Array.from({ length: 16 }, (_, t) => t), ...rest]))
  it('learns from the past only; each held-out time once', () => {
    fc.assert(
      fc.property(times, foldCounts, fc.integer({ min: 0, max: 1 }), (time, folds, gap) => {
        const made = timeFolds(time, folds, { gap })
        for (const { train, test } of made) {
          const latest = Math.max(...Array.from(train, (row) => time[row]))
          const first = Math.min(...Array.from(test, (row) => time[row]))
          expect(first).toBeGreaterThan(latest)
          expect(first - latest).toBeGreaterThanOrEqual(gap)
        }
        const held = made.flatMap((fold) => [...fold.test])
        expect(new Set(held).size).toBe(held.length)
        const rolling = timeFolds(time, folds, { window: 'rolling', blocks: 1 })
        for (let fold = 0; fold < folds; fold++) {
          expect(rolling[fold].test).toEqual(made[fold].test)
          if (fold > 0) expect(rolling[fold].train).toEqual(made[fold - 1].test)
        }
      }),
    )
  })
  it('labels known too late do not learn', () => {
    const time = Float64Array.from({ length: 40 }, (_, row) => row)
    const labelEnd = time.map((t) => t + 5)
    for (const { train, test } of timeFolds(time, 3, { labelEnd }))
      for (const row of train) expect(labelEnd[row]).toBeLessThan(time[test[0]])
  })
  it('purging holds: no label window of training meets a held-out one, and the embargo is kept', () => {
    fc.assert(
      fc.property(
        times,
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 76, maxLength: 76 }),
        (start, spans) => {
          const end = start.map((t, row) => t + spans[row])
          const embargo = 1
          const made = purgedFolds(start, end, 3, { embargo })
          expect(made.flatMap((fold) => [...fold.test]).length).toBe(start.length)
          for (const { train, test } of made) {
            const lastEnd = Math.max(...Array.from(test, (row) => end[row]))
            for (const t of train) {
              for (const h of test) expect(start[t] <= end[h] && end[t] >= start[h]).toBe(false)
              expect(start[t] > lastEnd && start[t] <= lastEnd + embargo).toBe(false)
            }
          }
        },
      ),
    )
  })
})

describe('holdout', () => {
  it('every class meets its share within a row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('good', 'bad'), { minLength: 20, maxLength: 90 }),
        seeds,
        (label, seed) => {
          const shares = { train: 0.6, validation: 0.2, test: 0.2 }
          const made = holdout(label.length, shares, { seed, label })
          expect([...made.train, ...made.validation, ...made.test].sort((a, b) => a - b)).toEqual([
            ...label.keys(),
          ])
          for (const kind of new Set(label)) {
            const all = label.filter((value) => value === kind).length
            for (const part of ['train', 'validation', 'test'] as const) {
              const held = made[part].filter((row) => label[row] === kind).length
              expect(Math.abs(held - shares[part] * all)).toBeLessThanOrEqual(1)
            }
          }
        },
      ),
    )
  })
  it('by time the latest are the test; by group nobody is on both sides', () => {
    const time = Float64Array.from({ length: 100 }, (_, row) => (row * 37) % 100)
    const byTime = holdout(100, { train: 0.6, validation: 0.2, test: 0.2 }, { seed: 1, time })
    expect([byTime.train.length, byTime.validation.length, byTime.test.length]).toEqual([60, 20, 20])
    expect(Math.min(...Array.from(byTime.test, (row) => time[row]))).toBe(80)
    const group = Array.from({ length: 100 }, (_, row) => row % 20)
    const byGroup = holdout(100, { train: 0.75, test: 0.25 }, { seed: 1, group })
    expect(byGroup.validation.length).toBe(0)
    expect(byGroup.train.length).toBe(75)
    const learnt = new Set(Array.from(byGroup.train, (row) => group[row]))
    expect(byGroup.test.some((row) => learnt.has(group[row]))).toBe(false)
  })
})

describe('bad input', () => {
  const seed = 1
  it.each([
    ['more folds than rows', () => randomFolds(3, 5, { seed }), /5 rows for 5 folds, got 3/],
    ['one fold', () => stratifiedFolds([0, 1], 1, { seed }), /folds >= 2, got 1/],
    ['too few groups', () => groupedFolds([1, 1, 2, 2], 3, { seed }), /3 groups for 3 folds, got 2/],
    ['shapes that differ', () => stratifiedGroupedFolds([0, 1], ['a'], 2, { seed }), /each of 2 rows, got 1/],
    ['one time', () => timeFolds(new Float64Array(9), 2), /3 distinct times, got 1/],
    ['a missing time', () => timeFolds(Float64Array.of(1, Number.NaN, 3, 4), 2), /got NaN in row 1/],
    [
      'an end before its start',
      () => purgedFolds(Float64Array.of(1, 2, 3), Float64Array.of(1, 1, 3), 2),
      /1 < 2 in row 1/,
    ],
    [
      'nothing left to learn from',
      () => purgedFolds(Float64Array.of(1, 2, 3), Float64Array.of(9, 9, 9), 2),
      /none after purging/,
    ],
    [
      'a gap over everything',
      () => timeFolds(Float64Array.of(1, 2, 3), 2, { gap: 9 }),
      /none that gap and labels allow/,
    ],
    ['shares over 1', () => holdout(9, { train: 0.9, test: 0.2 }, { seed }), /sum to 1, got 0.9, 0, 0.2/],
    [
      'too few rows',
      () => holdout(2, { train: 0.6, validation: 0.2, test: 0.2 }, { seed }),
      /at least 3 rows, got 2/,
    ],
    [
      'an empty part',
      () => holdout(3, { train: 0.8, validation: 0.1, test: 0.1 }, { seed }),
      /share of 0.1, got none/,
    ],
    [
      'time and group',
      () => holdout(3, { train: 0.5, test: 0.5 }, { seed, time: Float64Array.of(1, 2, 3), group: [1, 2, 3] }),
      /got both/,
    ],
    ['a seed of ½', () => randomFolds(9, 3, { seed: 0.5 }), /integer seed/],
  ])('%s', (_, split, message) => {
    expect(split).toThrow(message)
    expect(split).toThrow(RangeError)
  })
})
