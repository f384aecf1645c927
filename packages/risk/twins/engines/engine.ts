/** An engine decides how the latent variables of a twin hang together. */
import type { RankedStratum } from '../dependence/ranks.ts'

/** A copula engine; marginals and correlation matrices are fitted alike for all of them. */
export interface TwinEngine {
  readonly id: string
  readonly title: string
  /** In words, for a person. */
  readonly explanation: string
  /** Whether continuous columns are divided along their common factor where the table has no strata of its own. */
  readonly dividesByFactor: boolean
  /**
   * Degrees of freedom of the mixing variable.
   *
   * @param ranked answers the ranks of the continuous columns within each stratum
   * @returns null for the Gaussian limit
   */
  degreesOfFreedom(ranked: () => readonly RankedStratum[]): number | null
}
