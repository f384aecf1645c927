/** Training of early warning: from a panel to a model, the predictions it is judged by, and what was found out. */
import { takeRows } from '@pratibimba/learning/data'
import { globalContributions } from '@pratibimba/learning/explanation/contributions'
import { aucInterval, costOptimalThreshold, type Estimate } from '@pratibimba/learning/metrics'
import { rawScores } from '@pratibimba/learning/models'
import { formatDay } from '@pratibimba/numerics/calendar'
import {
  assessDrift,
  profileOf,
  type ReferenceProfile,
  scoreProfileOf,
  type UsualDrift,
  usualDrift,
  writeProfile,
} from '../monitoring/index.ts'
import { medianOf, typicalProfiles } from './background.ts'
import { checkPanel, requireLearnable } from './check-panel.ts'
import { type CrossValidation, crossValidate, directionsOf, inputsOf } from './cross-validate.ts'
import { dealLabels } from './deal-labels.ts'
import { evaluateWarning } from './evaluate-warning.ts'
import { fitFailureTiming } from './fit-failure-timing.ts'
import { fitLearners, type LearnerPlan, stackOf } from './fit-learners.ts'
import { type FittedView, fitView } from './fold-view.ts'
import { findSettings, type LearnerId, learnerIds } from './learners.ts'
import { usualTraining, type WarningSurroundings, type WarningTrainingOptions } from './options.ts'
import type { WarningPanel } from './panel.ts'
import { planSplit, type WarningSplit } from './plan-split.ts'
import { predictTest } from './predict-test.ts'
import { type ScoredMember, takeValues, type WarningPredictions } from './predictions.ts'
import { requireLevels } from './risk-level.ts'
import { contendersOf, trainingWarnings } from './training-table.ts'
import type { WarningBundle } from './warning-bundle.ts'
import type { DriftSummary, SmotePrice } from './warning-report.ts'
import { chooseWeights, plansOf } from './weights.ts'

export interface WarningTraining {
  readonly bundle: WarningBundle
  /** To be stored beside the model: every figure of its report follows from them. */
  readonly predictions: WarningPredictions
}

/** Where each part of the work ends. */
const parts = { searched: 0.2, folds: 0.68, all: 0.92 } as const

/**
 * Trains early warning.
 *
 * Customers of the test and everything known after its as-of date are touched by nothing but the final scoring. Clipping,
 * selection, synthetic rows and numbers of trees are decided inside each fold, weights and calibration by scores of folds
 * that did not learn from the row. Settings are searched on rows that folds later try: their out-of-fold figures may be a
 * little too good, those of the test are not.
 *
 * @throws DataError when the panel cannot be learnt from; Error of the signal
 * @see docs/methods/early-warning-model.md
 */
