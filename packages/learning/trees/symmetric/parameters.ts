/** What can be set about symmetric trees: CatBoost's parameters by CatBoost's names. */
import { automaticLearningRate } from './automatic-learning-rate.ts'

export type SymmetricObjectiveName = 'binary' | 'regression' | 'multiclass'

/** A loss of one's own, of one score per row. */
export interface SymmetricCustomObjective {
  /** Score before any tree. */
  base(label: Float64Array, weight: Float64Array | undefined): number
  /** Writes ∂loss/∂score and ∂²loss/∂score² (≥ 0) of each row, not weighted. */
  derivatives(score: Float64Array, label: Float64Array, gradient: Float64Array, hessian: Float64Array): void
}

export interface SymmetricParameters {
  readonly objective: SymmetricObjectiveName | SymmetricCustomObjective
  /** Number of trees; with several classes, of trees with one value per class. */
  readonly iterations: number
  /** Chosen from rows and iterations when absent, .03 for a custom objective. */
  readonly learningRate?: number
  /** Levels of a tree, 1 … 10. */
  readonly depth: number
  readonly l2LeafReg: number
  /** Scale of the noise on split scores; it fades as the model grows. */
  readonly randomStrength: number
  readonly boostingType: 'plain' | 'ordered'
  /** Permutations for statistics and ordered boosting; one of them serves the leaf values only. */
  readonly permutationCount: number
  /** Whether rows came in the order in which they are given: nothing is permuted. */
  readonly hasTime: boolean
  /** How much longer each prefix of ordered boosting is than the one before, > 1. */
  readonly foldLengthMultiplier: number
  readonly scoreFunction: 'cosine' | 'l2'
  /** mvs: by size of gradient; bayesian: exponential weights; bernoulli: plain subsampling. */
  readonly bootstrapType: 'mvs' | 'bayesian' | 'bernoulli' | 'none'
  /** Share of rows a tree sees: mvs, bernoulli. */
  readonly subsample: number
  readonly baggingTemperature: number
  /** Regularisation of mvs; from the last tree's leaves when absent. */
  readonly mvsReg?: number
  /** Share of columns looked at for each split. */
  readonly rsm: number
  /** Newton steps per tree for the leaf values. */
  readonly leafEstimationIterations: number
  readonly borderCount: number
  /** Whether a missing number counts as less or as more than all others. */
  readonly nanMode: 'min' | 'max'
  /** Categories of up to so many values are split by value, those of more through statistics. */
  readonly oneHotMaxSize: number
  /** Most categories in one statistic. */
  readonly maxCtrComplexity: number
  /** Bins of a statistic, less one. */
  readonly ctrBorderCount: number
  /** How much statistics of many cells are held back. */
  readonly modelSizeReg: number
  readonly autoClassWeights: 'none' | 'balanced' | 'sqrt-balanced'
  /** By feature: 1 never falls, −1 never rises, 0 free. Numbers only, one score per row only. */
  readonly monotoneConstraints: readonly number[]
}

export interface ResolvedParameters extends Omit<SymmetricParameters, 'learningRate'> {
  readonly learningRate: number
}

/**
 * Fills in what is not given, as CatBoost does on a CPU.
 *
 * @throws RangeError naming the parameter that is out of range
 */
export function resolveParameters(
  given: Partial<SymmetricParameters>,
  rows: number,
  features: number,
  validated: boolean,
): ResolvedParameters {
  const objective = given.objective ?? 'binary'
  const iterations = given.iterations ?? 1000
  const simple = iterations < 200
  const binary = objective === 'binary'
  // CatBoost's rate is fitted to its own regularisation: whoever sets that gets the plain default.
  const automatic =
    typeof objective === 'string' &&
    given.l2LeafReg === undefined &&
    given.leafEstimationIterations === undefined
  const resolved: ResolvedParameters = {
    objective,
    iterations,
    learningRate: automatic
      ? automaticLearningRate(objective, Math.max(1, rows), iterations, validated)
      : 0.03,
    depth: 6,
    l2LeafReg: 3,
    randomStrength: 1,
    boostingType: 'plain',
    permutationCount: 4,
    hasTime: false,
    foldLengthMultiplier: 2,
    scoreFunction: 'cosine',
    bootstrapType: objective === 'multiclass' ? 'bayesian' : rows < 100 ? 'bernoulli' : 'mvs',
    subsample: rows < 100 ? 1 : 0.8,
    baggingTemperature: 1,
    rsm: 1,
    leafEstimationIterations: binary && !(simple && features < 20) ? 10 : 1,
    borderCount: 254,
    nanMode: 'min',
    oneHotMaxSize: 2,
    maxCtrComplexity: simple ? 1 : 4,
    ctrBorderCount: 15,
    modelSizeReg: 0.5,
    autoClassWeights: 'none',
    monotoneConstraints: [],
    ...defined(given),
  }
  for (const [name, from, to, whole] of ranges) {
    const value = resolved[name] as number | undefined
    if (value === undefined) continue
    if (!(value >= from && value <= to) || (whole && !Number.isInteger(value)))
      throw new RangeError(
        `trainSymmetric: need ${name} ${whole ? 'a whole number ' : ''}in [${from}, ${to}], got ${value}`,
      )
  }
  if (resolved.foldLengthMultiplier === 1)
    throw new RangeError('trainSymmetric: need foldLengthMultiplier above 1, got 1')
  for (const [name, choices] of choicesOf)
    if (!(choices as readonly unknown[]).includes(resolved[name]))
      throw new RangeError(`trainSymmetric: need ${name} one of ${choices.join(', ')}, got ${resolved[name]}`)
  return resolved
}

const ranges: readonly (readonly [keyof SymmetricParameters, number, number, boolean])[] = [
  ['iterations', 1, 1_000_000, true],
  ['learningRate', 1e-9, 100, false],
  ['depth', 1, 10, true],
  ['l2LeafReg', 0, 1e12, false],
  ['randomStrength', 0, 1e12, false],
  ['permutationCount', 2, 64, true],
  ['foldLengthMultiplier', 1, 1e6, false],
  ['subsample', 1e-6, 1, false],
  ['baggingTemperature', 0, 100, false],
  ['mvsReg', 0, 1e12, false],
  ['rsm', 1e-6, 1, false],
  ['leafEstimationIterations', 1, 1000, true],
  ['borderCount', 1, 254, true],
  ['oneHotMaxSize', 0, 254, true],
  ['maxCtrComplexity', 1, 8, true],
  ['ctrBorderCount', 1, 254, true],
  ['modelSizeReg', 0, 1e6, false],
]

const choicesOf = [
  ['boostingType', ['plain', 'ordered']],
  ['scoreFunction', ['cosine', 'l2']],
  ['bootstrapType', ['mvs', 'bayesian', 'bernoulli', 'none']],
  ['nanMode', ['min', 'max']],
  ['autoClassWeights', ['none', 'balanced', 'sqrt-balanced']],
] as const satisfies readonly (readonly [keyof SymmetricParameters, readonly string[]])[]

function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}
