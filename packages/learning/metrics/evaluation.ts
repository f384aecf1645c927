/** Everything a validator asks of a model of two classes, each figure with its interval, in one report. */

import { averagePrecisionOf } from './average-precision.ts'
import { requireProbabilities } from './binary-sample.ts'
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts'
import { type BrierDecomposition, brierDecomposition } from './brier.ts'
import { calibrationError } from './calibration-error.ts'
import { calibrationNoise } from './calibration-noise.ts'
import {
  type Confusion,
  type ConfusionRates,
  confusionAt,
  confusionRates,
  fScore,
  matthewsCorrelation,
} from './confusion.ts'
import { costOptimalThreshold, type DecisionCosts, expectedCost } from './costs.ts'
import { type AucEstimate, aucEstimateOf } from './delong.ts'
import { type Estimate, wilson } from './estimate.ts'
import { captureOf, type GainsBand, gainsOf } from './gains.ts'
import { ksOf } from './kolmogorov-smirnov.ts'
import { logLoss } from './log-loss.ts'
import type { PredictedSample } from './predicted-sample.ts'
import type { BinKind } from './probability-bins.ts'
import { rankScores } from './ranked-scores.ts'
import { replicateStatistics } from './replicate-statistics.ts'

export interface EvaluationOptions extends BootstrapOptions {
  /** Rows at or above it are called events; from `costs` when absent; without both nothing is called. */
  readonly threshold?: number
  readonly costs?: DecisionCosts
  /** Bins of the calibration errors; 10 when absent. */
  readonly bins?: number
  /** Shares of the riskiest rows to report the captured events of; 1, 5, 10 and 20% when absent. */
  readonly topShares?: readonly number[]
}

export interface BinaryReport {
  readonly rows: number
  readonly events: number
  readonly confidence: number
  readonly replicates: number
  readonly eventRate: Estimate
  readonly auc: AucEstimate
  readonly gini: Estimate
  /** With the score where it occurs. */
  readonly ks: Estimate & { readonly at: number }
  readonly averagePrecision: Estimate
  readonly brier: Estimate
  readonly brierParts: BrierDecomposition
  readonly logLoss: Estimate
  readonly calibrationError: {
    readonly equalMass: CalibrationErrorEstimate
    readonly equalWidth: CalibrationErrorEstimate
  }
  /** By decile, riskiest first. */
  readonly gains: readonly GainsBand[]
  readonly captures: readonly { readonly share: number; readonly captured: Estimate }[]
  readonly decision?: DecisionReport
}

export interface CalibrationErrorEstimate extends Estimate {
  /** Mean error that a perfectly calibrated model would show in the same sample. */
  readonly expectedByChance: number
}

export interface DecisionReport {
  readonly threshold: number
  /** Why this threshold, where costs chose it. */
  readonly why?: string
  readonly table: Confusion
  readonly rates: ConfusionRates
  readonly f1: number
  readonly matthews: number
  /** Mean cost per row, where costs were given. */
  readonly cost?: Estimate
}

/**
 * Evaluates predictions of two classes.
 *
 * Intervals: DeLong for AUC and Gini, Wilson for shares, else the bootstrap: percentiles; for KS and calibration errors,
 * which every resampling inflates, percentiles reflected about the value. A calibration error that chance alone would
 * explain reaches from 0 to the upper percentile as it is, which errs on the safe side.
 *
 * @throws RangeError when the input does not fit, holds one class only, or an option lies outside its range
 * @see docs/methods/auc-and-intervals.md
 */
export function evaluateBinary(sample: PredictedSample, options: EvaluationOptions): BinaryReport {
  const { label, probability, weight } = sample
  const { bins = 10, topShares = [0.01, 0.05, 0.1, 0.2], confidence = 0.95, replicates = 1000 } = options
  const ranked = rankScores('evaluateBinary', label, probability, weight)
  requireProbabilities('evaluateBinary', probability)
  for (const share of topShares)
    if (!(share > 0 && share <= 1))
      throw new RangeError(`evaluateBinary: need top shares in (0, 1], got ${share}`)
  const chosen =
    options.threshold !== undefined
      ? { threshold: options.threshold, why: undefined }
      : options.costs && costOptimalThreshold(options.costs)
  const shares = [...topShares].sort((a, b) => a - b)
  const statistics = replicateStatistics(sample, ranked, {
    bins,
    shares,
    ...options,
    threshold: chosen?.threshold,
  })
  const intervals = bootstrapIntervals(
    statistics.classes,
    label.length,
    statistics.values,
    statistics.evaluate,
    { seed: options.seed, confidence, replicates },
  )
  const withInterval = (value: number, slot: number): Estimate => ({
    value,
    lower: intervals[slot][0],
    upper: intervals[slot][1],
  })
  const reflected = (value: number, slot: number): Estimate => ({
    value,
    lower: Math.max(0, 2 * value - intervals[slot][1]),
    upper: Math.max(value, 2 * value - intervals[slot][0]),
  })
  const errorOf = (kind: BinKind, slot: number): CalibrationErrorEstimate => {
    const value = calibrationError(label, probability, weight, { bins, kind })
    const at = 0.5 + confidence / 2
    const noise = calibrationNoise(probability, weight, { bins, kind, seed: options.seed, replicates, at })
    const interval =
      value <= noise.upper
        ? { value, lower: 0, upper: Math.max(value, intervals[slot][1]) }
        : reflected(value, slot)
    return { ...interval, expectedByChance: noise.mean }
  }
  const area = aucEstimateOf(ranked, label, weight, confidence)
  const { ks, at } = ksOf(ranked)
  const brierParts = brierDecomposition(label, probability, weight, { bins })
  const effective = effectiveRows(weight, label.length)
  return {
    rows: ranked.eventRows + ranked.nonEventRows,
    events: ranked.eventRows,
    confidence,
    replicates,
    eventRate: wilson(ranked.events / (ranked.events + ranked.nonEvents), effective, confidence),
    auc: area,
    gini: { value: 2 * area.value - 1, lower: 2 * area.lower - 1, upper: 2 * area.upper - 1 },
    ks: { ...reflected(ks, 0), at },
    averagePrecision: withInterval(averagePrecisionOf(ranked), 1),
    brier: withInterval(brierParts.score, 2),
    brierParts,
    logLoss: withInterval(logLoss(label, probability, weight), 3),
    calibrationError: {
      equalMass: errorOf('equal-mass', 4),
      equalWidth: errorOf('equal-width', 5),
    },
    gains: gainsOf(ranked, 10),
    captures: shares.map((share, s) => ({ share, captured: withInterval(captureOf(ranked, share), 7 + s) })),
    decision: chosen && decide(chosen.threshold, chosen.why),
  }

  function decide(threshold: number, why: string | undefined): DecisionReport {
    const table = confusionAt(label, probability, threshold, weight)
    return {
      threshold,
      why,
      table,
      rates: confusionRates(table, confidence, effective / (ranked.events + ranked.nonEvents)),
      f1: fScore(table),
      matthews: matthewsCorrelation(table),
      cost: options.costs && withInterval(expectedCost(table, options.costs), 6),
    }
  }
}

/** (Σw)²/Σw². */
function effectiveRows(weight: Float64Array | undefined, rows: number): number {
  if (weight === undefined) return rows
  let sum = 0
  let squares = 0
  for (const w of weight) {
    sum += w
    squares += w * w
  }
  return (sum * sum) / squares
}
