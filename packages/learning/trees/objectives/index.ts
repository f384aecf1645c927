/** Losses that boosted trees follow. */
export type { CustomObjective } from './custom.ts'
export { type ObjectiveName, type ObjectiveSettings, objectiveKind } from './objective.ts'
export { type ObjectiveKind, type ScoreTable, tableViews } from './objective-kind.ts'
