import { reliabilityDiagram } from '../calibration/index.ts'
import { DataError, type Feature, type LabelledMatrix } from '../data/index.ts'
import { globalContributions } from '../explanation/contributions/index.ts'
import { calibrationError, costOptimalThreshold, evaluateBinary } from '../metrics/index.ts'
import type { Fold } from '../splitting/index.ts'
import type { Candidate, FitOptions } from './candidate.ts'
import { candidatesOf } from './candidates.ts'
import { chooseChampion } from './champion.ts'
import { balanceClasses, changesClasses, type Resampling } from './class-balance.ts'
import {
  type Calibrated,
  calibrateRunner,
  combinedRunners,
  type Runner,
  singleRunners,
  type TriedRows,
  triedRows,
} from './contenders.ts'
import { countedRows } from './counted-rows.ts'
import { take } from './cross-fit.ts'
import { fitChampion } from './fit-champion.ts'
import { meanAuc } from './fold-means.ts'
import { race } from './race.ts'
import { searchSettings } from './settings-search.ts'
import { bothClasses, innerFolds, outerFolds, type SplitBy, splitKindOf } from './split-plan.ts'
import { trainUntried } from './train-untried.ts'
import type { TrainedModel } from './trained-model.ts'
import type { CalibrationReport, ResamplingPrice, TrainingReport } from './training-report.ts'
import type { TrainingRequest, TrainingSurroundings } from './training-request.ts'
import { warningsAbout } from './warnings.ts'

/** Of a row that others are made up from. */
const NEIGHBOURS = 5
/** Shares of the work: the folds, then the fit to all rows. */
const RACE_SHARE = 0.88

/**
 * Trains, tries and chooses.
 *
 * Every figure of the report comes from rows that neither the model, nor its number of trees, nor its settings had seen.
 * Weights of a stack and calibration are learnt from scores of other folds' rows. What this does not promise stands on
 * the method page.
 *
 * @throws DataError when the data cannot be learnt from; Error of the signal
 * @see docs/methods/training.md
 */
export async function trainModel(
  asked: TrainingRequest,
  surroundings: TrainingSurroundings,
): Promise<TrainedModel> {
  requireLearnable(asked.data, asked.features)
  const request = countedRows(asked)
  const { data, seed } = request
  requireLearnable(data, request.features)
  const by: SplitBy = {
    label: data.label,
    ...pick(request, 'group'),
    ...pick(request, 'time'),
    ...pick(request, 'gap'),
  }
  const folds = foldsFor(by, request.folds, seed)
  if (folds.length < 2) return trainUntried(request, surroundings)

  const rows = triedRows(data, folds, by.time !== undefined)
  requireNeighbours(request, folds)
  const field = await runField(request, by, rows, request.resampling, surroundings)
  const { champion, reason, contenders } = chooseChampion(
    field.runners,
    field.calibrated,
    { learner: request.learner, directed: isDirected(request) },
    rows,
    field.failed,
  )
  const plain =
    request.resampling === 'none'
      ? undefined
      : await runField(
          request,
          by,
          rows,
          'none',
          surroundings,
          // A stack chooses among all of them anew.
          champion.id === 'stacked'
            ? undefined
            : new Set(champion.members.map(({ raced }) => raced.candidate.id)),
        )
  const model = await fitChampion(
    champion,
    data,
    request.features,
    request.search !== undefined,
    (candidate) =>
      fitOptions(request, by, request.resampling, surroundings, candidate, 'all', allRows(data.rows)),
    (share, stage) => surroundings.onProgress?.(RACE_SHARE + share * (1 - RACE_SHARE), stage),
  )
  const calibrated = field.calibrated.get(champion)!
  const chosen = costOptimalThreshold({ falsePositive: 1, falseNegative: request.missCost })
  const report: TrainingReport = {
    seed,
    rows: data.rows,
    events: eventsOf(data.label),
    features: request.features.map(({ name }) => name),
    leftOut: request.leftOut,
    split: {
      kind: splitKindOf(by),
      folds: folds.length,
      rowsTried: rows.tried.length,
      rowsCalibrated: rows.calibrated.length,
    },
    contenders,
    failed: field.failed,
    champion: { id: champion.id, title: champion.title, reason },
    evaluation: evaluateBinary(
      {
        label: take(data.label, rows.calibrated),
        probability: take(calibrated.probability, rows.calibrated),
        ...weightOf(rows),
      },
      { seed, costs: { falsePositive: 1, falseNegative: request.missCost }, replicates: 500 },
    ),
    calibration: calibrationReport(calibrated, rows),
    threshold: { value: chosen.threshold, missCost: request.missCost, reason: chosen.why },
    importance: globalContributions(model, data, seed),
    ...(plain ? priceOf(request.resampling, champion, field, plain, rows) : {}),
    warnings: warningsAbout(request, {
      auc: meanAuc(champion.folds).value,
      folds,
      rowsWithoutWeight: asked.data.rows - data.rows,
    }),
  }
  return {
    kind: 'trained',
    target: request.target,
    positive: request.positive,
    model,
    calibrator: calibrated.calibrator,
    threshold: chosen.threshold,
    report,
  }
}

