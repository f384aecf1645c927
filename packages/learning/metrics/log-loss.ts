/** Logarithmic loss of probabilities. */
import { requireBinarySample, requireProbabilities } from './binary-sample.ts'

/** Probabilities are kept this far from 0 and 1, so that a certain mistake costs 36 nats and not infinity. */
const NEAREST_TO_CERTAIN = Number.EPSILON

/**
 * Mean negative log-likelihood, −Σ w·(y·ln p + (1 − y)·ln(1 − p)) / Σ w.
 *
 * @param probability of the event, shape [n]; read as at least 2⁻⁵² and at most 1 − 2⁻⁵²
 * @returns nats, ≥ 0
 * @throws RangeError when the input does not fit
 */
export function logLoss(label: Float64Array, probability: Float64Array, weight?: Float64Array): number {
  const { events, nonEvents } = requireBinarySample('logLoss', label, probability, weight)
  requireProbabilities('logLoss', probability)
  let sum = 0
  for (let i = 0; i < label.length; i++)
    sum += (weight === undefined ? 1 : weight[i]) * rowLogLoss(label[i], probability[i])
  return sum / (events + nonEvents)
}

/** −ln of the probability given to what happened. */
export function rowLogLoss(label: number, probability: number): number {
  return label === 1
    ? -Math.log(Math.max(probability, NEAREST_TO_CERTAIN))
    : -Math.log1p(-Math.min(probability, 1 - NEAREST_TO_CERTAIN))
}
