/** What a drift test is: one figure of how far two samples lie apart, and its law when they do not. */
import type { FeatureProfile } from '../profiles/reference-profile.ts'
import type { Compared } from './compared.ts'

export interface DriftFigure {
  /** ≥ 0; how far apart, whatever the number of rows. */
  readonly value: number
  /** Chance of a figure so large without drift; null where the test has no law. */
  readonly pValue: number | null
  /** The figure that chance alone exceeds with the asked probability; null where it is not known, or no figure would be one. */
  readonly critical: number | null
  /** What each bin adds, where the figure is a sum over bins; shape [bins of the comparison]. */
  readonly contributions?: readonly number[]
}

export interface DriftTest {
  readonly id: string
  readonly title: string
  readonly kinds: readonly FeatureProfile['kind'][]
  /** From which figure on it is moderate, and severe. */
  readonly bands: { readonly moderate: number; readonly severe: number }
  /** Whether it may call a feature drifted; the others describe. */
  readonly decides: boolean
  /**
   * @param alpha probability of a false alarm that `critical` belongs to, in (0, 1)
   * @returns null where a side has no value to compare
   */
  measure(compared: Compared, alpha: number): DriftFigure | null
}
