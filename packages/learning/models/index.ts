/** Every kind of model, scored the same way. */
export type { Model, SingleModel, Stack, TreeModel } from './model.ts'
export { columnsOf, inputsOf, outputsOf, predictions, rawScores, scaleOf } from './score.ts'
