/** What is kept of the data a model was trained on, so that drift can be told years later without them. Plain JSON; no row. */

/** A column of numbers: exact distribution function at its knots, and which stretches are its bins. */
export interface NumberProfile {
  readonly name: string
  readonly kind: 'number'
  /** Rows without a value. */
  readonly missing: number
  /** Null where no row has a value; the deviation also where only one has. */
  readonly mean: number | null
  readonly deviation: number | null
  readonly min: number | null
  readonly max: number | null
  /** Ascending values that occur, or were asked for: all different ones where there are few, else sample quantiles. */
  readonly knots: readonly number[]
  /** Rows at each knot, shape [knots]. */
  readonly at: readonly number[]
  /** Rows strictly between knots, shape [knots + 1]; before the first and after the last come first and last. */
  readonly between: readonly number[]
  /** Sum of the values between knots, shape [knots + 1]. */
  readonly sums: readonly number[]
  /** Last cell of each bin, ascending; cell 2i lies before knot i, cell 2i + 1 is knot i, the last one lies after all. */
  readonly binEnds: readonly number[]
}

/** A column of labels. */
export interface CategoryProfile {
  readonly name: string
  readonly kind: 'category'
  readonly missing: number
  /** Labels with enough rows, most frequent first. */
  readonly categories: readonly string[]
  /** Rows of each, shape [categories]. */
  readonly counts: readonly number[]
  /** Rows of all other labels together. */
  readonly other: number
}

export type FeatureProfile = NumberProfile | CategoryProfile

export interface ReferenceProfile {
  readonly format: typeof PROFILE_FORMAT
  readonly version: 1
  readonly rows: number
  readonly features: readonly FeatureProfile[]
}

export const PROFILE_FORMAT = 'pratibimba-reference-profile'
