/**
 * Columns made from categories, as CatBoost's ctrs.
 *
 * CatBoost keeps one table of counts per combination and computes (count + prior) / (sum of counts + prior). Ours hold a
 * count per column, and a last one that brings the sum to 0; with priors 0 and 1 the count is the number itself. That
 * number is how many thresholds the column's value has passed, less those that a cell never seen has: whole numbers,
 * so that no decision depends on rounding.
 */
import type { TreeModel } from '../../models/model.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'
import type { AskedQuestion } from './asked-questions.ts'
import { type StatisticCells, statisticCells } from './statistic-cells.ts'

type CategoryQuestion = Exclude<AskedQuestion, { kind: 'number' }>

export interface CtrTable {
  readonly parts: readonly HashedPart[]
  /** Of each statistic, ascending; they and the questions they answer fit. */
  readonly borders: readonly (readonly number[])[]
  readonly questions: readonly (readonly AskedQuestion[])[]
  /** Whole numbers per statistic, by the cell's hash. */
  readonly rows: ReadonlyMap<bigint, Int32Array>
}

export function ctrTables(model: TreeModel, questions: readonly AskedQuestion[]): CtrTable[] {
  const byColumn = new Map<string, CategoryQuestion[]>()
  for (const [index, question] of questions.entries()) {
    if (question.kind === 'number') continue
    // All thresholds of a column share a statistic; every set is one of its own.
    const key = question.kind === 'statistic' ? `${question.column}` : `set ${index}`
    const same = byColumn.get(key)
    if (same === undefined) byColumn.set(key, [question])
    else same.push(question)
  }
  const statistics = new Map<string, { cells: StatisticCells; questions: CategoryQuestion[] }[]>()
  const cellsOf = new Map<number, StatisticCells>()
  for (const asked of byColumn.values()) {
    const { column } = asked[0]
    const cells = cellsOf.get(column) ?? statisticCells(model, column)
    cellsOf.set(column, cells)
    const combination = JSON.stringify(cells.parts)
    const same = statistics.get(combination)
    if (same === undefined) statistics.set(combination, [{ cells, questions: asked }])
    else same.push({ cells, questions: asked })
  }
  return [...statistics.values()].map((group) => tableOf(model, group))
}

function tableOf(
  model: TreeModel,
  group: readonly { cells: StatisticCells; questions: CategoryQuestion[] }[],
): CtrTable {
  const round = model.ensemble.comparison === 'float32' ? Math.fround : (value: number) => value
  const rows = new Map<bigint, Int32Array>()
  const borders: number[][] = []
  const asked: CategoryQuestion[][] = []
  for (const [statistic, { cells, questions }] of group.entries()) {
    const ordered = [...questions].sort((a, b) =>
      a.kind === 'statistic' && b.kind === 'statistic' ? a.threshold - b.threshold : 0,
    )
    const passed = (value: number): number => {
      const rounded = round(value)
      return ordered.filter((question) => isYes(question, rounded)).length
    }
    const unseen = passed(cells.otherwise)
    const seen = new Set<bigint>()
    for (let cell = 0; cell < cells.values.length; cell++) {
      const hash = (BigInt(cells.cells[2 * cell]) << 32n) | BigInt(cells.cells[2 * cell + 1])
      if (seen.has(hash))
        throw new ModelFileError(
          'Two combinations of categories have the same hash in CatBoost. Rename a category.',
        )
      seen.add(hash)
      const row = rows.get(hash) ?? new Int32Array(group.length)
      row[statistic] = passed(cells.values[cell]) - unseen
      rows.set(hash, row)
    }
    borders.push(ordered.map((_, index) => index + 0.5 - unseen))
    asked.push(ordered)
  }
  return { parts: group[0].cells.parts, borders, questions: asked, rows }
}

function isYes(question: CategoryQuestion, value: number): boolean {
  if (question.kind === 'statistic') return value > question.threshold
  if (Number.isNaN(value)) return question.missing === 'right'
  return !question.codes.has(value)
}
