/** Unequal classes made equal: synthetic rows, repeated rows, fewer rows, weights. Inside a fold only. */
export { adasyn } from './adasyn.ts'
export { balancedWeights } from './balanced-weights.ts'
export type { BalanceOptions } from './class-rows.ts'
export type { NeighbourScale } from './neighbour-space.ts'
export { oversample, undersample } from './random-sampling.ts'
export { resampledFold } from './resampled-fold.ts'
export { type NeighbourOptions, smote } from './smote.ts'
