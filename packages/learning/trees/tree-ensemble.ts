/** Any ensemble of decision trees, ours or a bank's own, flat in typed arrays: one shape to predict, explain and exchange. */

/**
 * What a split does with NaN.
 *
 * `zero`: read as 0, then compared (LightGBM's missing type none; a category reads as code 0). `left`, `right`: goes
 * there. `zero-left`, `zero-right`: goes there, and so do values with |x| ≤ NEARLY_ZERO (LightGBM's missing type zero).
 */
export const missingRules = { zero: 0, left: 1, right: 2, 'zero-left': 3, 'zero-right': 4 } as const
export type MissingRule = keyof typeof missingRules

/** Up to here a value counts as zero where a split treats zeros as missing: 1e-35 in 32 bits, as LightGBM has it. */
export const NEARLY_ZERO = Math.fround(1e-35)

/** Raw score → prediction. `softmax` normalises over the outputs of a row. */
export type Link = 'identity' | 'logistic' | 'softmax' | 'exponential'

export interface TreeEnsemble {
  /** Values per row: 1, or one per class. */
  readonly outputs: number
  /** Raw score before any tree, shape [outputs]. */
  readonly base: Float64Array
  readonly link: Link
  /** Multiplies the raw score before a logistic link, as LightGBM's `sigmoid` does; 1 when absent. */
  readonly slope?: number
  /** Whether values are rounded to 32 bits before they are compared, as XGBoost and CatBoost do. */
  readonly comparison: 'float64' | 'float32'
  /** Whether leaf values are added in 32 bits, tree after tree from `base`, as XGBoost does. */
  readonly summation: 'float64' | 'float32'
  /** Whether the sum of trees is divided by the number of trees per output, before `base` is added: forests. */
  readonly average: boolean

  /** First node of each tree, then the number of nodes; shape [trees + 1]. The first node of a tree is its root. */
  readonly treeStart: Int32Array
  /** The output a tree adds to; shape [trees]. */
  readonly treeOutput: Int32Array

  // Of each node; shape [nodes]. Children come after their parent.
  /** Column that the split reads; −1 in leaves. */
  readonly feature: Int32Array
  /** Goes left when x ≤ threshold. Unused in leaves and in splits of categories. */
  readonly threshold: Float64Array
  /** Index of the child, counted over the whole ensemble; −1 in leaves. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** One of `missingRules`. */
  readonly missing: Uint8Array
  /**
   * Splits of categories: where their set begins in `categoryWords`, as [number of words, words …]; bit c of the words
   * says that code c goes left. A code beyond the words, and an unknown one, goes right. −1 in all other nodes.
   */
  readonly categories: Int32Array
  readonly categoryWords: Uint32Array
  /** What a leaf adds; inner nodes: what the node would have added, where the trainer kept it, else 0. */
  readonly value: Float64Array
  /** Weight of the training rows that reached the node (rows, or hessian for XGBoost): what explanations weigh with. */
  readonly cover: Float64Array
  /** What the split won; 0 in leaves. */
  readonly gain: Float64Array
}

/** How a column that trees read is made from what the user gave. */
export type ColumnSource =
  | { readonly kind: 'input'; readonly input: number }
  | {
      /** A category, or a combination of several, replaced by a number learnt from the outcome. */
      readonly kind: 'target-statistic'
      readonly inputs: readonly number[]
      /**
       * Number of codes of each input, missing included: k + 1 for k categories; shape [inputs]. A row's cell is the
       * mixed-radix number of its codes, the first input varying fastest.
       */
      readonly radix: readonly number[]
      /**
       * Numbers among the inputs, whose radix is 2: code 1 where x > border, else 0; `missing` is the code of NaN. Null
       * for categories; absent when all are. Shape [inputs].
       */
      readonly above?: readonly ({ readonly border: number; readonly missing: 0 | 1 } | null)[]
      /** Cells seen in training, ascending, and the number each stands for. Missing counts as a code of its own: k. */
      readonly cells: Float64Array
      readonly values: Float64Array
      /** For cells never seen, and unknown categories. */
      readonly otherwise: number
    }
  | {
      /** The same where only hashes of labels are known (`Feature.hashed`): CatBoost's ctrs and one-hot values. */
      readonly kind: 'hashed-statistic'
      /** What a cell is the combination of, in the order in which it is hashed. */
      readonly parts: readonly HashedPart[]
      /** Hashes of the cells seen in training, as pairs of words [high, low], ascending; shape [cells × 2]. */
      readonly cells: Uint32Array
      /** The number each cell stands for; shape [cells]. */
      readonly values: Float64Array
      /** For cells never seen, and unknown categories. */
      readonly otherwise: number
    }

/** A category by its hash, or 1 and 0 for yes and no. */
export type HashedPart =
  | { readonly kind: 'category'; readonly input: number }
  /** Whether the number, rounded to 32 bits, is above the border; `missing` is the answer for NaN. */
  | { readonly kind: 'above'; readonly input: number; readonly border: number; readonly missing: boolean }
  /** Whether the category has this hash. */
  | { readonly kind: 'equals'; readonly input: number; readonly hash: number }
