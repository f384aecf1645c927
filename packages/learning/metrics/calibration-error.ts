/** Expected calibration error: how far predicted probabilities lie from what happened, on average. */
import { type BinKind, probabilityBins } from './probability-bins.ts'

/**
 * ECE = Σ_k W_k/W · |mean probability_k − event rate_k|.
 *
 * Even a perfectly calibrated model has a positive ECE in a finite sample, about √(2·bins·p(1 − p)/(π·n)).
 *
 * @param bins number of bins, ≥ 1
 * @param kind equal-mass bins hold the same number of rows, equal-width ones the same span of probability
 * @throws RangeError when the input does not fit
 * @see docs/methods/calibration.md
 */
export function calibrationError(
  label: Float64Array,
  probability: Float64Array,
  weight?: Float64Array,
  { bins = 10, kind = 'equal-mass' }: { readonly bins?: number; readonly kind?: BinKind } = {},
): number {
  let sum = 0
  let total = 0
  for (const bin of probabilityBins(label, probability, weight, bins, kind)) {
    sum += bin.weight * Math.abs(bin.meanProbability - bin.eventRate)
    total += bin.weight
  }
  return sum / total
}
