/** Learning a calibrator, of a given kind or of the one that predicts best. */
import { stratifiedFolds } from '../splitting/index.ts'
import { fitBeta } from './beta.ts'
import { type Calibrator, type CalibratorKind, calibrateOne } from './calibrator.ts'
import { fitIsotonic } from './isotonic.ts'
import { fitPlatt } from './platt.ts'
import { requireScoredSample, type ScoredSample } from './scored-sample.ts'

export interface CalibratorFit {
  readonly calibrator: Calibrator
  /** What the choice was made from, best first; empty when the kind was given. */
  readonly compared: readonly { readonly kind: CalibratorKind; readonly logLoss: number }[]
}

/** From the simplest to the richest: of equals, the simpler wins. */
const KINDS: readonly CalibratorKind[] = ['identity', 'platt', 'beta', 'isotonic']
const FOLDS = 5

/**
 * Learns a calibrator from scores of rows the model was not trained on.
 *
 * `auto` takes the kind of least log-loss in stratified cross-validation and fits it on all rows. With fewer than two
 * rows of either class there is nothing to compare: Platt's smoothed outcomes are then the safe choice.
 *
 * No answer ever turns the ranking round: scores that went with fewer events, as those of a model that learnt noise may
 * by chance, all get the event rate from Platt too, instead of a falling curve.
 *
 * @param kind   kind of calibrator, or `auto`
 * @param sample scores, their scale and outcomes
 * @param seed   of the folds of `auto`
 * @throws RangeError when the input does not fit
 * @see docs/methods/calibration.md
 */
export function fitCalibrator(
  kind: CalibratorKind | 'auto',
  sample: ScoredSample,
  { seed = 0 }: { readonly seed?: number } = {},
): CalibratorFit {
  requireScoredSample('fitCalibrator', sample)
  if (kind !== 'auto') return { calibrator: fitKind(kind, sample), compared: [] }
  const rarest = Math.min(...classCounts(sample))
  if (rarest < 2) return { calibrator: fitKind('platt', sample), compared: [] }
  const folds = stratifiedFolds(sample.label, Math.min(FOLDS, rarest), { seed })
  const losses = KINDS.map(() => 0)
  let total = 0
  for (const { train, test } of folds) {
    const learnt = takeSample(sample, train)
    if (learnt.weight?.every((w) => w === 0)) continue
    const calibrators = KINDS.map((candidate) => fitKind(candidate, learnt))
    for (const row of test) {
      const w = sample.weight === undefined ? 1 : sample.weight[row]
      total += w
      for (let k = 0; k < KINDS.length; k++) {
        const p = calibrateOne(calibrators[k], sample.score[row])
        const likelihood = sample.label[row] === 1 ? p : 1 - p
        losses[k] -= w * Math.log(Math.max(likelihood, Number.EPSILON))
      }
    }
  }
  const compared = KINDS.map((candidate, k) => ({ kind: candidate, logLoss: losses[k] / total })).sort(
    (a, b) => a.logLoss - b.logLoss,
  )
  return { calibrator: fitKind(compared[0].kind, sample), compared }
}

function fitKind(kind: CalibratorKind, sample: ScoredSample): Calibrator {
  switch (kind) {
    case 'identity':
      return { kind, scale: sample.scale }
    case 'isotonic':
      return fitIsotonic(sample, { bounded: true })
    case 'platt':
      return fitRisingPlatt(sample)
    case 'beta':
      return fitBeta(sample, { bounded: true })
  }
}

function fitRisingPlatt(sample: ScoredSample): Calibrator {
  const fitted = fitPlatt(sample)
  if (fitted.slope >= 0) return fitted
  // The best of those that do not fall is level.
  const level = fitPlatt({ ...sample, score: new Float64Array(sample.score.length), scale: 'log-odds' })
  return { ...fitted, slope: 0, intercept: level.intercept }
}

function classCounts({ label, weight }: ScoredSample): [number, number] {
  const counts: [number, number] = [0, 0]
  for (let i = 0; i < label.length; i++) if (weight === undefined || weight[i] > 0) counts[label[i]]++
  return counts
}

function takeSample({ score, scale, label, weight }: ScoredSample, rows: Int32Array): ScoredSample {
  const take = (values: Float64Array) => Float64Array.from(rows, (row) => values[row])
  return { score: take(score), scale, label: take(label), weight: weight && take(weight) }
}
