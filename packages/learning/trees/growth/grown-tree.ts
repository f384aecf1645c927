/** A tree as it grew: bins instead of thresholds, and which rows its leaves hold. */

export interface GrownNode {
  /** −1 in leaves. */
  feature: number
  /** Last bin that goes left; numbers only. */
  bin: number
  /** Bins that go left, 8 words; categories only. */
  set: Uint32Array | undefined
  missingLeft: boolean
  left: number
  right: number
  /** What the node answers, before any shrinking. */
  output: number
  /** What its split won. */
  gain: number
  rows: number
  hessian: number
  /** Its rows lie in the grower's positions from here on, while the tree is the last one grown. */
  readonly first: number
}

export interface GrownTree {
  /** Children come after their parent; the first node is the root. */
  readonly nodes: readonly GrownNode[]
  readonly leaves: number
}
