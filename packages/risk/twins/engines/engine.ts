/** An engine decides how the latent variables of a twin hang together. */
import type { LatentData } from '../dependence/latent-data.ts'

/** What an engine may look at. */
export interface EngineInput {
  readonly latents: readonly LatentData[]
  /** Normal scores, row-major, shape [rows · latents], 0 where missing. */
  readonly scores: Float64Array
  readonly rows: number
}

/** An elliptical copula engine; the correlation matrices are fitted alike for all of them. */
export interface TwinEngine {
  readonly id: string
  readonly title: string
  /** In words, for a person. */
  readonly explanation: string
  /** Degrees of freedom of the mixing variable; null for the Gaussian limit. */
  degreesOfFreedom(input: EngineInput): number | null
}
