/** The rank correlations of a borrower's columns, and the Gaussian copula that has them. */
import { cholesky, nearestCorrelation } from '@pratibimba/numerics/linalg'
import { spearmanToGaussian } from '@pratibimba/numerics/statistics'

/**
 * Order of the latent variables: what decides the risk comes first, so that the risk pass draws no more than that.
 * Every latent is standard normal and every column is monotone increasing in its own.
 */
export const latents = [
  'debtToIncome',
  'pd12m',
  'creditScore',
  'incomeAnnual',
  'employmentLengthMonths',
] as const
export type Latent = (typeof latents)[number]

export interface CorrelationTarget {
  readonly x: Latent
  readonly y: Latent
  readonly spearman: number
  /** Promised to users; the others are chosen so that the whole is plausible. */
  readonly isPromised: boolean
}

export const correlationTargets: readonly CorrelationTarget[] = [
  { x: 'creditScore', y: 'incomeAnnual', spearman: 0.65, isPromised: true },
  { x: 'creditScore', y: 'pd12m', spearman: -0.8, isPromised: true },
  { x: 'debtToIncome', y: 'pd12m', spearman: 0.55, isPromised: true },
  { x: 'employmentLengthMonths', y: 'creditScore', spearman: 0.45, isPromised: true },
  { x: 'debtToIncome', y: 'creditScore', spearman: -0.7, isPromised: false },
  { x: 'incomeAnnual', y: 'pd12m', spearman: -0.52, isPromised: false },
  { x: 'incomeAnnual', y: 'debtToIncome', spearman: -0.46, isPromised: false },
  { x: 'employmentLengthMonths', y: 'pd12m', spearman: -0.36, isPromised: false },
  { x: 'employmentLengthMonths', y: 'debtToIncome', spearman: -0.31, isPromised: false },
  { x: 'employmentLengthMonths', y: 'incomeAnnual', spearman: 0.38, isPromised: false },
]

export interface Dependence {
  /** Correlations of the latents, row-major, shape [5·5]. */
  readonly correlation: Float64Array
  /** Its lower Cholesky factor, row-major, shape [5·5]. */
  readonly lower: Float64Array
}

/**
 * The copula of the targets: r = 2 sin(πρ_S/6) for each pair, repaired to the nearest correlation matrix.
 *
 * @param isIndependent answers the identity
 * @see docs/methods/portfolio-generation.md
 */
export function borrowerDependence(isIndependent: boolean): Dependence {
  const n = latents.length
  const wanted = new Float64Array(n * n)
  for (let i = 0; i < n; i++) wanted[i * n + i] = 1
  for (const { x, y, spearman } of isIndependent ? [] : correlationTargets) {
    const i = latents.indexOf(x)
    const j = latents.indexOf(y)
    wanted[i * n + j] = spearmanToGaussian(spearman)
    wanted[j * n + i] = wanted[i * n + j]
  }
  const correlation = nearestCorrelation(wanted, n)
  return { correlation, lower: cholesky(correlation, n) }
}
