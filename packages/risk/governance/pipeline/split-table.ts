/** Rows that are learnt from, and rows that are held out: the last ones where there are days, else drawn by lot. */
import { DataError } from '@pratibimba/learning/data'
import { holdout } from '@pratibimba/learning/splitting'
import type { PreparedTable } from './prepare-table.ts'

export interface TableSplit {
  readonly kind: 'time' | 'stratified'
  readonly train: Int32Array
  readonly test: Int32Array
  /** Days since 1970-01-01. */
  readonly holdoutFrom?: number
}

export interface SplitSettings {
  readonly seed: number
  /** Share of the rows that are held out, in (0, 1). */
  readonly holdout: number
  /** Days after an application until its outcome is known: younger ones are not learnt from. */
  readonly gapDays: number
}

/** Of either outcome, on either side. */
const LEAST = 10

/**
 * In time, all of a day lie on one side, and what is learnt from was known before the first held-out application came in.
 *
 * @throws DataError when a side has too few of either outcome
 */
export function splitTable(
  { data, day }: Pick<PreparedTable, 'data' | 'day'>,
  settings: SplitSettings,
): TableSplit {
  const { seed, holdout: share, gapDays } = settings
  const { label } = data
  if (day === undefined || new Set(day).size < 2) {
    const { train, test } = holdout(data.rows, { train: 1 - share, test: share }, { seed, label })
    return checked({ kind: 'stratified', train, test }, label)
  }
  const sorted = day.slice().sort()
  const holdoutFrom = Math.max(
    sorted[Math.floor((1 - share) * sorted.length)],
    sorted.find((at) => at > sorted[0])!,
  )
  const rows = Int32Array.from({ length: data.rows }, (_, row) => row)
  return checked(
    {
      kind: 'time',
      train: rows.filter((row) => day[row] < holdoutFrom && day[row] + gapDays <= holdoutFrom),
      test: rows.filter((row) => day[row] >= holdoutFrom),
      holdoutFrom,
    },
    label,
  )
}

function checked(split: TableSplit, label: Float64Array): TableSplit {
  for (const [rows, what] of [
    [split.train, 'learnt from'],
    [split.test, 'held out'],
  ] as const) {
    const bad = rows.reduce((sum, row) => sum + label[row], 0)
    if (bad < LEAST || rows.length - bad < LEAST)
      throw new DataError(
        `Of the ${rows.length} applications that are ${what}, ${bad} went bad: at least ${LEAST} of either outcome are needed. Use more data${split.kind === 'time' ? ', or a smaller gap' : ''}.`,
      )
  }
  return split
}
