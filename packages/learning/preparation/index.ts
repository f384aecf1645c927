/** Data made ready for learning: everything is learnt from training rows and then applied to any. */
export { applyClipping, type Clipping, fitClipping } from './clipping.ts'
export { applyImputation, fitImputation, type Imputation } from './imputation.ts'
export { applyOneHot, fitOneHot, type OneHot } from './one-hot.ts'
export {
  applyPruning,
  type DroppedFeature,
  fitPruning,
  type Pruning,
  type PruningOptions,
} from './pruning.ts'
export { applyStandardisation, fitStandardisation, type Standardisation } from './standardisation.ts'
export { type SuspiciousColumn, suspiciousColumns } from './suspicious-columns.ts'