interface Field {
  readonly runners: readonly Runner[]
  readonly calibrated: ReadonlyMap<Runner, Calibrated>
  readonly failed: TrainingReport['failed']
}

/** Candidates raced, combined and calibrated. */
async function runField(
  request: TrainingRequest,
  by: SplitBy,
  rows: TriedRows,
  resampling: Resampling,
  surroundings: TrainingSurroundings,
  only?: ReadonlySet<string>,
): Promise<Field> {
  const { data, features, seed } = request
  // Another race has other searches.
  const aside = resampling === request.resampling ? '' : ', without resampling'
  const candidates = candidatesOf(request.learner).filter(({ id }) => only === undefined || only.has(id))
  const { raced, failed } = await race(data, features, candidates, {
    folds: rows.folds,
    optionsOf: (candidate, fold, train) =>
      fitOptions(request, by, resampling, surroundings, candidate, `fold ${fold + 1}${aside}`, train),
    clock: surroundings.clock,
    onProgress: (share, stage) => surroundings.onProgress?.(share * RACE_SHARE, `${stage}${aside}`),
    ...pick(surroundings, 'signal'),
  })
  const runners = [...singleRunners(raced), ...combinedRunners(raced, rows, isDirected(request))]
  const calibrated = new Map(
    runners.map((runner) => [runner, calibrateRunner(runner, request.calibration, rows, seed)] as const),
  )
  return {
    runners,
    calibrated,
    failed: failed.map(({ candidate, reason }) => ({ title: candidate.title, reason })),
  }
}

/** What a candidate is fitted with on these rows: inner divisions, and settings searched on them where that is wanted. */
async function fitOptions(
  request: TrainingRequest,
  by: SplitBy,
  resampling: Resampling,
  { pool, signal }: TrainingSurroundings,
  candidate: Candidate,
  place: string,
  rows: Int32Array,
): Promise<FitOptions> {
  const { seed, features, classWeights } = request
  const options: FitOptions = {
    seed,
    ...(changesClasses(resampling, classWeights)
      ? { prepare: (train) => balanceClasses(train, features, resampling, classWeights, seed) }
      : {}),
    innerFolds: candidate.family === 'boosting' ? innerFolds(by, rows, seed) : [],
    ...(pool ? { pool } : {}),
    ...(signal ? { signal } : {}),
    ...pick(request, 'monotone'),
  }
  if (request.search === undefined || candidate.family !== 'boosting' || options.innerFolds.length === 0)
    return options
  const settings = await searchSettings(request, request.search, candidate, place, rows, options)
  return { ...options, settings }
}

