/** How important the inputs of a model are: by what splits won, by their number, by permutation, by SHAP. */
export {
  type ImportanceAgreement,
  type ImportanceMeasure,
  type ImportanceRow,
  type ImportanceTable,
  type ImportanceTableOptions,
  importanceTable,
} from './importance-table.ts'
export {
  type PermutationDrop,
  type PermutationOptions,
  permutationImportance,
} from './permutation-importance.ts'
export type { PermutationMetric } from './row-losses.ts'
export { importanceOf, type SplitMeasure } from './split-importance.ts'
