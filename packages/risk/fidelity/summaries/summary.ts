/** What a page shows of a table: distributions and a few rows. */

export type SummaryKind = 'number' | 'category' | 'date' | 'identifier' | 'text'

export interface HistogramSummary {
  /** One more than counts; values beyond the outer edges count to the outer bins. */
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

/** Numbers of dates and timestamps are milliseconds since 1970-01-01T00:00:00Z. */
export interface ColumnSummary {
  readonly name: string
  readonly kind: SummaryKind
  readonly missingShare: number
  readonly distinct: number
  readonly mean?: number
  readonly standardDeviation?: number
  /** Minimum, 5%, 25%, median, 75%, 95%, maximum. */
  readonly quantiles?: readonly number[]
  readonly histogram?: HistogramSummary
  /** Most frequent first, at most 20. */
  readonly categories?: readonly { readonly value: string; readonly share: number }[]
}

export type Cell = string | number | boolean | null

export interface TableSummary {
  readonly name: string
  readonly rows: number
  readonly columns: readonly ColumnSummary[]
  /** First rows, cells in column order; dates as ISO text. */
  readonly sample: readonly (readonly Cell[])[]
}
