/** Four answers to how important an input is, side by side, and how far they agree. */
import { rank, spearman } from '@pratibimba/numerics/statistics'
import { type LabelledMatrix, takeRows } from '../../data/index.ts'
import { globalContributions } from '../../explanation/contributions/index.ts'
import type { Estimate } from '../../metrics/index.ts'
import type { TreeModel } from '../../models/index.ts'
import { type PermutationOptions, permutationImportance } from './permutation-importance.ts'
import { importanceOf, keepsGains } from './split-importance.ts'

export type ImportanceMeasure = 'gain' | 'splits' | 'permutation' | 'shap'

export interface ImportanceRow {
  readonly feature: string
  /** Share of what all splits won; undefined where the model's file kept no gains. */
  readonly gain: number | undefined
  /** Share of all splits. */
  readonly splits: number
  readonly permutation: Estimate
  /** Mean |contribution| to the raw score. */
  readonly shap: number
  /** 1 is the most important; equal ones share their mean rank. */
  readonly ranks: Readonly<Partial<Record<ImportanceMeasure, number>>>
}

export interface ImportanceAgreement {
  readonly between: readonly [ImportanceMeasure, ImportanceMeasure]
  /** Spearman's rank correlation over the inputs; undefined where one measure is the same for all. */
  readonly correlation: number | undefined
}

export interface ImportanceTable {
  /** Most important by permutation first. */
  readonly rows: readonly ImportanceRow[]
  readonly agreement: readonly ImportanceAgreement[]
}

export interface ImportanceTableOptions extends Omit<PermutationOptions, 'groups'> {
  /** Rows that are explained at most, evenly spread: deep forests take long. Default 500. */
  readonly explainedRows?: number
}

/**
 * Gain and splits tell of the rows the model was grown on; permutation and SHAP of the rows given, which had better be held
 * out. Where they disagree, an input was split by without helping, or others can stand in for it.
 *
 * @throws RangeError when data or options do not fit
 * @see docs/methods/feature-importance.md
 */
export function importanceTable(
  model: TreeModel,
  data: LabelledMatrix,
  { explainedRows = 500, ...options }: ImportanceTableOptions,
): ImportanceTable {
  if (!(Number.isInteger(explainedRows) && explainedRows >= 1))
    throw new RangeError(`importanceTable: need an integer explainedRows ≥ 1, got ${explainedRows}`)
  const names = model.inputs.map(({ name }) => name)
  const drops = permutationImportance(model, data, options).map(({ drop }) => drop)
  const contributions = globalContributions(model, evenly(data, explainedRows), options.seed)
  const byName = new Map(contributions.map(({ feature, value }) => [feature, value]))
  const measured: Partial<Record<ImportanceMeasure, Float64Array>> = {
    ...(keepsGains(model) ? { gain: shares(importanceOf(model, 'total-gain')) } : {}),
    splits: shares(importanceOf(model, 'splits')),
    permutation: Float64Array.from(drops, ({ value }) => value),
    shap: Float64Array.from(names, (name) => byName.get(name)!),
  }
  const measures = Object.entries(measured) as [ImportanceMeasure, Float64Array][]
  const ranked = measures.map(([measure, values]) => [measure, rank(values.map((value) => -value))] as const)
  const rows = names.map((feature, input) => ({
    feature,
    gain: measured.gain?.[input],
    splits: measured.splits![input],
    permutation: drops[input],
    shap: measured.shap![input],
    ranks: Object.fromEntries(ranked.map(([measure, ranks]) => [measure, ranks[input]])),
  }))
  return {
    rows: rows.sort((a, b) => b.permutation.value - a.permutation.value),
    agreement: measures.flatMap(([a, first], i) =>
      measures
        .slice(i + 1)
        .map(([b, second]) => ({ between: [a, b] as const, correlation: agreement(first, second) })),
    ),
  }
}

function agreement(a: Float64Array, b: Float64Array): number | undefined {
  const correlation = a.length < 2 ? Number.NaN : spearman(a, b)
  return Number.isNaN(correlation) ? undefined : correlation
}

function shares(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0)
  return total > 0 ? values.map((value) => value / total) : values
}

/** At most so many rows, evenly spread. */
function evenly(
  { rows, columns }: LabelledMatrix,
  most: number,
): { rows: number; columns: readonly Float64Array[] } {
  if (rows <= most) return { rows, columns }
  return takeRows(
    { rows, columns },
    Array.from({ length: most }, (_, i) => Math.floor((i * rows) / most)),
  )
}
