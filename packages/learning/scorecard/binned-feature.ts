/** A column cut into bins, as plain data: what a scorecard is made of and what a validator reads. */
import type { Feature } from '../data/index.ts'

export interface Bin {
  readonly kind: 'interval' | 'categories' | 'other' | 'special' | 'missing' | 'unknown'
  /** For people: `[20, 35)`, `RENT | OWN`, the name of the special code, `missing`. */
  readonly label: string
  /** Weight of the rows of label 0 and of label 1. */
  readonly nonEvents: number
  readonly events: number
  /** Of all rows. */
  readonly share: number
  /** 0 in an empty bin. */
  readonly eventRate: number
  /** Wilson's interval at 95%. */
  readonly eventRateLow: number
  readonly eventRateHigh: number
  /** ln(share of all good / share of all bad) of this bin; 0 when it holds one class only. */
  readonly woe: number
  /** What a value in this bin is replaced by: the weight of evidence, but for missing, special and unknown as asked. */
  readonly usedWoe: number
  /** Contribution to the information value; 0 when it holds one class only. */
  readonly informationValue: number
}

export interface BinnedFeature {
  readonly feature: Feature
  /** Numbers: ascending cut points. Bin b holds splits[b − 1] ≤ x < splits[b]; the outermost are open. */
  readonly splits: readonly number[]
  /** Categories: the codes of each bin, "other" last where there is one. */
  readonly groups: readonly (readonly number[])[]
  /** Values (codes, for categories) that have bins of their own. */
  readonly specials: readonly { readonly name: string; readonly values: readonly number[] }[]
  /** Regular bins, other, one per special code, missing, and for categories unknown: in this order. */
  readonly bins: readonly Bin[]
  /** The trend held over the regular bins. */
  readonly trend: 'ascending' | 'descending' | 'peak' | 'valley' | 'none'
  /**
   * `infeasible`: no partition satisfied the constraints, all regular values share one bin. `single`: the column has
   * nothing to cut (constant, all missing, or too few rows). `separated`: every pre-bin held one class only, as when the
   * column knows the outcome; all regular values share one bin.
   */
  readonly status: 'optimal' | 'infeasible' | 'single' | 'separated'
  /** Sum over the bins. */
  readonly informationValue: number
}
