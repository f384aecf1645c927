/** A twin beside its original, on the wire; figures of several tables become one. */
import type { AnonymityReport, TwinComparison as WireComparison } from '@pratibimba/contract'
import { bandOf, type TwinComparison } from '@pratibimba/risk/fidelity'
import type { TwinModel } from '@pratibimba/risk/twins'
import { columnToWire } from './summary.ts'

export interface ComparedTable {
  readonly name: string
  readonly comparison: TwinComparison
}

/**
 * Scores and errors are means over the tables, the largest error is the largest; matrices and tails are the first
 * table's. Columns are named `table.column` where there are several tables.
 */
export function comparisonToWire(
  tables: readonly ComparedTable[],
  model: Pick<TwinModel, 'engine' | 'notes' | 'tables'>,
  anonymity: AnonymityReport | null,
): WireComparison {
  const [first] = tables
  const named = (table: string, column: string): string => (tables.length > 1 ? `${table}.${column}` : column)
  const mean = (figure: (comparison: TwinComparison) => number): number =>
    tables.reduce((sum, { comparison }) => sum + figure(comparison), 0) / tables.length
  const merged = (
    figures: (comparison: TwinComparison) => Readonly<Record<string, number>>,
  ): Record<string, number> =>
    Object.fromEntries(
      tables.flatMap(({ name, comparison }) =>
        Object.entries(figures(comparison)).map(([column, figure]) => [named(name, column), figure]),
      ),
    )
  const correlationError = mean((comparison) => comparison.correlationError)
  const { correlation, tails } = first.comparison
  return {
    similarity_score: mean((comparison) => comparison.similarityScore),
    correlation_error: correlationError,
    correlation_band: bandOf(correlationError),
    frobenius_error: mean((comparison) => comparison.frobeniusError),
    max_abs_error: Math.max(...tables.map(({ comparison }) => comparison.maxAbsError)),
    ks_statistics: merged((comparison) => comparison.ksStatistics),
    categorical_match: merged((comparison) => comparison.categoricalMatch),
    columns: tables.flatMap(({ comparison }) =>
      comparison.columns.map(({ table, name, kind, similarity, original, synthetic }) => ({
        table,
        name,
        kind,
        handling: handlingOf(model, table, name),
        similarity,
        original: columnToWire(original),
        synthetic: columnToWire(synthetic),
      })),
    ),
    correlation: {
      columns: [...correlation.columns],
      original: correlation.original.map((row) => [...row]),
      synthetic: correlation.synthetic.map((row) => [...row]),
    },
    tails: tails.map(({ x, y, original, originalInterval: [low, high], synthetic }) => ({
      x,
      y,
      original,
      original_interval: [low, high],
      synthetic,
    })),
    anonymity,
    engine: model.engine,
    notes: [...model.notes, ...tables.flatMap(({ comparison }) => comparison.notes)],
  }
}

function handlingOf(model: Pick<TwinModel, 'tables'>, table: string, column: string): string {
  const columns = model.tables.find(({ name }) => name === table)?.columns
  return columns?.find(({ name }) => name === column)?.handling ?? 'not in the twin'
}
