import { describe, expect, it } from 'vitest'
import type { LabelledMatrix } from '../../data/index.ts'
import { stratifiedFolds } from '../../splitting/index.ts'
import { boostedCandidates } from '../../training/boosted-candidates.ts'
import type { Candidate } from '../../training/candidate.ts'
import { balanceClasses } from '../../training/class-balance.ts'
import {
  calibrateRunner,
  combinedRunners,
  singleRunners,
  type TriedRows,
  triedRows,
} from '../../training/contenders.ts'
import { crossFit, rowsOf } from '../../training/cross-fit.ts'
import { regressionCandidate, scorecardCandidate } from '../../training/other-candidates.ts'
import { type Raced, race } from '../../training/race.ts'
import { innerFolds } from '../../training/split-plan.ts'
import { applicants, features } from '../support/applicants.ts'

const data = applicants(240)
const folds = stratifiedFolds(data.label, 3, { seed: 1 })
const tried = rowsOf(folds)
const [{ test: held }] = folds

/** The same rows, but the first fold's outcomes turned round. */
const turned: LabelledMatrix = { ...data, label: data.label.slice() }
for (const row of held) turned.label[row] = 1 - turned.label[row]

const own = (values: Float64Array) => Array.from(held, (row) => values[row])
const others = (values: Float64Array) =>
  Array.from(tried, (row) => values[row]).filter((_, i) => !held.includes(tried[i]))

const raceOver = (rows: LabelledMatrix, candidates: readonly Candidate[], resample = false) =>
  race(rows, features, candidates, {
    folds,
    clock: () => 0,
    optionsOf: async (_, __, train) => ({
      seed: 3,
      innerFolds: innerFolds({ label: rows.label }, train, 3),
      ...(resample
        ? {
            prepare: (learnt: LabelledMatrix) =>
              balanceClasses(learnt, features, 'smote', { negative: 1, positive: 2 }, 3),
          }
        : {}),
    }),
  })

describe('outcomes of a fold', () => {
  it.each([
    ['a scorecard', scorecardCandidate, false],
    ['a regression', regressionCandidate, false],
    ['leaf-wise trees, with their number', boostedCandidates[2], false],
    ['symmetric trees, with their statistics of categories', boostedCandidates[0], false],
    ['a scorecard of rows made up', scorecardCandidate, true],
  ] as const)(
    'do not move what %s says of that fold',
    async (_, candidate, resample) => {
      const [before] = (await raceOver(data, [candidate], resample)).raced
      const [after] = (await raceOver(turned, [candidate], resample)).raced
      expect(own(after.raw)).toEqual(own(before.raw))
      expect(after.folds[0].iterations).toBe(before.folds[0].iterations)
      // The others learnt from them, and do move.
      expect(others(after.raw)).not.toEqual(others(before.raw))
    },
    60_000,
  )

  /** Scores that were there before: only what is learnt from them is looked at. */
  const racedAs = (scores: readonly Float64Array[]): Raced[] =>
    scores.map((raw, k) => ({
      candidate: [...boostedCandidates, scorecardCandidate][k],
      raw,
      folds: [],
      seconds: 0,
    }))
  const telling = data.label.map((label, row) => 2 * label - 1 + Math.sin(row * 7))
  const noise = data.label.map((_, row) => Math.cos(row * 3))
  const rows = (labelled: LabelledMatrix): TriedRows => triedRows(labelled, folds, false)

  it('do not move the weights that its members are combined with', () => {
    const stacked = (labelled: LabelledMatrix) =>
      combinedRunners(racedAs([telling, noise, noise, telling]), rows(labelled), false).find(
        ({ id }) => id === 'stacked',
      )!
    expect(own(stacked(turned).raw)).toEqual(own(stacked(data).raw))
    expect(others(stacked(turned).raw)).not.toEqual(others(stacked(data).raw))
  })

  it.each(['platt', 'isotonic', 'beta', 'auto'] as const)('do not move its own calibration: %s', (kind) => {
    const runner = singleRunners(racedAs([telling]))[0]
    const [before, after] = [data, turned].map((labelled) => calibrateRunner(runner, kind, rows(labelled), 3))
    expect(own(after.probability)).toEqual(own(before.probability))
    expect(own(after.uncalibrated)).toEqual(own(before.uncalibrated))
    expect(others(after.probability)).not.toEqual(others(before.probability))
  })

  it('weigh the members that tell, and drop those that do not', () => {
    const stacked = combinedRunners(racedAs([telling, noise, noise, noise]), rows(data), false).find(
      ({ id }) => id === 'stacked',
    )!
    const weights = new Map(stacked.members.map(({ raced, weight }) => [raced.candidate.id, weight]))
    expect(weights.get('symmetric')).toBeGreaterThan(0.8)
    expect([...weights.values()].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    for (const weight of weights.values()) expect(weight).toBeGreaterThanOrEqual(0.01)
  })
})

describe('what is learnt across folds', () => {
  it('never sees the rows it is applied to, and of folds in time only earlier ones', () => {
    for (const inTime of [false, true]) {
      let fold = 0
      crossFit(
        folds,
        inTime,
        (learnt) => new Set(learnt),
        (learnt, applied) => {
          expect(applied).toBe(folds[fold].test)
          for (const row of applied) expect(learnt.has(row)).toBe(false)
          const seen = inTime ? folds.slice(0, fold) : folds.filter((_, other) => other !== fold)
          expect([...learnt].sort((a, b) => a - b)).toEqual([...rowsOf(seen)])
          fold++
        },
      )
      expect(fold).toBe(3)
    }
  })
})
