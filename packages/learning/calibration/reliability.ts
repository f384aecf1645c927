/** Reliability diagrams: predicted probability against what happened, by bin, with intervals. */
import { type BinKind, type Estimate, probabilityBins, wilson } from '../metrics/index.ts'

export interface ReliabilityPoint {
  readonly rows: number
  readonly weight: number
  readonly meanProbability: number
  /** Observed event rate with Wilson's interval. */
  readonly eventRate: Estimate
  /** Whether the mean probability lies in the interval. */
  readonly agrees: boolean
}

/**
 * Points of a reliability diagram, lowest probability first.
 *
 * @throws RangeError when the input does not fit
 * @see docs/methods/calibration.md
 */
export function reliabilityDiagram(
  label: Float64Array,
  probability: Float64Array,
  weight?: Float64Array,
  {
    bins = 10,
    kind = 'equal-mass',
    confidence = 0.95,
  }: { readonly bins?: number; readonly kind?: BinKind; readonly confidence?: number } = {},
): ReliabilityPoint[] {
  return probabilityBins(label, probability, weight, bins, kind).map((bin) => {
    // A weighted mean of 0s and 1s may round past 1.
    const eventRate = wilson(Math.min(1, bin.eventRate), bin.effectiveRows, confidence)
    return {
      rows: bin.rows,
      weight: bin.weight,
      meanProbability: bin.meanProbability,
      eventRate,
      agrees: eventRate.lower <= bin.meanProbability && bin.meanProbability <= eventRate.upper,
    }
  })
}
