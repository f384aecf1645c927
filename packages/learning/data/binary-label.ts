/** The outcome to learn: one column that says yes or no. */
import { columnNames, type Frame, isPresent } from '@pratibimba/numerics/frame'
import { absentColumn } from './absent-column.ts'
import { DataError, nameRows } from './data-error.ts'
import { labelOf, rowsWhere } from './frame-matrix.ts'

export interface BinaryLabel {
  /** 1 where the outcome is `positive`, else 0; shape [rows]. */
  readonly values: Float64Array
  /** What counts as the event, as the file writes it. */
  readonly positive: string
  /** What the other rows hold. */
  readonly negative: readonly string[]
  readonly positives: number
}

/** Values that name the event by themselves, most telling first. */
const tellingEvents = ['true', 'default', 'bad', 'yes', 'y']

/**
 * Reads the outcome.
 *
 * @param positive the value that is the event; judged when absent: the larger of two numbers, else true, default,
 *   bad or yes. Named, it is held against all others
 * @throws DataError when the column is absent, empty in a row, has one value only, or several and none is named
 */
export function binaryLabel(frame: Frame, target: string, positive?: string): BinaryLabel {
  const column = frame.columns.get(target)
  if (column === undefined)
    throw new DataError(`There is ${absentColumn(target, columnNames(frame))}`, target)
  const empty = rowsWhere(frame.rows, (row) => !isPresent(column, row))
  if (empty.count > 0)
    throw new DataError(
      `Column ${target} is empty in ${nameRows(empty.first, empty.count)}: a row without an outcome cannot be learnt from. Remove such rows, or fill them.`,
      target,
    )
  const labels = distinctLabels(target, column, frame.rows)
  if (labels.length < 2)
    throw new DataError(
      `Column ${target} says ${labels[0] ?? 'nothing'} in every row: two outcomes are needed to learn which is which.`,
      target,
    )
  const event = positive ?? eventAmong(target, labels)
  if (!labels.includes(event))
    throw new DataError(
      `Column ${target} never says ${event}${listed(labels, ': it says ', '')}. Name a value of it as the event.`,
      target,
    )
  const values = new Float64Array(frame.rows)
  let positives = 0
  const code = column.kind === 'category' ? column.dictionary.indexOf(event) : undefined
  for (let i = 0; i < frame.rows; i++) {
    const value = column.values[i]
    if (code !== undefined ? value === code : textOf(column, value) === event) {
      values[i] = 1
      positives++
    }
  }
  return { values, positive: event, negative: labels.filter((label) => label !== event), positives }
}

type AnyColumn = Frame['columns'] extends ReadonlyMap<string, infer C> ? C : never

function textOf(column: AnyColumn, value: number | string): string {
  return column.kind === 'category' ? column.dictionary[value as number] : labelOf(column, value)
}

/** Different outcomes; a column with very many is none. */
function distinctLabels(target: string, column: AnyColumn, rows: number): string[] {
  const distinct = new Set<number | string>()
  for (let i = 0; i < rows; i++) {
    distinct.add(column.values[i])
    if (distinct.size > 1000)
      throw new DataError(
        `Column ${target} has more than 1,000 different values: an outcome has two, such as 0 and 1.`,
        target,
      )
  }
  return [...distinct].map((value) => textOf(column, value)).sort()
}

function eventAmong(target: string, labels: readonly string[]): string {
  if (labels.length > 2)
    throw new DataError(
      `Column ${target} has ${labels.length} different values${listed(labels, ' (', ')')}, an outcome has two. Name the one that is the event (--positive), to be held against all others.`,
      target,
    )
  if (labels.every((label) => Number.isFinite(Number(label))))
    return Number(labels[0]) > Number(labels[1]) ? labels[0] : labels[1]
  for (const event of tellingEvents) {
    const label = labels.find((candidate) => candidate.toLowerCase() === event)
    if (label !== undefined) return label
  }
  throw new DataError(
    `Column ${target} says ${labels[0]} or ${labels[1]}: name the one that is the event (--positive).`,
    target,
  )
}

/** Few values are outcomes; many would be the cells of people, which no message shows. */
function listed(labels: readonly string[], before: string, after: string): string {
  return labels.length > 10 ? '' : `${before}${labels.join(', ')}${after}`
}
