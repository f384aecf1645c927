/** What a twin remembers of the data it was learnt from: statistics of at least `SUPPORT_ROWS` rows each, never a row. */
import type { ColumnKind } from '@pratibimba/numerics/frame'
import type { PersonalKind } from './schema.ts'

/** Fewest rows behind any value, share or knot that a model stores. */
export const SUPPORT_ROWS = 5

export interface TwinModel {
  readonly formatVersion: 1
  /** Id of the engine that was used, never `auto`. */
  readonly engine: string
  /** Degrees of freedom ν of the t copula; null for a Gaussian one. */
  readonly degreesOfFreedom: number | null
  /** Whether tails were allowed to decide (`preserveTails`). */
  readonly preserveTails: boolean
  /** Parents before their children. */
  readonly tables: readonly TableModel[]
  /** What a reader should know. */
  readonly notes: readonly string[]
}

export interface TableModel {
  readonly name: string
  /** Rows it was learnt from. */
  readonly rows: number
  readonly primaryKey: string | null
  /** In the order of the original file. */
  readonly columns: readonly ColumnModel[]
  /** Names of the latent variables: value latents, missingness latents, counts of children. */
  readonly latents: readonly string[]
  /** Parts of the table with their own marginals and correlation matrix. */
  readonly strata: readonly Stratum[]
  /** Column whose outcome the strata are made for, if any. */
  readonly target: string | null
  /** How rows hang from a parent's row; null for a table of its own. */
  readonly link: ParentLink | null
}

/** How a column of the twin comes about. */
export type ColumnModel = {
  readonly name: string
  readonly kind: ColumnKind
  /** In words, for a person. */
  readonly handling: string
  /** Latent that decides whether the value is missing; −1 when it never is. */
  readonly missingLatent: number
} & ColumnSource

export type ColumnSource =
  | {
      readonly source: 'learnt'
      readonly latent: number
      /** Levels of a category or text column, by code. */
      readonly dictionary: readonly string[] | null
      readonly rounding: Rounding
      /** Best parametric description of the continuous part, for the reader; nothing is drawn from it. */
      readonly family: NamedFamily | null
      /** How the value runs on from sibling to sibling; null where every row has a value of its own. */
      readonly sequence: SequenceModel | null
    }
  | { readonly source: 'constant'; readonly value: number; readonly dictionary: readonly string[] | null }
  | { readonly source: 'empty' }
  | { readonly source: 'key'; readonly pattern: KeyPattern; readonly distinctShare: number }
  | { readonly source: 'foreign-key' }
  | { readonly source: 'personal'; readonly personalKind: PersonalKind }
  | { readonly source: 'placeholder'; readonly meanLength: number; readonly lengthSpread: number }

/** Values are multiples of `unit` where it is ≥ 1, else have `decimals` decimals; neither where −1 and 0. */
export interface Rounding {
  readonly unit: number
  readonly decimals: number
}

interface SequenceModel {
  /** Latent of the difference to the sibling before; −1 where it is always `step`. */
  readonly gapLatent: number
  readonly step: number
  /** Range that the values stay in. */
  readonly least: number
  readonly most: number
}

export interface NamedFamily {
  readonly name: 'normal' | 'lognormal' | 'gamma' | 'exponential' | 'uniform'
  readonly parameters: Readonly<Record<string, number>>
  /** Kolmogorov–Smirnov distance to the data. */
  readonly distance: number
}

export type KeyPattern =
  | { readonly form: 'number'; readonly first: number }
  | { readonly form: 'serial'; readonly prefix: string; readonly width: number; readonly first: number }
  /** One alphabet per character. */
  | { readonly form: 'template'; readonly alphabets: readonly string[] }

export interface Stratum {
  /** Share of the rows. */
  readonly weight: number
  /** Which rows, in words. */
  readonly description: string
  /** Correlations of the latents, row-major, shape [latents · latents]. */
  readonly correlation: Float64Array
  /** One per latent. */
  readonly marginals: readonly Marginal[]
}

/** A quantile function in pieces: on (upper[k−1], upper[k]] it runs from low[k] to high[k]; an atom has both equal. */
export interface Marginal {
  /** Cumulative probabilities, ascending, the last one 1. */
  readonly upper: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface ParentLink extends ChildDependence {
  readonly parentTable: string
  readonly parentColumn: string
  /** Foreign key of this table. */
  readonly column: string
  /** Latent of the parent table that counts the children. */
  readonly countLatent: number
  /** Most children a parent has; child number k of parent p has the number p · maxChildren + k. */
  readonly maxChildren: number
  /** Marginals of the whole parent table, by which its values become normal scores; one per latent of the parent. */
  readonly parentMarginals: readonly Marginal[]
}

/** z_k = offset + onParent · s + r_k, r_k = persistence ∘ r_{k−1} + e_k for the k-th child of a parent with scores s. */
export interface ChildDependence {
  /** Shape [latents · parentLatents]. */
  readonly onParent: Float64Array
  readonly offset: Float64Array
  readonly persistence: Float64Array
  /** Covariance of r, shape [latents · latents]. */
  readonly residual: Float64Array
  /** Covariance of e, shape [latents · latents]. */
  readonly innovation: Float64Array
}
