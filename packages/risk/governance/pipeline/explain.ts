/** Step 7: whether reasons can be relied on: the same when asked again, adding up, and counterfactuals that really flip. */
import { type Matrix, takeRows } from '@pratibimba/learning/data'
import { limeExplainer } from '@pratibimba/learning/explanation/lime'
import { rawScores, scaleOf } from '@pratibimba/learning/models'
import { logit } from '@pratibimba/numerics/distributions'
import { openStream } from '@pratibimba/numerics/random'
import { caseReasons } from '../../decisions/case-reasons.ts'
import { type CreditModel, openCreditModel, reasonTableOf, unwordedFeatures } from '../../decisions/index.ts'
import type { PolicyResult } from '../../policies/index.ts'
import type { CompiledPolicy } from '../../ports/rules.ts'
import { tryCounterfactuals } from './explain-counterfactuals.ts'
import { matrixFor } from './matrix-for.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { ExplainReport } from './reports.ts'
import type { TableSplit } from './split-table.ts'

export interface ExplainSettings {
  readonly seed: number
  readonly approveFrom: number
  /** Days since 1970-01-01, of tables without a date of application. */
  readonly asOfDay: number
  readonly rows: number
  readonly reruns: number
  readonly limeRows: number
  readonly counterfactualRows: number
}

export const usualExplaining: Pick<ExplainSettings, 'rows' | 'reruns' | 'limeRows' | 'counterfactualRows'> = {
  rows: 200,
  reruns: 5,
  limeRows: 10,
  counterfactualRows: 20,
}

/** As in a decision. */
const LIME = { terms: 10, perturbations: 500, repeats: 4 }

/** A decision that leaves all reasons to the model. */
const declined: PolicyResult = { decision: 'REJECTED', fired: [], derived: {} }

/**
 * On a sample of the rows that are held out, with models opened anew from the file.
 *
 * @param policy decides changed applications; without one, and of plain tables, the score decides alone
 */
export async function explainStep(
  table: PreparedTable,
  split: TableSplit,
  bytes: Uint8Array,
  settings: ExplainSettings,
  policy?: CompiledPolicy,
): Promise<ExplainReport> {
  const model = openCreditModel(bytes)
  const { bundle } = model
  const sample = sampleOf(split.test, settings)
  const rows = takeRows(matrixFor(table, bundle), sample)
  const first = reasonsOf(model, rows)
  let identical = 0
  for (let run = 0; run < settings.reruns; run++)
    if (reasonsOf(openCreditModel(bytes), rows) === first) identical++
  const lime = limeStability(model, rows, settings)
  const titles = new Map(bundle.features.map(({ id, title }) => [id, title]))
  const reasonTable = reasonTableOf(bundle.reasonTable)
  return {
    rows: rows.rows,
    importance: bundle.importance.map(({ feature, share }) => ({
      feature,
      title: titles.get(feature)!,
      share,
    })),
    additivityError: additivityError(model, rows),
    reruns: { tried: settings.reruns, identical },
    reasonTable: bundle.reasonTable,
    unworded: unwordedFeatures(reasonTable, bundle.features),
    lime,
    counterfactuals: await tryCounterfactuals(
      table,
      sample,
      model,
      () => openCreditModel(bytes),
      settings,
      policy,
    ),
  }
}

function sampleOf(test: Int32Array, { seed, rows }: ExplainSettings): Int32Array {
  const random = openStream(seed, 'explain-sample').at(0)
  const left = test.slice()
  const wanted = Math.min(rows, left.length)
  for (let i = 0; i < wanted; i++) {
    const j = i + Math.floor(random.uniform() * (left.length - i))
    ;[left[i], left[j]] = [left[j], left[i]]
  }
  return left.subarray(0, wanted).sort()
}

/** Contributions to the last bit, and reasons in their words. */
function reasonsOf(model: CreditModel, rows: Matrix): string {
  const contributions = model.contributions(rows)
  const words = caseReasons(model, reasonTableOf(model.bundle.reasonTable))
  const width = rows.columns.length
  const reasons = Array.from({ length: rows.rows }, (_, row) => {
    const values = Float64Array.from(rows.columns, (column) => column[row])
    return words.reasons(values, contributions.subarray(row * width, (row + 1) * width), declined)
  })
  return JSON.stringify([Array.from(contributions), reasons])
}

/**
 * max over rows |Σ contributions − (log-odds − usual log-odds)|, of being good, before calibration; usual is the mean over
 * the background, of the scores as the model gives them.
 */
function additivityError(model: CreditModel, rows: Matrix): number {
  const { bundle } = model
  const { model: trained } = bundle.trained
  const contributions = model.contributions(rows)
  const width = rows.columns.length
  const usual =
    rawScores(trained, bundle.background).reduce((sum, raw) => sum + raw, 0) / bundle.background.rows
  const isProbability = scaleOf(trained) === 'probability'
  const logOdds = (raw: number): number =>
    isProbability ? logit(Math.min(Math.max(raw, 1e-6), 1 - 1e-6)) : raw
  let worst = 0
  for (const [row, raw] of rawScores(trained, rows).entries()) {
    let sum = 0
    for (let f = 0; f < width; f++) sum += contributions[row * width + f]
    worst = Math.max(worst, Math.abs(sum + (logOdds(raw) - logOdds(usual))))
  }
  return worst
}

function limeStability(
  model: CreditModel,
  rows: Matrix,
  { seed, limeRows }: ExplainSettings,
): ExplainReport['lime'] {
  const { bundle } = model
  const inputs = bundle.features.map(({ id, kind, categories }) => ({
    name: id,
    kind,
    ...(categories && { categories }),
  }))
  const good = (matrix: Matrix) => model.probabilities(matrix).map((bad) => 1 - bad)
  const explainer = limeExplainer(good, bundle.marginals, inputs, seed, LIME)
  const found = Array.from({ length: Math.min(limeRows, rows.rows) }, (_, row) => {
    const { stability } = explainer.explain(rows, row)
    return Math.min(stability.variables, stability.coefficients ?? 1)
  })
  if (found.length === 0) return null
  return {
    rows: found.length,
    meanStability: found.reduce((sum, value) => sum + value, 0) / found.length,
    leastStability: Math.min(...found),
  }
}
