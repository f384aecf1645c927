/** Step 3: forest, boosting and scorecard in one race on the rows that are learnt from; the best or the simplest as good wins. */
import { DataError, type Matrix, takeRows } from '@pratibimba/learning/data'
import type { RejectInference } from '@pratibimba/learning/reject-inference'
import type { LearnerChoice, TrainingSurroundings } from '@pratibimba/learning/training'
import { formatDay } from '@pratibimba/numerics/calendar'
import {
  type CreditModel,
  type CreditModelBundle,
  creditModel,
  fitCreditModel,
  sha256Of,
  writeCreditModel,
} from '../../decisions/index.ts'
import { profileOf, scoreProfileOf } from '../../monitoring/index.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { TrainStepReport } from './reports.ts'
import type { TableSplit } from './split-table.ts'

export interface TrainSettings {
  readonly seed: number
  readonly learner: LearnerChoice
  readonly folds: number
  readonly trials: number
  readonly missCost: number
  readonly gapDays: number
  readonly rejectInference: RejectInference['method'] | 'none'
  /** Scores that policies ask for: shares at or above them are kept exactly. */
  readonly marks: readonly number[]
}

/** The version that an incremental training goes on from. */
export interface Parent {
  readonly version: string
  readonly bundle: CreditModelBundle
}

export interface TrainedStep {
  readonly report: TrainStepReport
  readonly bytes: Uint8Array
  readonly model: CreditModel
}

/** By what won the race. */
const learners: Readonly<Record<string, LearnerChoice>> = {
  symmetric: 'boosting',
  'depth-wise': 'boosting',
  'leaf-wise': 'boosting',
  'fixed-weights': 'boosting',
  'random-forest': 'forest',
  'extra-trees': 'forest',
  scorecard: 'scorecard',
}

/**
 * Trains, and makes the file.
 *
 * Incremental keeps what the parent decided on — its columns and its kind of model — and fits it again to the rows of
 * before and since. Nothing is continued from the parent's trees: they have learnt from rows that folds would hold out, so
 * that neither the number of new trees nor their calibration could be told honestly.
 *
 * @param parent given: incremental
 * @throws DataError when a column of the parent is not there any more, or the data cannot be learnt from
 * @see docs/operations/credit-pipeline.md
 */
export async function trainStep(
  table: PreparedTable,
  split: TableSplit,
  settings: TrainSettings,
  surroundings: TrainingSurroundings,
  parent?: Parent,
): Promise<TrainedStep> {
  const places = placesOf(table, parent)
  const narrowed = (matrix: Matrix): Matrix => ({
    rows: matrix.rows,
    columns: places.map((f) => matrix.columns[f]),
  })
  const features = places.map((f) => table.features[f])
  const all = { ...narrowed(table.data), label: table.data.label }
  const data = takeRows(all, split.train)
  const declined = narrowed(table.withoutOutcome)
  const learner =
    parent === undefined
      ? settings.learner
      : (learners[parent.bundle.trained.report.champion.id] ?? 'ensemble')
  const rejectInference = inferenceOf(settings, declined)
  const bundle = await fitCreditModel(
    {
      featureSet: table.featureSet,
      features,
      data,
      ...(split.kind === 'time' && table.day !== undefined
        ? { day: Float64Array.from(split.train, (row) => table.day![row]) }
        : {}),
      ...(rejectInference === undefined ? {} : { declined }),
    },
    {
      learner,
      seed: settings.seed,
      folds: settings.folds,
      trials: settings.trials,
      missCost: settings.missCost,
      gapDays: settings.gapDays,
      ...(rejectInference === undefined ? {} : { rejectInference }),
    },
    surroundings,
  )
  const bytes = writeCreditModel(bundle)
  const model = creditModel(bundle)
  const { report } = bundle.trained
  const inputs = features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  return {
    bytes,
    model,
    report: {
      mode: parent === undefined ? 'full' : 'incremental',
      incremental:
        parent === undefined
          ? null
          : `Fitted again to the rows of before and since, with the columns and the kind of model of ${parent.version}; its trees are not continued.`,
      parent: parent?.version ?? null,
      seed: settings.seed,
      learner,
      split: {
        kind: split.kind,
        trainRows: split.train.length,
        holdoutRows: split.test.length,
        holdoutFrom: split.holdoutFrom === undefined ? null : formatDay(split.holdoutFrom),
      },
      model: { ...report.champion, sha256: sha256Of(bytes), bytes: bytes.length },
      tableKind: table.kind,
      featureSet: { ...table.featureSet },
      features: features.map(({ id, title, monotone, kind }) => ({ id, title, monotone, kind })),
      rejectInference: bundle.rejectInference,
      training: report,
      importance: bundle.importance,
      reference: {
        inputs: profileOf({ rows: data.rows, columns: data.columns }, inputs),
        scores: scoreProfileOf(throughTheDoor(model, takeRows(all, split.test), declined), settings.marks),
        marks: settings.marks,
      },
      referenceBad: { rows: data.rows, bad: data.label.reduce((total, value) => total + value, 0) },
    },
  }
}

/** Columns of the table that are learnt from. */
function placesOf({ features }: PreparedTable, parent: Parent | undefined): readonly number[] {
  if (parent === undefined) return features.map((_, f) => f)
  return parent.bundle.features.map(({ id, kind }) => {
    const place = features.findIndex((feature) => feature.id === id && feature.kind === kind)
    if (place < 0)
      throw new DataError(
        `${parent.version} reads ${id}, which these data do not have, or have the same everywhere: train in full.`,
        id,
      )
    return place
  })
}

function inferenceOf(
  { rejectInference, seed }: TrainSettings,
  declined: Matrix,
): RejectInference | undefined {
  if (rejectInference === 'none') return undefined
  if (declined.rows === 0)
    throw new DataError('Reject inference needs applications without an outcome, and there are none.')
  if (rejectInference === 'parcelling') return { method: 'parcelling', seed, factor: 1.5 }
  if (rejectInference === 'hard-cutoff') return { method: 'hard-cutoff', cutoff: 0.5 }
  return { method: 'fuzzy', oddsFactor: 1.5 }
}

/** Probabilities of being good of those held out, whom the model has not seen, and of those without an outcome. */
function throughTheDoor(model: CreditModel, ...parts: readonly Matrix[]): Float64Array {
  return Float64Array.from(
    parts.flatMap((matrix) =>
      matrix.rows === 0 ? [] : Array.from(model.probabilities(matrix), (bad) => 1 - bad),
    ),
  )
}
