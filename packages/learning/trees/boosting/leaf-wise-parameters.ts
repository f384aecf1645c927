/** Parameters of leaf-wise trees, by LightGBM's names and with its defaults. */
import type { CustomObjective, ObjectiveName } from '../objectives/index.ts'

export interface LeafWiseParameters {
  readonly objective: ObjectiveName | CustomObjective
  /** Classes; multiclass only. */
  readonly numClass: number
  readonly iterations: number
  readonly learningRate: number
  readonly numLeaves: number
  /** ≤ 0: no limit. */
  readonly maxDepth: number
  readonly minDataInLeaf: number
  readonly minSumHessianInLeaf: number
  readonly lambdaL1: number
  readonly lambdaL2: number
  readonly minGainToSplit: number
  /** Largest |output| of a leaf; 0: none. */
  readonly maxDeltaStep: number
  readonly pathSmooth: number
  readonly featureFraction: number
  readonly featureFractionByNode: number
  readonly baggingFraction: number
  /** Iterations between two bags; 0: no bagging. */
  readonly baggingFreq: number
  /** Gradient-based one-side sampling in place of bagging. */
  readonly goss: boolean
  readonly topRate: number
  readonly otherRate: number
  readonly maxBin: number
  readonly minDataInBin: number
  readonly binConstructSampleCnt: number
  readonly catSmooth: number
  readonly catL2: number
  readonly maxCatThreshold: number
  readonly minDataPerGroup: number
  readonly maxCatToOnehot: number
  /** One random threshold per feature and node. */
  readonly extraTrees: boolean
  /** Per feature 1, −1 or 0; shape [features]. */
  readonly monotoneConstraints: ArrayLike<number> | undefined
  readonly interactionConstraints: readonly (readonly number[])[] | undefined
  readonly boostFromAverage: boolean
  /** Weighs the rarer class up until both weigh the same; binary only. */
  readonly isUnbalance: boolean
  readonly scalePosWeight: number
}

export const leafWiseDefaults: LeafWiseParameters = {
  objective: 'binary',
  numClass: 1,
  iterations: 100,
  learningRate: 0.1,
  numLeaves: 31,
  maxDepth: -1,
  minDataInLeaf: 20,
  minSumHessianInLeaf: 1e-3,
  lambdaL1: 0,
  lambdaL2: 0,
  minGainToSplit: 0,
  maxDeltaStep: 0,
  pathSmooth: 0,
  featureFraction: 1,
  featureFractionByNode: 1,
  baggingFraction: 1,
  baggingFreq: 0,
  goss: false,
  topRate: 0.2,
  otherRate: 0.1,
  maxBin: 255,
  minDataInBin: 3,
  binConstructSampleCnt: 200_000,
  catSmooth: 10,
  catL2: 10,
  maxCatThreshold: 32,
  minDataPerGroup: 100,
  maxCatToOnehot: 4,
  extraTrees: false,
  monotoneConstraints: undefined,
  interactionConstraints: undefined,
  boostFromAverage: true,
  isUnbalance: false,
  scalePosWeight: 1,
}
