/** Early warning between lakes and files: what is learnt from, what is scored, what was predicted. */
export { matrixOfLake, type ScoredRows } from './matrix-of-lake.ts'
export { type PanelOptions, panelOfLake } from './panel-of-lake.ts'
export { readPredictions, writePredictions } from './prediction-file.ts'
export { type ScoredFrame, scoredFrames } from './scored-frames.ts'
export { truthOfLake } from './truth-of-lake.ts'
