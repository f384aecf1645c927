/** The calibration error that chance alone makes: what a perfectly calibrated model would show in the same sample. */
import { openStream } from '@pratibimba/numerics/random'
import { orderOf, quantiles } from '@pratibimba/numerics/statistics'
import { type BinKind, binEnds } from './probability-bins.ts'

export interface CalibrationNoise {
  /** Mean of the error under perfect calibration. */
  readonly mean: number
  /** Quantile of the error under perfect calibration, at the probability asked for. */
  readonly upper: number
}

/**
 * Distribution of the expected calibration error when outcomes are drawn from the probabilities themselves.
 *
 *   ECE₀ = Σ_k |g_k| / Σ w,  g_k ~ N(0, Σ_{i in k} w_i²·p_i·(1 − p_i))
 *
 * @param at probability of `upper`, in [0, 1]
 * @see docs/methods/calibration.md
 */
export function calibrationNoise(
  probability: Float64Array,
  weight: Float64Array | undefined,
  options: {
    readonly bins: number
    readonly kind: BinKind
    readonly seed: number
    readonly replicates: number
    readonly at: number
  },
): CalibrationNoise {
  const order = orderOf(probability)
  let total = 0
  let place = 0
  const deviations = binEnds(probability, weight, order, options.bins, options.kind).map((end) => {
    let variance = 0
    for (; place < end; place++) {
      const p = probability[order[place]]
      const w = weight === undefined ? 1 : weight[order[place]]
      total += w
      variance += w * w * p * (1 - p)
    }
    return Math.sqrt(variance)
  })
  const stream = openStream(options.seed, `calibration-noise-${options.kind}`)
  const drawn = Float64Array.from({ length: options.replicates }, (_, r) => {
    stream.at(r)
    return deviations.reduce((sum, deviation) => sum + Math.abs(deviation * stream.normal()), 0) / total
  })
  const mean = (deviations.reduce((sum, deviation) => sum + deviation, 0) / total) * Math.sqrt(2 / Math.PI)
  return { mean, upper: quantiles(drawn, [options.at])[0] }
}
