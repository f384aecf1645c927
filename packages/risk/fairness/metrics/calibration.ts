/** Whether probabilities mean what they say, within one group. */
import { calibrationError, probabilityBins } from '@pratibimba/learning/metrics'
import { openStream } from '@pratibimba/numerics/random'
import { quantiles } from '@pratibimba/numerics/statistics'
import { type Estimate, meanEstimate, UNKNOWN } from './estimate.ts'
import type { Sample } from './sample.ts'

const BINS = 10
/** Rows up to which a bootstrap draws rows; beyond, a bin holds enough of them for its sum to be normal. */
const MOST_ROWS_DRAWN = 20_000

/**
 * Weighted mean with its normal interval; the variance of a mean of weighted rows is Σ w²(x − m)² / (Σw)².
 *
 * @param x shape [rows]
 */
export function weightedMeanEstimate(
  x: (row: number) => number,
  { rows, weight }: Pick<Sample, 'rows' | 'weight'>,
  z: number,
): Estimate {
  let total = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    total += w
    sum += w * x(i)
    squares += w * w
  }
  if (!(total > 0)) return UNKNOWN
  const mean = sum / total
  let spread = 0
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    spread += (w * (x(i) - mean)) ** 2
  }
  const effectiveRows = (total * total) / squares
  // One row says nothing about the spread.
  const error =
    effectiveRows > 1 ? Math.sqrt((spread / (total * total)) * (effectiveRows / (effectiveRows - 1))) : NaN
  return meanEstimate(mean, error, effectiveRows, z)
}

/** Observed share of label 1 minus mean probability, with its normal interval. */
export function calibrationInTheLarge(sample: Sample, z: number): Estimate {
  const { label, probability } = sample
  if (probability === undefined) return UNKNOWN
  return weightedMeanEstimate((i) => label[i] - probability[i], sample, z)
}

/**
 * Expected calibration error over ten bins of equal mass, with a seeded bootstrap interval over rows.
 *
 * It is biased upward in small groups; the bins stay where they are in the replicates, and the interval carries that
 * bias.
 *
 * @see docs/methods/fairness.md
 */
export function expectedCalibrationError(
  { rows, label, probability, weight }: Sample,
  confidence: number,
  bootstrap: { readonly replicates: number; readonly seed: number; readonly stream: string },
): Estimate {
  if (probability === undefined) return UNKNOWN
  const gap = new Float64Array(rows)
  let total = 0
  let squares = 0
  for (let i = 0; i < rows; i++) {
    const w = weight === undefined ? 1 : weight[i]
    gap[i] = w * (label[i] - probability[i])
    total += w
    squares += w * w
  }
  if (!(total > 0)) return UNKNOWN
  const value = calibrationError(label, probability, weight)
  const effectiveRows = (total * total) / squares
  const ends = probabilityBins(label, probability, weight, BINS, 'equal-mass').map(({ highest }) => highest)
  const bin = Uint8Array.from(probability, (p) => {
    const found = ends.findIndex((highest) => p <= highest)
    return found < 0 ? ends.length - 1 : found
  })

  const drawn = replicatesOf(gap, bin, ends.length, weight, total, bootstrap)
  if (rows < 2 || drawn.length === 0) return { value, interval: null, effectiveRows }
  const [lower, upper] = quantiles(drawn, [(1 - confidence) / 2, (1 + confidence) / 2])
  return { value, interval: [lower, upper], effectiveRows }
}

/** ECE of each replicate: of rows drawn with replacement, in large groups of bin sums drawn from their normal law. */
function replicatesOf(
  gap: Float64Array,
  bin: Uint8Array,
  bins: number,
  weight: Float64Array | undefined,
  total: number,
  { replicates, seed, stream: name }: { replicates: number; seed: number; stream: string },
): number[] {
  const rows = gap.length
  const stream = openStream(seed, name)
  const drawn: number[] = []
  const sums = new Float64Array(bins)
  if (rows > MOST_ROWS_DRAWN) {
    const spread = new Float64Array(bins)
    for (let i = 0; i < rows; i++) {
      sums[bin[i]] += gap[i]
      spread[bin[i]] += gap[i] * gap[i]
    }
    for (let b = 0; b < bins; b++) spread[b] = Math.sqrt(spread[b] - (sums[b] * sums[b]) / rows)
    for (let replicate = 0; replicate < replicates; replicate++) {
      stream.at(replicate)
      drawn.push(absoluteSum(sums.map((sum, b) => sum + spread[b] * stream.normal())) / total)
    }
    return drawn
  }
  for (let replicate = 0; replicate < replicates; replicate++) {
    stream.at(replicate)
    sums.fill(0)
    let drawnWeight = 0
    for (let i = 0; i < rows; i++) {
      const row = stream.below(rows)
      sums[bin[row]] += gap[row]
      drawnWeight += weight === undefined ? 1 : weight[row]
    }
    if (drawnWeight > 0) drawn.push(absoluteSum(sums) / drawnWeight)
  }
  return drawn
}

function absoluteSum(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += Math.abs(value)
  return sum
}
