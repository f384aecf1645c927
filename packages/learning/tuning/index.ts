/** Searching for good settings: spaces as data, strategies, searches that can stop and go on. */

export { depthWiseSpace, forestSpace, leafWiseSpace, symmetricSpace } from './default-spaces.ts'
export {
  type Bracket,
  type HalvingStrategy,
  type HyperbandStrategy,
  planOf,
  type RandomStrategy,
  type Rung,
  type Strategy,
} from './plan.ts'
export { type Pruning, TrialPruned } from './pruning.ts'
export {
  type Evaluate,
  type Evaluation,
  type SearchOptions,
  type SearchProgress,
  type SearchResult,
  search,
  type TrialContext,
} from './search.ts'
export {
  type ChoiceDimension,
  type Configuration,
  type Dimension,
  type FloatDimension,
  type IntegerDimension,
  orderedDimensions,
  type SearchSpace,
  sampleConfiguration,
  type Value,
} from './space.ts'
export type { SearchState, TrialRecord } from './trial.ts'
