/** Everything that could become the model, each with calibrated predictions of rows it had not seen: the candidates, and what combines them. */
import {
  type Calibrator,
  type CalibratorKind,
  calibrate,
  fitCalibrator,
  type ScoreScale,
} from '../calibration/index.ts'
import type { LabelledMatrix } from '../data/index.ts'
import { defaultWeights, fitStacking } from '../ensembles/index.ts'
import type { Fold } from '../splitting/index.ts'
import { crossFit, rowsOf, take } from './cross-fit.ts'
import { type FoldResult, foldResults, type Raced } from './race.ts'

interface Member {
  readonly raced: Raced
  readonly weight: number
}

export interface Runner {
  readonly id: string
  readonly title: string
  readonly family: 'boosting' | 'forest' | 'scorecard' | 'regression' | 'ensemble'
  readonly complexity: number
  readonly scale: ScoreScale
  /** One for a candidate; those with a weight for an ensemble, as learnt from all folds. */
  readonly members: readonly Member[]
  /** Out-of-fold raw scores, shape [rows]. */
  readonly raw: Float64Array
  readonly folds: readonly FoldResult[]
  readonly seconds: number
}

export interface Calibrated {
  /** Calibrated on the other folds, as it is where there are none; NaN where no fold tried the row. */
  readonly probability: Float64Array
  /** Uncalibrated, the same rows. */
  readonly uncalibrated: Float64Array
  /** Learnt from all folds: goes into the model. */
  readonly calibrator: Calibrator
}

/** Below this share a member does not pay for its keep. */
const LEAST_WEIGHT = 0.01

export interface TriedRows {
  readonly data: LabelledMatrix
  readonly folds: readonly Fold[]
  readonly inTime: boolean
  /** Rows some fold tried, ascending. */
  readonly tried: Int32Array
  /** Those whose calibration was learnt from other folds: in time there are none before the first. */
  readonly calibrated: Int32Array
}

export function triedRows(data: LabelledMatrix, folds: readonly Fold[], inTime: boolean): TriedRows {
  return { data, folds, inTime, tried: rowsOf(folds), calibrated: rowsOf(inTime ? folds.slice(1) : folds) }
}

/** The candidates themselves. */
export function singleRunners(raced: readonly Raced[]): Runner[] {
  return raced.map((each) => ({
    ...each.candidate,
    members: [{ raced: each, weight: 1 }],
    raw: each.raw,
    folds: each.folds,
    seconds: each.seconds,
  }))
}

/**
 * The usual weights over the three boosters (means of log-odds), and weights learnt from out-of-fold predictions.
 *
 * @param directed whether directions are to be kept: then only members that keep them are combined
 */
export function combinedRunners(raced: readonly Raced[], rows: TriedRows, directed: boolean): Runner[] {
  const inLogOdds = raced.filter(
    ({ candidate }) => candidate.scale === 'log-odds' && (candidate.keepsDirections || !directed),
  )
  const boosted = inLogOdds.filter(({ candidate }) => candidate.family === 'boosting')
  const runners: Runner[] = []
  if (boosted.length === 3) runners.push(fixedRunner(boosted, rows))
  if (boosted.length > 0 && inLogOdds.length > 1) runners.push(stackedRunner(inLogOdds, rows))
  return runners
}

function fixedRunner(boosted: readonly Raced[], { data, folds, tried }: TriedRows): Runner {
  const usual: Readonly<Record<string, number>> = {
    symmetric: defaultWeights.symmetric,
    'depth-wise': defaultWeights.depthWise,
    'leaf-wise': defaultWeights.leafWise,
  }
  const weights = boosted.map(({ candidate }) => usual[candidate.id])
  const raw = weightedSum(boosted, weights, tried, data.rows)
  return {
    id: 'fixed-weights',
    title: 'boosters, fixed weights',
    family: 'ensemble',
    complexity: 5,
    scale: 'log-odds',
    members: boosted.map((each, k) => ({ raced: each, weight: weights[k] })),
    raw,
    folds: foldResults(data, folds, raw),
    seconds: boosted.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

function stackedRunner(raced: readonly Raced[], { data, folds, inTime, tried }: TriedRows): Runner {
  const raw = new Float64Array(data.rows).fill(Number.NaN)
  const learn = (rows: Int32Array): Float64Array => {
    if (rows.length === 0) return new Float64Array(raced.length).fill(1 / raced.length)
    const members = raced.map((each) => take(each.raw, rows))
    return fitStacking(members, take(data.label, rows), data.weight && take(data.weight, rows)).weights
  }
  crossFit(folds, inTime, learn, (weights, rows) => {
    const sum = weightedSum(raced, weights, rows, data.rows)
    for (const row of rows) raw[row] = sum[row]
  })
  const weights = worthwhile(learn(tried))
  return {
    id: 'stacked',
    title: 'stacked ensemble',
    family: 'ensemble',
    complexity: 6,
    scale: 'log-odds',
    members: raced.flatMap((each, k) => (weights[k] > 0 ? [{ raced: each, weight: weights[k] }] : [])),
    raw,
    folds: foldResults(data, folds, raw),
    seconds: raced.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

/** Drops what hardly counts; the rest sums to 1. */
function worthwhile(weights: Float64Array): Float64Array {
  const kept = weights.map((weight) => (weight >= LEAST_WEIGHT ? weight : 0))
  const sum = kept.reduce((total, weight) => total + weight, 0)
  return kept.map((weight) => weight / sum)
}

function weightedSum(
  raced: readonly Raced[],
  weights: ArrayLike<number>,
  rows: Int32Array,
  total: number,
): Float64Array {
  const sum = new Float64Array(total).fill(Number.NaN)
  for (const row of rows) {
    let score = 0
    for (const [k, { raw }] of raced.entries()) score += weights[k] * raw[row]
    sum[row] = score
  }
  return sum
}

/** Scores as probabilities: each fold by a calibrator that learnt from the others. */
export function calibrateRunner(
  runner: Pick<Runner, 'raw' | 'scale'>,
  kind: CalibratorKind | 'auto',
  { data, folds, inTime, tried }: TriedRows,
  seed: number,
): Calibrated {
  const { raw, scale } = runner
  const identity: Calibrator = { kind: 'identity', scale }
  const learn = (rows: Int32Array): Calibrator => {
    if (rows.length === 0 || kind === 'identity') return identity
    return fitCalibrator(
      kind,
      {
        score: take(raw, rows),
        scale,
        label: take(data.label, rows),
        ...(data.weight ? { weight: take(data.weight, rows) } : {}),
      },
      { seed },
    ).calibrator
  }
  const probability = new Float64Array(data.rows).fill(Number.NaN)
  const uncalibrated = new Float64Array(data.rows).fill(Number.NaN)
  const fill = (into: Float64Array, calibrator: Calibrator, rows: Int32Array): void => {
    const calibrated = calibrate(calibrator, take(raw, rows))
    for (let i = 0; i < rows.length; i++) into[rows[i]] = calibrated[i]
  }
  crossFit(folds, inTime, learn, (calibrator, rows) => fill(probability, calibrator, rows))
  fill(uncalibrated, identity, tried)
  return { probability, uncalibrated, calibrator: learn(tried) }
}
