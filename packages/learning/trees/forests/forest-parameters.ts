/** Parameters of forests. */
import type { Feature } from '../../data/feature.ts'
import { classesOf, monotoneOf, requireAtLeast, requireShare } from '../boosting/parameter-checks.ts'

export interface ForestParameters {
  /** `extra-trees` draw one threshold at random per feature and node, and see all rows. */
  readonly kind: 'random-forest' | 'extra-trees'
  readonly objective: 'binary' | 'regression' | 'multiclass'
  /** Classes; multiclass only. */
  readonly numClass: number
  readonly trees: number
  /**
   * Features that a node tries: their square root, a third, all; up to 1 a share of them, above 1 their number. Default:
   * the root for classes, a third for regression.
   */
  readonly maxFeatures: 'sqrt' | 'third' | 'all' | number
  /** Different rows of the tree's sample that a leaf holds at least. */
  readonly minDataInLeaf: number
  /** Splits on a path at most; 0: no limit. */
  readonly maxDepth: number
  /** With a limit the leaf that wins most is split next; 0: no limit. */
  readonly maxLeaves: number
  /** Whether rows are drawn with replacement; default for random forests, not for extra trees. */
  readonly bootstrap: boolean
  /** Draws per tree as a share of the rows. */
  readonly sampleShare: number
  /** Bins of a feature at most, 2 … 255. */
  readonly maxBin: number
  /** Per feature 1, −1 or 0; shape [features]. Not for several classes. */
  readonly monotoneConstraints: ArrayLike<number> | undefined
}

/** What is left open here follows from the kind and the objective. */
export const forestDefaults: Omit<ForestParameters, 'maxFeatures' | 'bootstrap'> = {
  kind: 'random-forest',
  objective: 'binary',
  numClass: 1,
  trees: 300,
  minDataInLeaf: 10,
  maxDepth: 0,
  maxLeaves: 0,
  sampleShare: 1,
  maxBin: 255,
  monotoneConstraints: undefined,
}

export interface ResolvedForest extends Omit<ForestParameters, 'maxFeatures' | 'monotoneConstraints'> {
  readonly outputs: number
  /** Features that a node tries, at least 1. */
  readonly tried: number
  readonly monotone: Int8Array | undefined
}

const caller = 'trainForest'

/** @throws RangeError naming the parameter, what it needs and what came */
export function resolveForest(
  parameters: Partial<ForestParameters>,
  features: readonly Feature[],
): ResolvedForest {
  const all = { ...forestDefaults, ...parameters }
  if (!['random-forest', 'extra-trees'].includes(all.kind))
    throw new RangeError(`${caller}: need kind random-forest or extra-trees, got ${all.kind}`)
  if (!['binary', 'regression', 'multiclass'].includes(all.objective))
    throw new RangeError(`${caller}: need objective binary, regression or multiclass, got ${all.objective}`)
  requireAtLeast(caller, all, { trees: 1, minDataInLeaf: 1, maxDepth: 0, maxLeaves: 0 }, Number.isInteger)
  requireShare(caller, all, 'sampleShare')
  const {
    maxFeatures = all.objective === 'regression' ? 'third' : 'sqrt',
    bootstrap = all.kind === 'random-forest',
    monotoneConstraints,
    ...rest
  } = all
  if (all.maxLeaves === 1) throw new RangeError(`${caller}: need maxLeaves 0 or ≥ 2, got 1`)
  const monotone = monotoneOf(caller, monotoneConstraints, features)
  if (monotone !== undefined && all.objective === 'multiclass')
    throw new RangeError(`${caller}: need one output for monotone constraints, got objective multiclass`)
  return {
    ...rest,
    bootstrap,
    outputs: classesOf(caller, all.objective, all.numClass),
    tried: triedOf(maxFeatures, features.length),
    monotone,
  }
}

function triedOf(maxFeatures: ForestParameters['maxFeatures'], features: number): number {
  switch (maxFeatures) {
    case 'all':
      return features
    case 'sqrt':
      return Math.max(1, Math.floor(Math.sqrt(features)))
    case 'third':
      return Math.max(1, Math.floor(features / 3))
    default:
      if (!(maxFeatures > 0) || (maxFeatures > 1 && !Number.isInteger(maxFeatures)))
        throw new RangeError(
          `${caller}: need maxFeatures sqrt, third, all, a share in (0, 1] or an integer above 1, got ${maxFeatures}`,
        )
      return maxFeatures <= 1
        ? Math.max(1, Math.floor(maxFeatures * features))
        : Math.min(features, maxFeatures)
  }
}
