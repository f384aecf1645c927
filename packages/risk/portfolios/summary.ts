/** What pages show of a portfolio, gathered chunk by chunk in bounded memory. */
import { type RiskGrade, riskGrades } from '@pratibimba/contract'
import { columnOf } from '@pratibimba/numerics/frame'
import { spearmanMatrix } from '@pratibimba/numerics/statistics'
import type { TableSummary } from '../fidelity/index.ts'
import { correlationTargets, type Latent } from './dependence.ts'
import { gradeBands } from './grades.ts'
import type { PortfolioRows } from './passes.ts'
import { openTableSummary, SAMPLE_ROWS } from './table-summary.ts'

const SCORE_BIN = 10

/** Names of the latents' columns in the files; the true PD stands in no file. */
const columnNames: Readonly<Record<Latent, string>> = {
  creditScore: 'credit_score',
  incomeAnnual: 'income_annual',
  debtToIncome: 'debt_to_income',
  employmentLengthMonths: 'employment_length_months',
  pd12m: 'pd_12m',
}
const correlated = [
  'credit_score',
  'income_annual',
  'debt_to_income',
  'employment_length_months',
  'age',
  'pd_12m',
  'default',
]

export interface GradeSummary {
  readonly grade: RiskGrade
  readonly borrowers: number
  readonly share: number
  readonly defaultRate: number
  readonly meanScore: number
}

export interface PortfolioSummary {
  /** Inner quantiles, histograms and distinct values of numbers and dates are of the first 100,000 rows, the rest of all. */
  readonly tables: readonly TableSummary[]
  /** Spearman; of the first 100,000 borrowers. Constant columns are left out; absent under 3 borrowers. */
  readonly correlation?: {
    readonly columns: readonly string[]
    readonly values: readonly (readonly number[])[]
  }
  /** Grades that hold borrowers, best first. */
  readonly grades: readonly GradeSummary[]
  /** Scores in bins of ten points by grade. */
  readonly scoreByGrade: {
    readonly edges: readonly number[]
    readonly counts: Readonly<Record<string, readonly number[]>>
  }
  /** The promised rank correlations and those of the first 100,000 borrowers, on the true PD. */
  readonly correlationTargets: readonly {
    readonly x: string
    readonly y: string
    readonly target: number
    readonly achieved: number
  }[]
}

export interface PortfolioSummarizer {
  /** Takes in a chunk; chunks come in order. */
  add(rows: Pick<PortfolioRows, 'borrowers' | 'loans' | 'payments' | 'pd12m'>): void
  finish(): PortfolioSummary
}

/**
 * Opens a summary. Memory is bounded by the samples, whatever the size of the portfolio.
 *
 * Counts, rates, means and spreads are of all rows; quantiles, histograms of columns and correlations of the first
 * 100,000.
 */
export function summarizePortfolio(): PortfolioSummarizer {
  const borrowers = openTableSummary('borrowers')
  const loans = openTableSummary('loans')
  const payments = openTableSummary('payment_sequences')
  const pds = new Float64Array(SAMPLE_ROWS)
  let sampled = 0
  const grades = riskGrades.length
  const count = new Float64Array(grades)
  const defaults = new Float64Array(grades)
  const scoreSum = new Float64Array(grades)
  const lowest = Math.min(...gradeBands.map(({ score }) => score[0]))
  const highest = Math.max(...gradeBands.map(({ score }) => score[1]))
  const bins = Math.ceil((highest - lowest) / SCORE_BIN)
  const scores = new Float64Array(grades * bins)

  return {
    add(rows) {
      borrowers.add(rows.borrowers)
      loans.add(rows.loans)
      if (rows.payments) payments.add(rows.payments)
      for (let row = 0; row < rows.pd12m.length && sampled < SAMPLE_ROWS; row++)
        pds[sampled++] = rows.pd12m[row]
      const grade = columnOf(rows.borrowers, 'risk_grade', 'category').values
      const score = columnOf(rows.borrowers, 'credit_score', 'int32').values
      const isDefault = columnOf(rows.borrowers, 'default', 'int32').values
      for (let row = 0; row < grade.length; row++) {
        const g = grade[row]
        count[g]++
        defaults[g] += isDefault[row]
        scoreSum[g] += score[row]
        scores[g * bins + Math.min(bins - 1, Math.floor((score[row] - lowest) / SCORE_BIN))]++
      }
    },
    finish() {
      const sample = (name: string) =>
        name === 'pd_12m' ? pds.subarray(0, sampled) : borrowers.sampleOf(name)
      const columns =
        sampled < 3
          ? []
          : correlated.filter((name) => sample(name).some((value) => value !== sample(name)[0]))
      const matrix = spearmanMatrix(columns.map(sample))
      const at = (x: string, y: string) => matrix[columns.indexOf(x) * columns.length + columns.indexOf(y)]
      const held = riskGrades.map((grade, g) => ({ grade, g })).filter(({ g }) => count[g] > 0)
      return {
        tables: [borrowers, loans, payments].filter(({ rows }) => rows > 0).map((table) => table.finish()),
        ...(columns.length > 1 && {
          correlation: { columns, values: columns.map((x) => columns.map((y) => at(x, y))) },
        }),
        grades: held.map(({ grade, g }) => ({
          grade,
          borrowers: count[g],
          share: count[g] / borrowers.rows,
          defaultRate: defaults[g] / count[g],
          meanScore: scoreSum[g] / count[g],
        })),
        scoreByGrade: {
          edges: Array.from({ length: bins + 1 }, (_, bin) => lowest + bin * SCORE_BIN),
          counts: Object.fromEntries(
            held.map(({ grade, g }) => [grade, [...scores.subarray(g * bins, (g + 1) * bins)]]),
          ),
        },
        correlationTargets: correlationTargets
          .filter(({ isPromised }) => isPromised)
          .map(({ x, y, spearman }) => ({ x: columnNames[x], y: columnNames[y], target: spearman }))
          .filter(({ x, y }) => columns.includes(x) && columns.includes(y))
          .map((target) => ({ ...target, achieved: at(target.x, target.y) })),
      }
    },
  }
}
