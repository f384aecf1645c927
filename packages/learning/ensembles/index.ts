/** Several models as one: fixed weights, stacking, greedy selection, and which model to take. */
export { type BlendScale, blend, defaultWeights } from './blend.ts'
export {
  type ComparedModel,
  type CompareOptions,
  compareModels,
  type ModelComparison,
} from './compare-models.ts'
export { type GreedyOptions, type GreedySelection, selectGreedily } from './greedy-selection.ts'
export { type StackedModel, stackedRaw } from './stacked-model.ts'
export { fitStacking, type Stacking, type StackingConstraint, type StackingOptions } from './stacking.ts'
