/** Boosted trees. */
export { boostingProgram } from './boosting-program.ts'
export { type DepthWiseParameters, depthWiseDefaults } from './depth-wise-parameters.ts'
export { type LeafWiseParameters, leafWiseDefaults } from './leaf-wise-parameters.ts'
export { trainDepthWise } from './train-depth-wise.ts'
export { trainLeafWise } from './train-leaf-wise.ts'
export type { BoostingResult, TrainingContext, WatchedMetric } from './training-context.ts'
