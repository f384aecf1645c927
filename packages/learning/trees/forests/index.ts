/** Random forests and extra trees. */
export { type ForestParameters, forestDefaults } from './forest-parameters.ts'
export { forestProgram } from './forest-program.ts'
export { type ForestResult, trainForest } from './train-forest.ts'
