/** Which rows learn and which are held out: at random, by group, along time. All seeded, all as row indices. */
export type { Fold, SeededSplit } from './fold.ts'
export { groupedFolds, stratifiedGroupedFolds } from './grouped-folds.ts'
export { type Holdout, type HoldoutOptions, type HoldoutShares, holdout } from './holdout.ts'
export { randomFolds, stratifiedFolds } from './random-folds.ts'
export { repeatFolds } from './repeat.ts'
export { purgedFolds, type TimeFoldOptions, timeFolds } from './time-folds.ts'
