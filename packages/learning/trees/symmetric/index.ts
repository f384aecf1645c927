/** Symmetric trees with ordered target statistics and ordered boosting: CatBoost's model. */
export { levelProgram } from './level-program.ts'
export type { SymmetricCustomObjective, SymmetricParameters } from './parameters.ts'
export { type SymmetricContext, type SymmetricResult, trainSymmetric } from './train-symmetric.ts'
