/** The learners and the scorecard in every fold, and the two ways to combine them. */
import { type Calibrator, fitCalibrator } from '@pratibimba/learning/calibration'
import type { Feature, LabelledMatrix } from '@pratibimba/learning/data'
import { aucInterval, calibrationError, type Estimate, logLoss } from '@pratibimba/learning/metrics'
import {
  balanceClasses,
  calibrateRunner,
  combinedRunners,
  type FitOptions,
  type Raced,
  type Runner,
  race,
  scorecardCandidate,
  singleRunners,
  type TriedRows,
  triedRows,
} from '@pratibimba/learning/training'
import type { ThreadPool } from '@pratibimba/numerics/wasm'
import { type FittedView, fitView } from './fold-view.ts'
import { byCustomer, type LearnerId, learnerIds, learnerOf, type SettingsFound } from './learners.ts'
import type { WarningProgress } from './options.ts'
import type { WarningPanel } from './panel.ts'
import type { WarningSplit } from './plan-split.ts'
import { type ScoredMember, takeValues } from './predictions.ts'

export interface CrossValidation {
  readonly rows: TriedRows
  readonly raced: readonly Raced[]
  /** By name; the scorecard is missing where it could not be fitted. */
  readonly tried: ReadonlyMap<ScoredMember, Tried>
}

interface Tried {
  readonly runner: Runner
  /** Calibrated by the other folds, NaN where no fold tried; shape [rows]. */
  readonly probability: Float64Array
  readonly calibrator: Calibrator
  /** Of the folds' rows together. */
  readonly auc: Estimate
  readonly logLoss: number
  readonly calibrationError: number
  readonly rawCalibrationError: number
}

export interface CrossValidationOptions {
  readonly seed: number
  readonly clipQuantile: number
  readonly leastImportance: number
  readonly smote: boolean
  readonly settings: readonly SettingsFound[]
  readonly pool?: ThreadPool
  readonly signal?: AbortSignal
  clock(): number
  onProgress(share: number, stage: string): void
  onFold(fold: NonNullable<WarningProgress['fold']>): void
}

/** Customers of a fold that decide when to stop. */
const HELD_OUT = 0.2

/**
 * Tries everything on rows its fold did not learn from. Clipping, selection, synthetic rows and the number of trees are
 * decided inside each fold.
 */
export async function crossValidate(
  panel: WarningPanel,
  split: WarningSplit,
  options: CrossValidationOptions,
): Promise<CrossValidation> {
  const { seed, settings, smote, pool, signal } = options
  const features = inputsOf(panel)
  const data: LabelledMatrix = { ...panel.matrix, label: panel.label }
  const views = new Map<number, Promise<FittedView>>()
  const viewOf = (fold: number, rows: Int32Array): Promise<FittedView> => {
    const known = views.get(fold)
    if (known !== undefined) return known
    const view = fitView(takeRowsOf(data, rows), features, { ...options, seed })
    views.set(fold, view)
    return view
  }
  const candidates = [...learnerIds.map(learnerOf), scorecardCandidate]
  const { raced } = await race(data, features, candidates, {
    folds: split.folds,
    viewOf,
    async optionsOf(candidate, fold, rows): Promise<FitOptions> {
      const view = await viewOf(fold, rows)
      const found = settings.find(({ learner }) => learner === candidate.id)
      const label = takeValues(data.label, rows)
      return {
        seed,
        monotone: directionsOf(panel, view.kept),
        innerFolds:
          found === undefined
            ? []
            : [
                byCustomer(
                  label,
                  rows.map((row) => panel.customer[row]),
                  HELD_OUT,
                  seed,
                ),
              ],
        keepStopped: true,
        ...(found ? { settings: found.settings } : {}),
        ...(smote && found
          ? {
              prepare: (train) =>
                balanceClasses(train, view.features, 'smote', { negative: 1, positive: 1 }, seed),
            }
          : {}),
        ...(pool ? { pool } : {}),
        ...(signal ? { signal } : {}),
      }
    },
    clock: options.clock,
    onProgress: options.onProgress,
    onFold: (candidate, fold, { auc }) =>
      options.onFold({
        learner: candidate.id as LearnerId | 'scorecard',
        fold: fold + 1,
        folds: split.folds.length,
        auc: auc.value,
      }),
    ...(signal ? { signal } : {}),
  })
  const rows = triedRows(data, split.folds, false)
  const boosted = raced.filter(({ candidate }) => candidate.family === 'boosting')
  const tried = new Map<ScoredMember, Tried>()
  for (const runner of [...singleRunners(raced), ...combinedRunners(boosted, rows, true)])
    tried.set(runner.id.replace('-', '_') as ScoredMember, tryRunner(runner, rows, options))
  return { rows, raced, tried }
}

/** The curve of least log-loss over the folds' rows together, then learnt for each fold from the others. */
function tryRunner(runner: Runner, rows: TriedRows, { seed }: CrossValidationOptions): Tried {
  const label = takeValues(rows.data.label, rows.tried)
  const raw = takeValues(runner.raw, rows.tried)
  const { kind } = fitCalibrator('auto', { score: raw, scale: runner.scale, label }, { seed }).calibrator
  const { probability, uncalibrated, calibrator } = calibrateRunner(runner, kind, rows, seed)
  const calibrated = takeValues(probability, rows.tried)
  return {
    runner,
    probability,
    calibrator,
    auc: aucInterval(label, raw),
    logLoss: logLoss(label, calibrated),
    calibrationError: calibrationError(label, calibrated),
    rawCalibrationError: calibrationError(label, takeValues(uncalibrated, rows.tried)),
  }
}

export function inputsOf({ features }: Pick<WarningPanel, 'features'>): Feature[] {
  return features.map(({ id }) => ({ name: id, kind: 'number' }))
}

/** −1, 0 or +1 of the features that stay. */
export function directionsOf({ features }: Pick<WarningPanel, 'features'>, kept: Int32Array): Int8Array {
  return Int8Array.from(kept, (feature) => {
    const { monotone } = features[feature]
    return monotone === 'increasing' ? 1 : monotone === 'decreasing' ? -1 : 0
  })
}

function takeRowsOf({ columns, label }: LabelledMatrix, rows: Int32Array): LabelledMatrix {
  return {
    rows: rows.length,
    columns: columns.map((values) => takeValues(values, rows)),
    label: takeValues(label, rows),
  }
}
