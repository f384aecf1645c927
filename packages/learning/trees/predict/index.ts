/** Predictions of tree ensembles, ours or a bank's own. */
export { leafIndices } from './leaf-indices.ts'
export { applyLink } from './link.ts'
export { rawScores } from './raw-scores.ts'
export { rowScorer } from './row-scorer.ts'
