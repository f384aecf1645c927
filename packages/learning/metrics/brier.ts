/** The Brier score and what it is made of. */
import { requireBinarySample, requireProbabilities } from './binary-sample.ts'
import { type BinKind, probabilityBins } from './probability-bins.ts'

/** score = reliability − resolution + uncertainty + withinBins, exactly. */
export interface BrierDecomposition {
  readonly score: number
  /** Mean squared distance of probability and event rate by bin: the price of bad calibration. */
  readonly reliability: number
  /** Mean squared distance of the bins' event rates from the overall one: what the model knows. */
  readonly resolution: number
  /** Variance of the outcome: what a constant forecast costs. */
  readonly uncertainty: number
  /** What bins hide: variance of probabilities within them less twice their covariance with the outcome. */
  readonly withinBins: number
}

/**
 * Brier score Σ w·(p − y)² / Σ w.
 *
 * @param probability of the event, shape [n]
 * @throws RangeError when the input does not fit
 */
export function brierScore(label: Float64Array, probability: Float64Array, weight?: Float64Array): number {
  const { events, nonEvents } = requireBinarySample('brierScore', label, probability, weight)
  requireProbabilities('brierScore', probability)
  let sum = 0
  for (let i = 0; i < label.length; i++)
    sum += (weight === undefined ? 1 : weight[i]) * (probability[i] - label[i]) ** 2
  return sum / (events + nonEvents)
}

/**
 * Murphy's decomposition over bins, with the terms within bins of Stephenson, Coelho, Jolliffe.
 *
 * @throws RangeError when the input does not fit
 * @see Murphy 1973, "A new vector partition of the probability score"; Stephenson et al. 2008
 */
export function brierDecomposition(
  label: Float64Array,
  probability: Float64Array,
  weight?: Float64Array,
  { bins = 10, kind = 'equal-mass' }: { readonly bins?: number; readonly kind?: BinKind } = {},
): BrierDecomposition {
  const score = brierScore(label, probability, weight)
  const made = probabilityBins(label, probability, weight, bins, kind)
  let total = 0
  let events = 0
  for (const bin of made) {
    total += bin.weight
    events += bin.weight * bin.eventRate
  }
  const rate = events / total
  let reliability = 0
  let resolution = 0
  for (const bin of made) {
    reliability += (bin.weight / total) * (bin.meanProbability - bin.eventRate) ** 2
    resolution += (bin.weight / total) * (bin.eventRate - rate) ** 2
  }
  const uncertainty = rate * (1 - rate)
  return {
    score,
    reliability,
    resolution,
    uncertainty,
    withinBins: score - reliability + resolution - uncertainty,
  }
}
