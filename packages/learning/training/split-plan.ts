/** How rows are divided, outside and inside the folds: by class, by customer, or by time. */
import { type Fold, holdout, stratifiedFolds, stratifiedGroupedFolds, timeFolds } from '../splitting/index.ts'

export interface SplitBy {
  /** 0 or 1, shape [rows]. */
  readonly label: Float64Array
  /** Whose row it is, shape [rows]. */
  readonly group?: readonly (string | number)[]
  /** When it was, any unit; shape [rows]. Stands before `group`: rows are then divided by time alone. */
  readonly time?: Float64Array
  /** How long after a row its outcome is known, in the unit of time: rows younger than that are not learnt from. Default 0. */
  readonly gap?: number
}

export type SplitKind = 'stratified' | 'grouped' | 'time-ordered'

export const splitKindOf = ({ group, time }: SplitBy): SplitKind =>
  time !== undefined ? 'time-ordered' : group !== undefined ? 'grouped' : 'stratified'

/** Under so many rows one held-out part says too little about the number of trees. */
const FEW_ROWS = 5_000
const INNER_FOLDS = 4
const HELD_OUT = 0.2

/** Folds in which every figure is taken on rows that were not learnt from. */
export function outerFolds(by: SplitBy, folds: number, seed: number): Fold[] {
  if (by.time !== undefined) return timeFolds(by.time, folds, { gap: by.gap ?? 0 })
  if (by.group !== undefined) return stratifiedGroupedFolds(by.label, by.group, folds, { seed })
  return stratifiedFolds(by.label, folds, { seed })
}

/**
 * Divisions of the rows that one fold learns from, to decide the number of trees: four folds of few rows, one held-out
 * fifth of many, none where a class has too few rows to be divided, or all rows are of one group. Rows of one time have
 * no order, and are divided as if there were none.
 *
 * @param rows of the fold
 * @returns indices into `rows`
 */
export function innerFolds(by: SplitBy, rows: Int32Array, seed: number): Fold[] {
  const label = Float64Array.from(rows, (row) => by.label[row])
  const rarest = Math.min(count(label, 0), count(label, 1))
  if (rarest < 2 || rows.length < 10) return []
  const ofRows = by.time && Float64Array.from(rows, (row) => by.time![row])
  const time = ofRows?.some((at) => at !== ofRows[0]) ? ofRows : undefined
  const group = by.group && Array.from(rows, (row) => by.group![row])
  if (time === undefined && group !== undefined && group.every((whose) => whose === group[0])) return []
  const inner: SplitBy = { label, ...(group ? { group } : {}), ...(time ? { time, gap: by.gap ?? 0 } : {}) }
  const folds =
    rows.length < FEW_ROWS && time === undefined
      ? outerFolds(inner, Math.min(INNER_FOLDS, rarest, group ? new Set(group).size : rarest), seed)
      : heldOut(inner, rows.length, seed)
  return folds.filter(({ train, test }) => bothClasses(label, train) && bothClasses(label, test))
}

function heldOut({ label, group, time, gap = 0 }: SplitBy, rows: number, seed: number): Fold[] {
  const shares = { train: 1 - HELD_OUT, test: HELD_OUT }
  const { train, test } = holdout(
    rows,
    shares,
    time ? { seed, time } : { seed, label, ...(group ? { group } : {}) },
  )
  if (time === undefined || gap === 0) return [{ train, test }]
  const first = test.reduce((earliest, row) => Math.min(earliest, time[row]), Number.POSITIVE_INFINITY)
  return [{ train: train.filter((row) => time[row] <= first - gap), test }]
}

export function bothClasses(label: Float64Array, rows: Int32Array): boolean {
  let events = 0
  for (const row of rows) events += label[row]
  return events > 0 && events < rows.length
}

function count(values: Float64Array, wanted: number): number {
  let found = 0
  for (const value of values) if (value === wanted) found++
  return found
}
