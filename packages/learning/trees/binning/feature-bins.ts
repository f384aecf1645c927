/** How the values of one feature fall into bins. */

/** Bin of missing values, and of categories without a bin of their own. */
export const missingBin = 255
/** Bins of values a feature can have, besides the missing one. */
export const mostBins = 255

export type FeatureBins = NumberBins | CategoryBins

export interface NumberBins {
  readonly kind: 'number'
  /** Bins of values, at least 1. */
  readonly bins: number
  /** Bin b holds edges[b − 1] < x ≤ edges[b]; the last bin has no upper edge. Ascending, shape [bins − 1]. */
  readonly edges: Float64Array
}

export interface CategoryBins {
  readonly kind: 'category'
  readonly bins: number
  /** The code each bin stands for, most frequent first; shape [bins]. */
  readonly codes: Int32Array
  /** The bin of each code, `missingBin` for rare ones; shape [categories]. */
  readonly binOfCode: Uint8Array
}
