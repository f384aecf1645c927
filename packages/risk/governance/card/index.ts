/** The model card, what it leaves open, and the findings about a model. */
export { cardGaps } from './card-gaps.ts'
export { type FindingSeverity, findingSeverities, type ModelFinding, modelFindings } from './findings.ts'
export { modelCard } from './model-card.ts'
export { type ModelSubject, protectedAttributes, type ReportsSoFar } from './model-subject.ts'
