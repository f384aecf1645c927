/** Shapley values of tree ensembles, exact and fast. */
export { explainTogether, treeShapProgram } from './explain-together.ts'
export type { Explanation, TreeExplainer } from './explanation.ts'
export { inputContributions } from './input-contributions.ts'
export { interventionalShap } from './interventional.ts'
export { pathDependentShap } from './path-dependent.ts'