export async function trainWarning(
  panel: WarningPanel,
  asked: Partial<WarningTrainingOptions>,
  surroundings: WarningSurroundings,
): Promise<WarningTraining> {
  const options: WarningTrainingOptions = { ...usualTraining, ...asked }
  requireOptions(options)
  const { seed, smote, missCost } = options
  const { pool, signal, clock } = surroundings
  const tell = (share: number, stage: string): void => {
    signal?.throwIfAborted()
    surroundings.onProgress?.({ share, stage })
  }
  const shared = { seed, ...(pool ? { pool } : {}), ...(signal ? { signal } : {}) }

  tell(0, 'checking the data')
  const split = planSplit(panel, options)
  const findings = checkPanel(panel, split)
  requireLearnable(findings)
  const features = inputsOf(panel)
  const train = takeRows({ ...panel.matrix, label: panel.label }, split.train)
  const profile = profileOf({ rows: train.rows, columns: train.columns }, features)
  const drift = driftUpTo(panel, split, profile)

  tell(0.02, 'choosing features')
  const view = await fitView(train, features, { ...options, ...shared })
  const settings = await findSettings(
    view.apply(train),
    view.features,
    split.train.map((row) => panel.customer[row]),
    options.trials,
    { ...shared, innerFolds: [], monotone: directionsOf(panel, view.kept) },
    (learner, { done, total }) =>
      tell(
        0.05 + ((learnerIds.indexOf(learner) + done / total) / learnerIds.length) * (parts.searched - 0.05),
        `settings of ${learner} trees: ${done} of ${total} tried`,
      ),
  )

  const validate = (withSmote: boolean, from: number, to: number): Promise<CrossValidation> =>
    crossValidate(panel, split, {
      ...options,
      ...shared,
      smote: withSmote,
      settings,
      clock,
      onProgress: (share, stage) => tell(from + share * (to - from), stage),
      onFold: (fold) =>
        surroundings.onProgress?.({
          share: from,
          stage: `fold ${fold.fold} of ${fold.folds}: ${fold.learner} AUC ${fold.auc.toFixed(3)}`,
          fold,
        }),
    })
  const half = (parts.searched + parts.folds) / 2
  const plain = smote ? await validate(false, parts.searched, half) : undefined
  const cross = await validate(smote, smote ? half : parts.searched, parts.folds)
  const { taken, reason } = chooseWeights(cross)
  const chosen = cross.tried.get(taken)!
  const plans = plansOf(cross, settings, taken)

  const learners = await fitLearners(panel, panel.label, split.train, view, plans, {
    ...shared,
    smote,
    onProgress: (share, stage) => tell(parts.folds + share * (parts.all - parts.folds), stage),
  })
  tell(parts.all, 'scoring the test')
  const predictions = await predictTest(panel, split, cross, view, learners, taken)
  const evaluation = evaluateWarning(predictions, { seed, missCost })
  tell(0.95, 'measuring what moves scores')
  const stack = stackOf(learners)
  const importance = globalContributions(stack, train, seed)
  const place = new Map(panel.features.map(({ id }, index) => [id, index]))
  const tried = cross.rows.tried
  const shuffled = options.checkShuffled
    ? await shuffledAuc(panel, split, view, plans, { ...shared, tell })
    : undefined
  tell(0.98, 'learning days to failure')
  const timing = await fitFailureTiming(panel, split, chosen.probability, tried, shared)
  tell(0.99, 'writing the report')
  const bundle: WarningBundle = {
    kind: 'early-warning',
    format: 1,
    featureSet: panel.featureSet,
    features: panel.features.map(({ id, title, group, unit, monotone }) => ({
      id,
      title,
      group,
      unit,
      monotone,
    })),
    learners,
    calibrator: chosen.calibrator,
    threshold: costOptimalThreshold({ falsePositive: 1, falseNegative: missCost }).threshold,
    missCost,
    levels: options.levels,
    preparation: { clipUpper: view.clipping.upper, kept: view.kept },
    background: typicalProfiles(
      train,
      importance.map(({ feature }) => place.get(feature)!),
    ),
    median: Float64Array.from(train.columns, (values) => medianOf(values)),
    timing,
    reference: {
      features: writeProfile(profile),
      scores: writeProfile(
        scoreProfileOf(takeValues(chosen.probability, tried), [
          options.levels.medium,
          options.levels.high,
          options.levels.critical,
        ]),
      ),
    },
    report: {
      seed,
      featureSet: panel.featureSet.name,
      rows: panel.matrix.rows,
      customers: panel.customerIds.length,
      events: panel.label.reduce((sum, value) => sum + value, 0),
      trainFrom: formatDay(split.trainDays[0]),
      trainTo: formatDay(split.trainDays[split.trainDays.length - 1]),
      testDate: formatDay(split.testDay),
      split: {
        description: split.description,
        purged: split.purged,
        folds: split.folds.length,
        trainRows: split.train.length,
        trainCustomers: new Set(split.train.map((row) => panel.customer[row])).size,
        testRows: split.test.length,
      },
      findings,
      drift,
      settings,
      contenders: contendersOf(predictions, cross),
      weights: { taken, reason },
      calibration: chosen.calibrator.kind,
      droppedFeatures: view.dropped.map(({ name, why }) => ({ feature: name, why })),
      importance: importance.map(({ feature, value }) => ({
        feature,
        title: panel.features[place.get(feature)!].title,
        group: panel.features[place.get(feature)!].group,
        meanAbsolute: value,
      })),
      evaluation,
      ...(plain ? { smote: priceOf(plain, cross, taken) } : {}),
      ...(shuffled ? { shuffled } : {}),
      warnings: trainingWarnings(findings, drift, evaluation, split, shuffled),
    },
  }
  tell(1, 'trained')
  return { bundle, predictions }
}

