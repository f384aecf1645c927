/** Parameters of depth-wise trees, by XGBoost's names and with its defaults; bins are 255 at most. */
import type { CustomObjective, ObjectiveName } from '../objectives/index.ts'

export interface DepthWiseParameters {
  readonly objective: ObjectiveName | CustomObjective
  /** Classes; multiclass only. */
  readonly numClass: number
  readonly iterations: number
  readonly eta: number
  /** 0: no limit. */
  readonly maxDepth: number
  /** 0: no limit. */
  readonly maxLeaves: number
  readonly growPolicy: 'depthwise' | 'lossguide'
  readonly lambda: number
  readonly alpha: number
  readonly gamma: number
  readonly minChildWeight: number
  /** Largest |output| of a leaf; 0: none, 0.7 for counts. */
  readonly maxDeltaStep: number
  readonly subsample: number
  readonly colsampleByTree: number
  readonly colsampleByLevel: number
  readonly colsampleByNode: number
  readonly maxBin: number
  readonly maxCatToOnehot: number
  readonly maxCatThreshold: number
  /** Per feature 1, −1 or 0; shape [features]. */
  readonly monotoneConstraints: ArrayLike<number> | undefined
  readonly interactionConstraints: readonly (readonly number[])[] | undefined
  /** As a prediction (a probability for binary); the labels' mean when absent. */
  readonly baseScore: number | undefined
  readonly scalePosWeight: number
}

export const depthWiseDefaults: DepthWiseParameters = {
  objective: 'binary',
  numClass: 1,
  iterations: 100,
  eta: 0.3,
  maxDepth: 6,
  maxLeaves: 0,
  growPolicy: 'depthwise',
  lambda: 1,
  alpha: 0,
  gamma: 0,
  minChildWeight: 1,
  maxDeltaStep: 0,
  subsample: 1,
  colsampleByTree: 1,
  colsampleByLevel: 1,
  colsampleByNode: 1,
  maxBin: 255,
  maxCatToOnehot: 4,
  maxCatThreshold: 64,
  monotoneConstraints: undefined,
  interactionConstraints: undefined,
  baseScore: undefined,
  scalePosWeight: 1,
}
