/** What would have to be different for another outcome, within what a person can change. */
export type { CounterfactualConstraints, InputConstraint, LinkedRule } from './constraints.ts'
export type { Counterfactual, CounterfactualChange, CounterfactualResult, Wanted } from './counterfactual.ts'
export {
  type CounterfactualFinder,
  type CounterfactualOptions,
  counterfactualFinder,
  defaultCounterfactuals,
} from './finder.ts'
export { splitValuesOf } from './split-values.ts'
