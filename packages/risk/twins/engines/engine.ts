/** An engine decides how the latent variables of a twin hang together. */
import type { RankedStratum } from '../dependence/ranks.ts'

/** An elliptical copula engine; marginals, strata and correlation matrices are fitted alike for all of them. */
export interface TwinEngine {
  readonly id: string
  readonly title: string
  /** In words, for a person. */
  readonly explanation: string
  /**
   * Degrees of freedom of the mixing variable.
   *
   * @param strata ranks of the continuous columns within each stratum
   * @returns null for the Gaussian limit
   */
  degreesOfFreedom(strata: readonly RankedStratum[]): number | null
}
