/** Small worked inputs of every chart, ordinary and at the edge. */
import type { ColumnComparison, PortfolioSummary, TwinComparison } from '@pratibimba/contract'
import {
  type Chart,
  type ChartTheme,
  correlationHeatmap,
  correlationTargetsChart,
  defaultRateByGradeChart,
  gradeMixChart,
  pairedDistributionChart,
  scoreByGradeChart,
  tailPairsChart,
} from '@pratibimba/reports/charts'

export const grades: PortfolioSummary['grades'] = [
  { grade: 'A', borrowers: 400, share: 0.4, default_rate: 0.0075, mean_score: 790 },
  { grade: 'B', borrowers: 300, share: 0.3, default_rate: 0.02, mean_score: 724 },
  { grade: 'C', borrowers: 200, share: 0.2, default_rate: 0.06, mean_score: 676 },
  { grade: 'D', borrowers: 100, share: 0.1, default_rate: 0.16, mean_score: 621 },
  { grade: 'E', borrowers: 0, share: 0, default_rate: 0, mean_score: 0 },
]

export const numberColumn: ColumnComparison = {
  table: 'loans',
  name: 'income',
  kind: 'number',
  handling: 'smoothed quantiles',
  similarity: 0.981,
  original: {
    name: 'income',
    kind: 'number',
    missing_share: 0,
    distinct: 900,
    mean: 52000,
    histogram: { edges: [0, 20000, 40000, 100000], counts: [100, 500, 400] },
  },
  synthetic: {
    name: 'income',
    kind: 'number',
    missing_share: 0,
    distinct: 990,
    mean: 51800,
    histogram: { edges: [0, 50000, 100000], counts: [620, 380] },
  },
}

export const categoryColumn: ColumnComparison = {
  table: 'loans',
  name: 'purpose',
  kind: 'category',
  handling: 'shares',
  similarity: 0.96,
  original: {
    name: 'purpose',
    kind: 'category',
    missing_share: 0.1,
    distinct: 12,
    categories: Array.from({ length: 12 }, (_, level) => ({ value: `<purpose ${level}>`, share: 1 / 12 })),
  },
  synthetic: {
    name: 'purpose',
    kind: 'category',
    missing_share: 0.1,
    distinct: 2,
    categories: [
      { value: '<purpose 0>', share: 0.5 },
      { value: 'new', share: 0.5 },
    ],
  },
}

const constantColumn: ColumnComparison = {
  ...numberColumn,
  original: { ...numberColumn.original, histogram: { edges: [7, 7], counts: [10] } },
  synthetic: { ...numberColumn.synthetic, histogram: { edges: [7, 7], counts: [0] } },
}

export const tails: TwinComparison['tails'] = [
  { x: 'income', y: 'score', original: 0.3, original_interval: [0.2, 0.4], synthetic: 0.31 },
  { x: 'income', y: 'limit', original: 0.1, original_interval: [0.02, 0.18], synthetic: 0.3 },
]

const correlation = {
  columns: ['age', 'income', 'score'],
  values: [
    [1, 0.3, -0.42],
    [0.3, 1, 0.65],
    [-0.42, 0.65, 1],
  ],
}

const manyColumns = {
  columns: Array.from({ length: 24 }, (_, column) => `a_rather_long_name_${column}`),
  values: Array.from({ length: 24 }, (_, y) =>
    Array.from({ length: 24 }, (_, x) => (x === y ? 1 : Math.cos(x * 7 + y * 3) / 2)),
  ),
}

/** Every chart there is, by name. */
export function everyChart(theme: ChartTheme): Record<string, Chart> {
  const none = grades.map((grade) => ({ ...grade, borrowers: 0, share: 0, default_rate: 0 }))
  return {
    gradeMix: gradeMixChart(theme, grades),
    gradeMixRequested: gradeMixChart(theme, grades, { A: 0.5, B: 0.5 }),
    gradeMixOfNobody: gradeMixChart(theme, none),
    scoreByGrade: scoreByGradeChart(theme, {
      edges: [300, 500, 600, 700, 850],
      counts: { A: [0, 0, 0, 400], B: [0, 0, 300, 0], C: [0, 10, 190, 0] },
    }),
    defaultRate: defaultRateByGradeChart(theme, grades),
    defaultRateOfNobody: defaultRateByGradeChart(theme, none),
    correlation: correlationHeatmap(theme, correlation),
    correlationDifference: correlationHeatmap(theme, correlation, { kind: 'difference' }),
    correlationOfManyColumns: correlationHeatmap(theme, manyColumns),
    correlationOfOneColumn: correlationHeatmap(theme, { columns: ['age'], values: [[1]] }),
    correlationTargets: correlationTargetsChart(theme, [
      { x: 'credit_score', y: 'income', target: 0.65, achieved: 0.641 },
      { x: 'credit_score', y: 'pd', target: -0.8, achieved: -0.79 },
    ]),
    pairedNumbers: pairedDistributionChart(theme, numberColumn)!,
    pairedNumbersSmall: pairedDistributionChart(theme, numberColumn, { small: true })!,
    pairedConstant: pairedDistributionChart(theme, constantColumn)!,
    pairedDates: pairedDistributionChart(theme, { ...numberColumn, kind: 'date' })!,
    pairedCategories: pairedDistributionChart(theme, categoryColumn)!,
    pairedCategoriesSmall: pairedDistributionChart(theme, categoryColumn, { small: true })!,
    tails: tailPairsChart(theme, tails),
    tailsOfNoPair: tailPairsChart(theme, []),
  }
}