/**
 * From the rows learnt from to everyone on the test's as-of date: the present, as far as the panel goes. How far each date
 * before the test lies from them is what the calendar does; those between training and test are late in other months.
 */
function driftUpTo(panel: WarningPanel, { testDay }: WarningSplit, profile: ReferenceProfile): DriftSummary {
  const rowsOf = new Map<number, number[]>()
  for (const [row, day] of panel.asOfDay.entries()) {
    const rows = rowsOf.get(day)
    if (rows) rows.push(row)
    else rowsOf.set(day, [row])
  }
  const inputs = inputsOf(panel)
  const heldAgainst = (day: number, usual: UsualDrift = {}) =>
    assessDrift(profile, takeRows(panel.matrix, Int32Array.from(rowsOf.get(day)!)), inputs, { usual })
  const before = [...rowsOf.keys()].filter((day) => day < testDay)
  const usual = usualDrift(before.map((day) => heldAgainst(day)))
  const { severity, counts, features, sentences } = heldAgainst(testDay, usual)
  return {
    present: formatDay(testDay),
    severity,
    counts,
    moved: features.filter((feature) => feature.severity === 'severe').map(({ name }) => name),
    sentences,
  }
}

function requireOptions({
  folds,
  testShare,
  missCost,
  trials,
  clipQuantile,
  levels,
}: WarningTrainingOptions): void {
  requireLevels(levels)
  const ranges: readonly (readonly [string, number, number, number])[] = [
    ['folds', folds, 2, 20],
    ['testShare', testShare, 0.05, 0.5],
    ['missCost', missCost, 1, 1000],
    ['trials', trials, 0, 200],
    ['clipQuantile', clipQuantile, 0.5, 1],
  ]
  for (const [name, value, from, to] of ranges)
    if (!(value >= from && value <= to))
      throw new RangeError(`trainWarning: need ${name} in [${from}, ${to}], got ${value}`)
}

/** AUC in the test of learners whose outcomes were dealt to other customers: .5 but for chance. */
async function shuffledAuc(
  panel: WarningPanel,
  split: WarningSplit,
  view: FittedView,
  plans: Record<LearnerId, LearnerPlan>,
  { tell, ...shared }: { seed: number; tell(share: number, stage: string): void },
): Promise<Estimate> {
  const label = dealLabels(panel, shared.seed)
  const learners = await fitLearners(panel, label, split.train, view, plans, {
    ...shared,
    smote: false,
    onProgress: (share, stage) => tell(0.95 + 0.04 * share, `shuffled outcomes, ${stage}`),
  })
  const { value, lower, upper } = aucInterval(
    takeValues(label, split.test),
    rawScores(stackOf(learners), takeRows(panel.matrix, split.test)),
  )
  return { value, lower, upper }
}

function priceOf(plain: CrossValidation, cross: CrossValidation, taken: ScoredMember): SmotePrice {
  const of = ({ tried }: CrossValidation) => {
    const { auc, rawCalibrationError, calibrationError } = tried.get(taken)!
    return { auc, rawCalibrationError, calibrationError }
  }
  return { plain: of(plain), smote: of(cross) }
}
