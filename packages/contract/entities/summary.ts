/** Descriptions of tables that pages draw: distributions, correlations, sample rows. */
import Type, { type Static } from 'typebox'
import { closed, oneOf, share } from '../schema.ts'

export const Histogram = closed({
  edges: Type.Array(Type.Number(), { description: 'Bin edges, one more than counts.' }),
  counts: Type.Array(Type.Integer()),
})
export type Histogram = Static<typeof Histogram>

export const ColumnSummary = closed({
  name: Type.String(),
  kind: oneOf(['number', 'category', 'date', 'identifier', 'text']),
  missing_share: share(),
  distinct: Type.Integer(),
  mean: Type.Optional(Type.Number()),
  standard_deviation: Type.Optional(Type.Number()),
  quantiles: Type.Optional(
    Type.Array(Type.Number(), { description: 'Minimum, 5%, 25%, median, 75%, 95%, maximum.' }),
  ),
  histogram: Type.Optional(Histogram),
  categories: Type.Optional(
    Type.Array(closed({ value: Type.String(), share: share() }), {
      description: 'Most frequent first, at most 20.',
    }),
  ),
})
export type ColumnSummary = Static<typeof ColumnSummary>

export const TableSummary = closed({
  name: Type.String(),
  rows: Type.Integer(),
  columns: Type.Array(ColumnSummary),
  sample: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])), {
    description: 'First rows, cells in column order.',
  }),
})
export type TableSummary = Static<typeof TableSummary>

export const CorrelationMatrix = closed({
  columns: Type.Array(Type.String()),
  values: Type.Array(Type.Array(Type.Number()), { description: 'Spearman rank correlations.' }),
})
export type CorrelationMatrix = Static<typeof CorrelationMatrix>

export const PortfolioSummary = closed(
  {
    tables: Type.Array(TableSummary),
    correlation: Type.Union([CorrelationMatrix, Type.Null()]),
    grades: Type.Array(
      closed({
        grade: Type.String(),
        borrowers: Type.Integer(),
        share: share(),
        default_rate: share(),
        mean_score: Type.Number(),
      }),
    ),
    score_by_grade: Type.Union([
      closed({
        edges: Type.Array(Type.Number()),
        counts: Type.Record(Type.String(), Type.Array(Type.Integer())),
      }),
      Type.Null(),
    ]),
    correlation_targets: Type.Array(
      closed({ x: Type.String(), y: Type.String(), target: Type.Number(), achieved: Type.Number() }),
    ),
  },
  { title: 'PortfolioSummary' },
)
export type PortfolioSummary = Static<typeof PortfolioSummary>

export const ColumnComparison = closed({
  table: Type.String(),
  name: Type.String(),
  kind: oneOf(['number', 'category', 'date', 'identifier', 'text']),
  handling: Type.String({ description: 'How the twin made this column, in words.' }),
  similarity: Type.Union([share(), Type.Null()], {
    description:
      '1 − KS for numbers and dates, 1 − total variation for categories; null where nothing was learnt.',
  }),
  original: ColumnSummary,
  synthetic: ColumnSummary,
})
export type ColumnComparison = Static<typeof ColumnComparison>

export const AnonymityReport = closed({
  enforced: Type.Boolean(),
  target_k: Type.Integer(),
  quasi_identifiers: Type.Array(Type.String()),
  initial_k: Type.Integer(),
  final_k: Type.Integer(),
  bank_compliant: Type.Boolean(),
  records_suppressed: Type.Integer(),
  transformations_applied: Type.Array(Type.String()),
})
export type AnonymityReport = Static<typeof AnonymityReport>

export const TailPair = closed({
  x: Type.String(),
  y: Type.String(),
  original: Type.Number({
    description: 'Share of the lowest 5% of x that is also among the lowest 5% of y.',
  }),
  original_interval: Type.Tuple([Type.Number(), Type.Number()]),
  synthetic: Type.Number(),
})

export const TwinComparison = closed(
  {
    similarity_score: Type.Number({ minimum: 0, maximum: 100 }),
    correlation_error: Type.Number({ description: 'Mean absolute difference of the rank correlations.' }),
    correlation_band: oneOf(['excellent', 'good', 'acceptable', 'poor']),
    frobenius_error: Type.Number(),
    max_abs_error: Type.Number(),
    ks_statistics: Type.Record(Type.String(), Type.Number()),
    categorical_match: Type.Record(Type.String(), Type.Number()),
    columns: Type.Array(ColumnComparison),
    correlation: closed({
      columns: Type.Array(Type.String()),
      original: Type.Array(Type.Array(Type.Number())),
      synthetic: Type.Array(Type.Array(Type.Number())),
    }),
    tails: Type.Array(TailPair),
    anonymity: Type.Union([AnonymityReport, Type.Null()]),
    engine: Type.String(),
    notes: Type.Array(Type.String(), {
      description:
        'What a reader should know: repetition beyond ten times the original, columns not learnt, fallbacks.',
    }),
  },
  { title: 'TwinComparison' },
)
export type TwinComparison = Static<typeof TwinComparison>
