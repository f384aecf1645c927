/** Categories as numbers learnt from the outcome. */
export { applyColumnSources, cellsOf } from './apply-column-sources.ts'
export {
  type Cells,
  defaultStatistics,
  type Outcomes,
  orderedStatistics,
  type StatisticKind,
  statisticBorder,
  statisticOfCells,
} from './category-statistics.ts'
export { permutationOfRows } from './permutation.ts'