/** As many folds as the rarer class, the groups and the times allow; none when nothing can be tried. */
function foldsFor(by: SplitBy, wanted: number, seed: number): Fold[] {
  const events = eventsOf(by.label)
  const rarest = Math.min(events, by.label.length - events)
  const parts = by.time ? new Set(by.time).size - 1 : by.group ? new Set(by.group).size : rarest
  const folds = Math.min(wanted, rarest, parts)
  if (folds < 2) return []
  // A fold in which only one class was left to learn from or to try on says nothing.
  return outerFolds(by, folds, seed).filter(
    ({ train, test }) => bothClasses(by.label, train) && bothClasses(by.label, test),
  )
}

function requireLearnable(data: LabelledMatrix, features: readonly Feature[]): void {
  if (features.length === 0)
    throw new DataError(
      'There is no column to learn from: each is empty, constant, an identifier, text, or excluded.',
    )
  if (data.rows < 3)
    throw new DataError(
      `${data.rows} rows are too few to learn from: at least 3 are needed, with both outcomes.`,
    )
  const events = eventsOf(data.label)
  if (events === 0 || events === data.rows)
    throw new DataError('Every row has the same outcome: two are needed to learn which is which.')
  const { weight } = data
  for (const outcome of [0, 1])
    if (weight?.every((each, row) => each === 0 || data.label[row] !== outcome))
      throw new DataError(
        `Every row ${outcome === 1 ? 'with' : 'without'} the event has a weight of 0: both outcomes are needed.`,
      )
}

/** Rows that are made up lie between neighbours, and there must be some. */
function requireNeighbours({ data, resampling }: TrainingRequest, folds: readonly Fold[]): void {
  if (resampling !== 'smote' && resampling !== 'adasyn') return
  for (const { train } of folds) {
    const events = eventsOf(take(data.label, train))
    const rarest = Math.min(events, train.length - events)
    if (rarest <= NEIGHBOURS)
      throw new DataError(
        `${resampling} needs more than ${NEIGHBOURS} rows of the rarer outcome in each fold to learn from, and one has ${rarest}. Use weights of classes instead.`,
      )
  }
}

function calibrationReport(
  { probability, uncalibrated, calibrator }: Calibrated,
  rows: TriedRows,
): CalibrationReport {
  const { data, calibrated } = rows
  const label = take(data.label, calibrated)
  const weight = weightOf(rows).weight
  const after = take(probability, calibrated)
  return {
    kind: calibrator.kind,
    before: calibrationError(label, take(uncalibrated, calibrated), weight),
    after: calibrationError(label, after, weight),
    points: reliabilityDiagram(label, after, weight).map(({ meanProbability, eventRate, rows }) => ({
      predicted: meanProbability,
      happened: eventRate,
      rows,
    })),
  }
}

/** Nothing where the same model could not be made without resampling. */
function priceOf(
  method: string,
  champion: Runner,
  resampled: Field,
  plain: Field,
  rows: TriedRows,
): { resampling?: ResamplingPrice } {
  const without = plain.runners.find(({ id }) => id === champion.id)
  if (without === undefined) return {}
  const { data, calibrated } = rows
  const label = take(data.label, calibrated)
  const figures = (runner: Runner, field: Field) => {
    const { probability, uncalibrated } = field.calibrated.get(runner)!
    const error = (values: Float64Array) =>
      calibrationError(label, take(values, calibrated), weightOf(rows).weight)
    return {
      auc: meanAuc(runner.folds),
      rawCalibrationError: error(uncalibrated),
      calibrationError: error(probability),
    }
  }
  return { resampling: { method, plain: figures(without, plain), resampled: figures(champion, resampled) } }
}

function weightOf({ data, calibrated }: TriedRows): { weight?: Float64Array } {
  return data.weight ? { weight: take(data.weight, calibrated) } : {}
}

function eventsOf(label: Float64Array): number {
  return label.reduce((sum, value) => sum + value, 0)
}

function allRows(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row)
}

/** The one member where it is there, to be spread. */
function pick<T, K extends keyof T>(from: T, key: K): Pick<T, K> | Record<string, never> {
  return from[key] === undefined ? {} : ({ [key]: from[key] } as Pick<T, K>)
}

function isDirected({ monotone }: TrainingRequest): boolean {
  return monotone?.some((direction) => direction !== 0) ?? false
}
