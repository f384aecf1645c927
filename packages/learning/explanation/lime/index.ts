/** LIME: a local linear picture of any scoring function, for diagnosis. */

export { defaultLime, type LimeExplainer, type LimeOptions, limeExplainer } from './lime-explainer.ts'
export type { LimeExplanation, LimeStability, LimeTerm } from './lime-explanation.ts'
