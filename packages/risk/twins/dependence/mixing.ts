/** The radial part of an elliptical copula: none for the Gaussian, a chi-square divisor for Student's t. */
import { gammaQuantile, normalQuantile, studentTQuantileTable } from '@pratibimba/numerics/distributions'

export interface Mixing {
  /** √w at equally likely values of the mixing variable w; just 1 for the Gaussian. */
  readonly scales: Float64Array
  /** Quantile of a latent variable. */
  readonly quantile: (p: number) => number
}

const NODES = 16

const gaussianMixing: Mixing = { scales: Float64Array.of(1), quantile: normalQuantile }

/**
 * X = Z/√w with w ~ χ²_ν/ν, w at the midpoints of `NODES` equally likely slices.
 *
 * @param nu degrees of freedom, null for the Gaussian limit
 */
export function mixingOf(nu: number | null): Mixing {
  if (nu === null) return gaussianMixing
  const scales = Float64Array.from({ length: NODES }, (_, m) =>
    Math.sqrt(gammaQuantile((m + 0.5) / NODES, nu / 2, 2 / nu)),
  )
  return { scales, quantile: studentTQuantileTable(nu) }
}
