/** Training of a credit model: from a table of applications to everything that decides and explains. */

import { calibrate } from '@pratibimba/learning/calibration'
import { DataError, type LabelledMatrix, type Matrix, takeRows } from '@pratibimba/learning/data'
import { inputMarginals } from '@pratibimba/learning/explanation/population'
import { rawScores } from '@pratibimba/learning/models'
import { inferRejects, type RejectInference } from '@pratibimba/learning/reject-inference'
import {
  type LearnerChoice,
  type TrainedModel,
  type TrainingRequest,
  type TrainingSurroundings,
  trainModel,
} from '@pratibimba/learning/training'
import { typicalProfiles } from '../warning/background.ts'
import { type CreditFeature, type CreditModelBundle, unlawfulBecause } from './credit-model.ts'

/** Applications with their outcome. */
export interface CreditTable {
  readonly featureSet: CreditModelBundle['featureSet']
  readonly features: readonly CreditFeature[]
  /** In the order of the features; label 1: went bad. */
  readonly data: LabelledMatrix
  /** Day of each application; folds then follow time. Shape [rows]. */
  readonly day?: Float64Array
  /** Applications that were declined: they have no outcome. */
  readonly declined?: Matrix
}

export interface CreditTrainingOptions {
  readonly learner: LearnerChoice
  readonly seed: number
  readonly folds: number
  /** What a loan that goes bad costs, in good ones that were declined. */
  readonly missCost: number
  readonly calibration: TrainingRequest['calibration']
  /** Random settings tried for every learner; 0: the usual ones. */
  readonly trials: number
  /** Days after an application until its outcome is known. */
  readonly gapDays: number
  /** What is believed of declined applications; only with `declined`. */
  readonly rejectInference?: RejectInference
  readonly reasonTable: string
}

export const usualCreditTraining: CreditTrainingOptions = {
  learner: 'ensemble',
  seed: 42,
  folds: 5,
  missCost: 5,
  calibration: 'auto',
  trials: 0,
  gapDays: 0,
  reasonTable: '2026-1',
}

/** Numbers by direction, as learners take them. */
const directions = { increasing: 1, decreasing: -1, free: 0 } as const
/** Profiles that applicants are compared with. */
const PROFILES = 64

/**
 * Trains a credit model. Directions of the features bind every learner that may become champion.
 *
 * With reject inference a first model of the accepted scores the declined, which then are learnt from with the labels and
 * weights of the method: every figure of the report is then of accepted and inferred applications together.
 *
 * @throws DataError when a feature is protected or age may count against the old, or the data cannot be learnt from
 * @see docs/methods/credit-decisions.md
 */
export async function fitCreditModel(
  table: CreditTable,
  asked: Partial<CreditTrainingOptions>,
  surroundings: TrainingSurroundings,
): Promise<CreditModelBundle> {
  const options = { ...usualCreditTraining, ...asked }
  requireLawful(table.features)
  const request = requestOf(table, options)
  const { rejectInference } = options
  if ((rejectInference === undefined) !== (table.declined === undefined))
    throw new DataError(
      rejectInference === undefined
        ? 'There are declined applications, and nothing is said of what is to be inferred of them.'
        : 'Reject inference needs declined applications, and there are none.',
    )
  let trained = await trainModel(request, surroundings)
  if (rejectInference !== undefined && table.declined !== undefined) {
    const bad = (matrix: Matrix) => calibrate(trained.calibrator, rawScores(trained.model, matrix))
    const data = inferRejects(
      rejectInference,
      { data: table.data, probability: bad(table.data) },
      { data: table.declined, probability: bad(table.declined) },
    )
    // Inferred rows have no day: folds are drawn at random.
    const { time, gap, ...timeless } = request
    trained = await trainModel({ ...timeless, data }, surroundings)
  }
  return bundleOf(table, trained, options)
}

function requestOf(table: CreditTable, options: CreditTrainingOptions): TrainingRequest {
  const { learner, seed, folds, missCost, calibration, trials, gapDays } = options
  return {
    data: table.data,
    features: table.features.map(({ id, kind, categories }) => ({
      name: id,
      kind,
      ...(categories && { categories }),
    })),
    target: 'bad',
    positive: '1',
    leftOut: [],
    learner,
    folds,
    seed,
    missCost,
    calibration,
    resampling: 'none',
    classWeights: { negative: 1, positive: 1 },
    monotone: Int8Array.from(table.features, ({ monotone }) => directions[monotone]),
    ...(table.day && { time: table.day, ...(gapDays > 0 && { gap: gapDays }) }),
    ...(trials > 0 && { search: { trials } }),
  }
}

function bundleOf(
  { featureSet, features, data }: CreditTable,
  trained: TrainedModel,
  { reasonTable, rejectInference }: CreditTrainingOptions,
): CreditModelBundle {
  const { report } = trained
  const inputs = trained.model.kind === 'stacked' ? trained.model.members[0].inputs : trained.model.inputs
  const total = report.importance.reduce((sum, { value }) => sum + value, 0)
  if (!(total > 0)) throw new DataError('The model learnt nothing: no feature moves its score.')
  const place = new Map(features.map(({ id }, f) => [id, f]))
  const good = Int32Array.from(data.label.keys()).filter((row) => data.label[row] === 0)
  const categories = new Set(features.flatMap(({ kind }, f) => (kind === 'category' ? [f] : [])))
  const matrix: Matrix = { rows: data.rows, columns: data.columns }
  return {
    kind: 'credit',
    format: 1,
    featureSet,
    features: features.map(({ id, title, unit, monotone, kind, categories: labels }) => ({
      id,
      title,
      unit,
      monotone,
      kind,
      ...(labels && { categories: [...labels] }),
    })),
    trained: {
      ...trained,
      report: { ...report, contenders: report.contenders.map(({ seconds, ...rest }) => rest) },
    },
    background: typicalProfiles(
      takeRows(matrix, good),
      report.importance.map(({ feature }) => place.get(feature)!),
      PROFILES,
      categories,
    ),
    marginals: inputMarginals(matrix, inputs),
    importance: report.importance.map(({ feature, value }) => ({ feature, share: value / total })),
    reasonTable,
    rejectInference: rejectInference?.method ?? null,
  }
}

/** @throws DataError naming a feature that may not be learnt from, or not so */
export function requireLawful(features: readonly CreditFeature[]): void {
  for (const feature of features) {
    const why = unlawfulBecause(feature)
    if (why !== undefined) throw new DataError(why, feature.id)
  }
}
