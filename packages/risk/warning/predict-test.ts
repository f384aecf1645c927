/** Predictions of rows that nothing had learnt from: of the folds as they were tried, of the test by the final learners. */
import { calibrate } from '@pratibimba/learning/calibration'
import { takeRows } from '@pratibimba/learning/data'
import { rawScores } from '@pratibimba/learning/models'
import { scorecardCandidate } from '@pratibimba/learning/training'
import { type CrossValidation, directionsOf } from './cross-validate.ts'
import type { FittedView } from './fold-view.ts'
import type { WarningPanel } from './panel.ts'
import type { WarningSplit } from './plan-split.ts'
import {
  predictionsOf,
  type ScoredMember,
  scoredMembers,
  TEST_SPLIT,
  takeValues,
  type WarningPredictions,
} from './predictions.ts'
import type { WarningLearner } from './warning-bundle.ts'

/** Scores of the folds, and of the final learners on the test. */
export async function predictTest(
  panel: WarningPanel,
  split: WarningSplit,
  { rows, tried }: CrossValidation,
  view: FittedView,
  learners: readonly WarningLearner[],
  taken: 'fixed_weights' | 'stacked',
): Promise<WarningPredictions> {
  const test = takeRows(panel.matrix, split.test)
  const raw = new Map<string, Float64Array>(
    learners.map(({ id, model }) => [id.replace('-', '_'), rawScores(model, test)]),
  )
  for (const ensemble of ['fixed_weights', 'stacked'] as const) {
    const { members } = tried.get(ensemble)!.runner
    const sum = new Float64Array(split.test.length)
    for (const { raced, weight } of members) {
      const own = raw.get(raced.candidate.id.replace('-', '_'))!
      for (let i = 0; i < sum.length; i++) sum[i] += weight * own[i]
    }
    raw.set(ensemble, sum)
  }
  if (tried.has('scorecard')) {
    const train = view.apply(takeRows({ ...panel.matrix, label: panel.label }, split.train))
    const { model } = await scorecardCandidate.fit(train, view.features, {
      seed: 0,
      innerFolds: [],
      monotone: directionsOf(panel, view.kept),
    })
    raw.set('scorecard', rawScores(model, view.apply(test)))
  }
  const all = Int32Array.from([...rows.tried, ...split.test])
  const foldOf = new Map<number, number>()
  for (const [fold, { test: own }] of split.folds.entries()) for (const row of own) foldOf.set(row, fold)
  const join = (ofFolds: Float64Array, ofTest: Float64Array): Float64Array =>
    Float64Array.from([...takeValues(ofFolds, rows.tried), ...ofTest])
  const none = new Float64Array(split.test.length).fill(Number.NaN)
  const nowhere = new Float64Array(panel.matrix.rows).fill(Number.NaN)
  const members = Object.fromEntries(
    scoredMembers.map((member) => [
      member,
      join(tried.get(member)?.runner.raw ?? nowhere, raw.get(member) ?? none),
    ]),
  ) as Record<ScoredMember, Float64Array>
  const chosen = tried.get(taken)!
  const score = raw.get(taken)!
  return predictionsOf(panel, all, (row) => foldOf.get(row) ?? TEST_SPLIT, {
    score: join(chosen.runner.raw, score),
    probability: join(chosen.probability, calibrate(chosen.calibrator, score)),
    members,
  })
}
