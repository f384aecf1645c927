/** What a leaf answers, what a split wins, and when a split is allowed. */

export interface SplitRule {
  readonly lambdaL1: number
  readonly lambdaL2: number
  readonly minGainToSplit: number
  /** Rows of a child at least; rows of a bin are estimated from its hessian, as LightGBM does. */
  readonly minRows: number
  /** Sum of hessians of a child at least. */
  readonly minHessian: number
  /** Largest |output| of a leaf; 0: none. */
  readonly maxDeltaStep: number
  /** Draws outputs to that of the parent: weight rows / s against 1; 0: none. */
  readonly pathSmooth: number
  /** Per feature: 1 rises, −1 falls, 0 free; absent when none is bound. */
  readonly monotone: Int8Array | undefined
  /**
   * Where outputs are not free, the libraries differ: LightGBM counts λ₁ into what an output wins, and holds a bounded split
   * against its node unbounded; XGBoost leaves λ₁ out, and holds it against its node bounded.
   */
  readonly convention: 'lightgbm' | 'xgboost'
  /** Whether each feature of a node tries one threshold only, drawn at random (extra trees). */
  readonly randomThresholds: boolean
  /** Whether a feature without any allowed split at a node is given up for all below, as LightGBM does. */
  readonly givesUp: boolean
  readonly categories: CategoryRule
}

export interface CategoryRule {
  /** Categories at most that are split one against all others. */
  readonly oneAgainstAll: number
  /** Added to the hessian when categories are ordered by gradient ÷ hessian. */
  readonly smooth: number
  /** Categories with fewer rows in the node are left out of the order. */
  readonly minRowsToOrder: number
  /** Added to λ where categories are grouped. */
  readonly l2: number
  /** Categories of the smaller set at most. */
  readonly mostInSet: number
  /** Rows at least between two candidates, and on the right. */
  readonly minRowsPerGroup: number
  /** Largest share of the categories in the set: ½ for LightGBM, 1 for XGBoost. */
  readonly largestShare: number
}

/** A node that looks for its split. */
export interface NodeSums {
  readonly gradient: number
  readonly hessian: number
  readonly rows: number
  /** Bounds that monotone splits above have set. */
  readonly lower: number
  readonly upper: number
  /** What the node would answer: what its children are smoothed to. */
  readonly output: number
}

function thresholdL1(gradient: number, lambdaL1: number): number {
  const size = Math.abs(gradient) - lambdaL1
  return size > 0 ? Math.sign(gradient) * size : 0
}

/** −S(G) / (H + λ₂), then clipped, smoothed and bounded. `parent` gives the bounds and the output to smooth to. */
export function leafOutput(
  rule: SplitRule,
  lambdaL2: number,
  gradient: number,
  hessian: number,
  rows: number,
  parent: Pick<NodeSums, 'lower' | 'upper' | 'output'>,
): number {
  const weight = hessian + lambdaL2
  let output = weight > 0 ? -thresholdL1(gradient, rule.lambdaL1) / weight : 0
  if (rule.maxDeltaStep > 0) output = Math.min(rule.maxDeltaStep, Math.max(-rule.maxDeltaStep, output))
  if (rule.pathSmooth > 0) {
    const share = rows / rule.pathSmooth
    output = (output * share) / (share + 1) + parent.output / (share + 1)
  }
  return Math.min(parent.upper, Math.max(parent.lower, output))
}

/** −(2·S(G)·w + (H + λ₂)·w²): what a leaf that answers w wins; XGBoost takes G for S(G). */
function gainOfOutput(
  rule: SplitRule,
  lambdaL2: number,
  gradient: number,
  hessian: number,
  output: number,
): number {
  const pull = rule.convention === 'lightgbm' ? thresholdL1(gradient, rule.lambdaL1) : gradient
  return -(2 * pull * output + (hessian + lambdaL2) * output * output)
}

/** S(G)² / (H + λ₂): what a leaf wins that answers freely. */
function freeGain(lambdaL1: number, lambdaL2: number, gradient: number, hessian: number): number {
  const weight = hessian + lambdaL2
  const reduced = thresholdL1(gradient, lambdaL1)
  return weight > 0 ? (reduced * reduced) / weight : 0
}

/** Whether outputs of this node's children are free: the closed form of the gain holds. */
export function isFree(rule: SplitRule, { lower, upper }: NodeSums): boolean {
  return (
    rule.maxDeltaStep === 0 &&
    rule.pathSmooth === 0 &&
    lower === Number.NEGATIVE_INFINITY &&
    upper === Number.POSITIVE_INFINITY
  )
}

/** What a split of the node has to beat. */
export function gainToBeat(rule: SplitRule, node: NodeSums): number {
  const { gradient, hessian } = node
  const shift =
    isFree(rule, node) || (rule.convention === 'lightgbm' && rule.maxDeltaStep === 0 && rule.pathSmooth === 0)
      ? freeGain(rule.lambdaL1, rule.lambdaL2, gradient, hessian)
      : gainOfOutput(rule, rule.lambdaL2, gradient, hessian, node.output)
  return shift + rule.minGainToSplit
}

/** What the two children of a split win together. */
export function splitGain(
  rule: SplitRule,
  lambdaL2: number,
  node: NodeSums,
  left: { gradient: number; hessian: number; rows: number },
  monotone: number,
): number {
  const gradient = node.gradient - left.gradient
  const hessian = node.hessian - left.hessian
  if (monotone === 0 && isFree(rule, node))
    return (
      freeGain(rule.lambdaL1, lambdaL2, left.gradient, left.hessian) +
      freeGain(rule.lambdaL1, lambdaL2, gradient, hessian)
    )
  const below = leafOutput(rule, lambdaL2, left.gradient, left.hessian, left.rows, node)
  const above = leafOutput(rule, lambdaL2, gradient, hessian, node.rows - left.rows, node)
  if (monotone * (above - below) < 0) return Number.NEGATIVE_INFINITY
  return (
    gainOfOutput(rule, lambdaL2, left.gradient, left.hessian, below) +
    gainOfOutput(rule, lambdaL2, gradient, hessian, above)
  )
}
