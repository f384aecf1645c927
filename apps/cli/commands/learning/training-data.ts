/** A file as what is learnt from: features, outcome, weights, groups and times. */
import {
  absentColumn,
  binaryLabel,
  DataError,
  type Feature,
  featuresOfFrame,
  type LabelledMatrix,
  type LeftOut,
  matrixOfFrame,
} from '@pratibimba/learning/data'
import { type Column, columnNames, type Frame, isPresent, valueAt } from '@pratibimba/numerics/frame'
import type { TableDescription } from '@pratibimba/risk/twins'
import { UsageError } from '../../command-line/failures.ts'

/** Why a key is left out: what scores are told apart by. */
export const keyReason = 'it is the key'

export interface TrainingColumns {
  readonly target: string
  readonly positive?: string
  readonly exclude?: string
  readonly group?: string
  readonly time?: string
  readonly weight?: string
}

export interface TrainingData {
  readonly features: readonly Feature[]
  readonly leftOut: readonly LeftOut[]
  readonly data: LabelledMatrix
  readonly positive: string
  readonly group?: readonly (string | number)[]
  readonly time?: Float64Array
}

/**
 * Personal data and keys are never learnt from; nor are the columns that say whose, when, and how much a row is.
 *
 * @param table what the columns were detected to be
 * @throws UsageError naming a flag whose column is not there; DataError when the data cannot be learnt from
 */
export function trainingDataOf(
  frame: Frame,
  table: TableDescription,
  columns: TrainingColumns,
): TrainingData {
  const excluded = columns.exclude === undefined ? [] : columns.exclude.split(',').map((name) => name.trim())
  for (const [flag, name] of [
    ['--target', columns.target],
    ['--group', columns.group],
    ['--time', columns.time],
    ['--weight', columns.weight],
    ...excluded.map((name) => ['--exclude', name] as const),
  ] as const)
    if (name !== undefined && !frame.columns.has(name))
      throw new UsageError(`${flag}: there is ${absentColumn(name, columnNames(frame))}`)
  for (const [flag, names] of [
    ['--group', [columns.group]],
    ['--time', [columns.time]],
    ['--weight', [columns.weight]],
    ['--exclude', excluded],
  ] as const)
    if (names.includes(columns.target))
      throw new UsageError(`${flag}: ${columns.target} is what is learnt, and cannot be named here too`)
  const label = binaryLabel(frame, columns.target, columns.positive)
  const kept = keptOut(table, columns, excluded)
  const { features, leftOut } = featuresOfFrame(
    frame,
    new Set([columns.target, ...kept.map(({ column }) => column)]),
  )
  const { matrix } = matrixOfFrame(frame, features)
  return {
    features,
    leftOut: [...kept, ...leftOut],
    data: {
      ...matrix,
      label: label.values,
      ...(columns.weight === undefined ? {} : { weight: weightsOf(frame, columns.weight) }),
    },
    positive: label.positive,
    ...(columns.group === undefined ? {} : { group: groupsOf(frame, columns.group) }),
    ...(columns.time === undefined ? {} : { time: timesOf(frame, columns.time) }),
  }
}

function keptOut(
  { primaryKey, columns }: TableDescription,
  { target, group, time, weight }: TrainingColumns,
  excluded: readonly string[],
): LeftOut[] {
  return columns.flatMap(({ name, personalKind }) => {
    if (name === target) return []
    const reason = excluded.includes(name)
      ? 'excluded'
      : name === group
        ? 'it says whose row it is'
        : name === time
          ? 'it says when the row was'
          : name === weight
            ? 'it says how much the row counts'
            : personalKind !== undefined
              ? `personal data (${personalKind})`
              : name === primaryKey
                ? keyReason
                : undefined
    return reason === undefined ? [] : [{ column: name, reason }]
  })
}

function weightsOf(frame: Frame, name: string): Float64Array {
  const weights = numbersOf(frame, name, 'a weight')
  if (weights.every((weight) => weight === 0)) throw new DataError(`Column ${name}: every weight is 0.`, name)
  const negative = weights.findIndex((weight) => weight < 0)
  if (negative >= 0)
    throw new DataError(`Column ${name} is negative in row ${negative + 1}: a weight is 0 or more.`, name)
  if (!Number.isFinite(weights.reduce((sum, weight) => sum + weight, 0)))
    throw new DataError(`Column ${name}: the weights add up to infinity. Divide them by the largest.`, name)
  return weights
}

/** Days for dates and timestamps, numbers as they are. */
function timesOf(frame: Frame, name: string): Float64Array {
  const times = numbersOf(frame, name, 'a time')
  return frame.columns.get(name)!.kind === 'timestamp' ? times.map((ms) => ms / 86_400_000) : times
}

function numbersOf(frame: Frame, name: string, what: string): Float64Array {
  const column = frame.columns.get(name)!
  if (column.kind === 'category' || column.kind === 'text' || column.kind === 'serial')
    throw new DataError(
      `Column ${name} holds text: ${what} is a number${what === 'a time' ? ' or a date' : ''}.`,
      name,
    )
  return Float64Array.from(column.values, (value, row) => {
    if (!isPresent(column, row) || !Number.isFinite(value))
      throw new DataError(`Column ${name} is empty in row ${row + 1}: every row needs ${what}.`, name)
    return value
  })
}

function groupsOf(frame: Frame, name: string): (string | number)[] {
  const column: Column = frame.columns.get(name)!
  return Array.from({ length: frame.rows }, (_, row) => {
    const value = valueAt(column, row)
    if (value === null)
      throw new DataError(`Column ${name} is empty in row ${row + 1}: every row belongs to somebody.`, name)
    return typeof value === 'number' ? value : String(value)
  })
}
