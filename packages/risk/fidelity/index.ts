/** How faithful synthetic data is, and what tables look like. */
export {
  bandOf,
  type ColumnComparison,
  type CorrelationBand,
  compareTwin,
  type TailPairComparison,
  type TwinComparison,
} from './comparison/compare-twin.ts'
export { summarizeTable } from './summaries/summarize-table.ts'
export type { Cell, ColumnSummary, HistogramSummary, SummaryKind, TableSummary } from './summaries/summary.ts'
