/** Contributions of inputs to scores, whatever the model. */
export { type ContributionKind, explainerOf, type ModelExplainer } from './explainer.ts'
export { globalContributions } from './global-contributions.ts'
