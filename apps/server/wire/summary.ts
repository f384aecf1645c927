/** Summaries of portfolios on the wire. */
import type {
  ColumnSummary as WireColumn,
  PortfolioSummary as WireSummary,
  TableSummary as WireTable,
} from '@pratibimba/contract'
import type { ColumnSummary, PortfolioSummary, TableSummary } from '@pratibimba/risk/portfolios'

export function summaryToWire(summary: PortfolioSummary): WireSummary {
  const { correlation, scoreByGrade } = summary
  return {
    tables: summary.tables.map(tableToWire),
    correlation:
      correlation === undefined
        ? null
        : { columns: [...correlation.columns], values: correlation.values.map((row) => [...row]) },
    grades: summary.grades.map(({ grade, borrowers, share, defaultRate, meanScore }) => ({
      grade,
      borrowers,
      share,
      default_rate: defaultRate,
      mean_score: meanScore,
    })),
    score_by_grade: {
      edges: [...scoreByGrade.edges],
      counts: Object.fromEntries(
        Object.entries(scoreByGrade.counts).map(([grade, counts]) => [grade, [...counts]]),
      ),
    },
    correlation_targets: summary.correlationTargets.map((target) => ({ ...target })),
  }
}

function tableToWire({ name, rows, columns, sample }: TableSummary): WireTable {
  return { name, rows, columns: columns.map(columnToWire), sample: sample.map((row) => [...row]) }
}

/** Summaries of portfolios and of twins name their figures alike. */
export function columnToWire(column: DomainColumn): WireColumn {
  const { standardDeviation, quantiles, histogram, categories } = column
  return {
    name: column.name,
    kind: column.kind,
    missing_share: column.missingShare,
    distinct: column.distinct,
    ...(column.mean !== undefined && { mean: column.mean }),
    ...(standardDeviation !== undefined && { standard_deviation: standardDeviation }),
    ...(quantiles && { quantiles: [...quantiles] }),
    ...(histogram && { histogram: { edges: [...histogram.edges], counts: [...histogram.counts] } }),
    ...(categories && { categories: categories.map((category) => ({ ...category })) }),
  }
}

type DomainColumn = Omit<ColumnSummary, 'kind'> & { readonly kind: WireColumn['kind'] }
