/** A node of a tree of a forest: which rows it holds, and how their outcomes sum up. */

export interface NodeOutcome {
  /** Its rows in the thread's order: first, and how many. */
  readonly first: number
  readonly rows: number
  /** Sum of w·y, or of w by class; shape [outputs]. */
  readonly totals: Float64Array
  readonly weight: number
  /** Whether the outcome changes in the node. */
  readonly varies: boolean
  /** Bounds of its mean that monotone splits above have set. */
  readonly lower: number
  readonly upper: number
}

/** Σ_k T_k² / W: what a node scores by itself; a split wins what its children score above it. */
export function scoreOf({ totals, weight }: Pick<NodeOutcome, 'totals' | 'weight'>): number {
  let squares = 0
  for (let k = 0; k < totals.length; k++) squares += totals[k] * totals[k]
  return squares / weight
}

/** A way to split a node, and what its children score. */
export interface ForestSplit {
  readonly feature: number
  readonly score: number
  /** Last bin that goes left; numbers only. */
  readonly bin: number
  /** Undefined where the node has no missing values to tell. */
  readonly missingLeft: boolean | undefined
  /** Bins that go left, 8 words; categories only. */
  readonly set: Uint32Array | undefined
}
