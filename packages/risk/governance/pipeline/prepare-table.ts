/** A bank's table as the pipeline looks at it: features that may be read, outcomes, groups; applications or anything else. */
import {
  absentColumn,
  binaryLabel,
  DataError,
  type Feature,
  featuresOfFrame,
  type LabelledMatrix,
  type Matrix,
  matrixOfFrame,
  takeRows,
} from '@pratibimba/learning/data'
import { parseDay } from '@pratibimba/numerics/calendar'
import { type Column, columnNames, type Frame, frameOf, isPresent, valueAt } from '@pratibimba/numerics/frame'
import { takeColumn } from '../../applications/from-table/take-column.ts'
import { applicationFeatures, featureSetHash, tableOfApplications } from '../../applications/index.ts'
import { type CreditFeature, canonicalBytes, sha256Of, unlawfulBecause } from '../../decisions/index.ts'
import type { Groups } from '../../fairness/index.ts'
import { ageBands, groupsOf } from './groups.ts'
import { isAgeColumn, isProtectedColumn, tellsGood } from './protected-columns.ts'

export interface TableSettings {
  readonly target: string
  /** Value of the target that means: went bad. Judged by the name of the target and its values when absent. */
  readonly bad?: string
  /** Further columns by which fairness is measured; they are never features. */
  readonly protected: readonly string[]
  /** Columns that are not learnt from. */
  readonly exclude: readonly string[]
  /** Column with the day of an application, of plain tables; those of applications have their own. */
  readonly date?: string
  /** Our columns by the bank's. */
  readonly mapping?: unknown
  /** Take the table as it is, whatever its columns are called. */
  readonly plain: boolean
  /** Days since 1970-01-01 after which no date may lie. */
  readonly asOfDay: number
  /** Column that says which row it is, if one is known. */
  readonly key?: string
}

export interface PreparedTable {
  readonly kind: 'applications' | 'plain_features'
  readonly why: string | null
  readonly rowsRead: number
  readonly refused: number
  readonly refusedBecause: readonly string[]
  readonly target: string
  readonly badValue: string
  readonly featureSet: { readonly name: string; readonly hash: string }
  readonly features: readonly CreditFeature[]
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
  /** Rows with an outcome; label 1: went bad. */
  readonly data: LabelledMatrix
  /** Days since 1970-01-01, shape [rows]. */
  readonly day?: Float64Array
  /** Rows without an outcome. */
  readonly withoutOutcome: Matrix
  /** Of the rows with an outcome, by attribute. */
  readonly groups: Readonly<Record<string, Groups>>
  /** In the columns of applications, rows with an outcome; of tables of applications only. */
  readonly applications?: Frame
}

/**
 * @throws DataError when the target is not there or has not two values, or there is nothing to learn from
 * @throws ApplicationMappingError for a mapping that cannot be used
 * @see docs/operations/credit-pipeline.md
 */
export function prepareTable(frame: Frame, settings: TableSettings): PreparedTable {
  const names = columnNames(frame)
  const { target } = settings
  for (const name of [
    target,
    ...settings.protected,
    ...settings.exclude,
    ...(settings.date ? [settings.date] : []),
  ])
    if (!names.includes(name)) throw new DataError(`There is ${absentColumn(name, names)}`, name)
  if (settings.protected.includes(target) || settings.exclude.includes(target))
    throw new DataError(`${target} is what is learnt: it can be neither protected nor left out.`, target)
  const groupColumns = [
    ...new Set([
      ...settings.protected,
      ...names.filter(
        (name) => name !== target && !settings.exclude.includes(name) && isProtectedColumn(name),
      ),
    ]),
  ]
  const table = tableOfApplications(frame, {
    keep: [target, ...groupColumns],
    asOfDay: settings.asOfDay,
    plain: settings.plain,
    ...(settings.mapping === undefined ? {} : { mapping: settings.mapping }),
  })
  return table.kind === 'applications'
    ? ofApplications(frame, table, groupColumns, settings)
    : ofPlainTable(frame, table.why, groupColumns, settings)
}

function ofApplications(
  frame: Frame,
  table: Extract<ReturnType<typeof tableOfApplications>, { kind: 'applications' }>,
  groupColumns: readonly string[],
  settings: TableSettings,
): PreparedTable {
  const catalogue = new Map(applicationFeatures.features.map((feature) => [feature.id as string, feature]))
  const unlawful = [...catalogue.values()].flatMap(({ id, monotone }) => {
    const reason = unlawfulBecause({ id, monotone })
    return reason === undefined ? [] : [{ column: id as string, reason }]
  })
  const away = new Set([...unlawful.map(({ column }) => column), ...settings.exclude])
  const considered = frameOf([...table.features.columns].filter(([name]) => catalogue.has(name)))
  const found = featuresOfFrame(considered, away)
  const days = table.applications.columns.get('application_date')
  return assemble(
    {
      kind: 'applications',
      why: null,
      rowsRead: frame.rows,
      refused: table.refusedCount,
      refusedBecause: table.refused
        .slice(0, 10)
        .map(({ row, column, reason }) => `row ${row + 1}: ${column} ${reason}`),
      featureSet: { name: applicationFeatures.name, hash: featureSetHash() },
      leftOut: [
        ...unlawful,
        ...settings.exclude
          .filter((name) => catalogue.has(name))
          .map((column) => ({ column, reason: 'excluded' })),
        ...found.leftOut,
        ...table.unread.map((column) => ({ column, reason: 'it is no part of an application' })),
      ],
    },
    table.features,
    found.features,
    (name) => catalogue.get(name)!,
    days === undefined ? undefined : Float64Array.from(days.values as Int32Array),
    groupColumns,
    table.features.columns.has('age') ? 'age' : undefined,
    settings,
    table.applications,
  )
}

/**
 * Features of the catalogue that were computed before, as those of recorded decisions.
 *
 * @param frame every feature, the target, and `application_date` as a date
 */
export function prepareFeatures(frame: Frame, target: string, bad: string): PreparedTable {
  const catalogue = new Map(applicationFeatures.features.map((feature) => [feature.id as string, feature]))
  const unlawful = [...catalogue.values()].flatMap(({ id, monotone }) => {
    const reason = unlawfulBecause({ id, monotone })
    return reason === undefined ? [] : [{ column: id as string, reason }]
  })
  const considered = frameOf([...frame.columns].filter(([name]) => catalogue.has(name)))
  const found = featuresOfFrame(considered, new Set(unlawful.map(({ column }) => column)))
  return assemble(
    {
      kind: 'applications',
      why: null,
      rowsRead: frame.rows,
      refused: 0,
      refusedBecause: [],
      featureSet: { name: applicationFeatures.name, hash: featureSetHash() },
      leftOut: [...unlawful, ...found.leftOut],
    },
    frame,
    found.features,
    (name) => catalogue.get(name)!,
    daysOf(frame, 'application_date'),
    [],
    'age',
    { target, bad },
  )
}

function ofPlainTable(
  frame: Frame,
  why: string,
  groupColumns: readonly string[],
  settings: TableSettings,
): PreparedTable {
  const { target, exclude, date, key } = settings
  const dates = [...frame.columns].flatMap(([name, { kind }]) =>
    kind === 'date' || kind === 'timestamp' ? [name] : [],
  )
  const kept: { column: string; reason: string }[] = columnNames(frame).flatMap((column) => {
    const reason = exclude.includes(column)
      ? 'excluded'
      : groupColumns.includes(column)
        ? 'it is protected: fairness is measured by it'
        : column === date
          ? 'it says when the application was'
          : dates.includes(column)
            ? 'dates are not learnt from'
            : column === key
              ? 'it says which row it is'
              : undefined
    return column === target || reason === undefined ? [] : [{ column, reason }]
  })
  const found = featuresOfFrame(frame, new Set([target, ...kept.map(({ column }) => column)]))
  const age = columnNames(frame).find((name) => name !== target && isAgeColumn(name))
  const described = (name: string): Omit<CreditFeature, 'id' | 'kind'> => ({
    title: name.replaceAll('_', ' '),
    unit: '',
    // A higher age may never count against anyone.
    monotone: name === age ? 'decreasing' : 'free',
  })
  const features = found.features.filter(({ name, kind }) => !(name === age && kind === 'category'))
  return assemble(
    {
      kind: 'plain_features',
      why,
      rowsRead: frame.rows,
      refused: 0,
      refusedBecause: [],
      featureSet: {
        name: 'plain',
        hash: sha256Of(canonicalBytes(features.map(({ name, kind }) => [name, kind]))),
      },
      leftOut: [...kept, ...found.leftOut],
    },
    frame,
    features,
    described,
    date === undefined ? undefined : daysOf(frame, date),
    groupColumns,
    age,
    settings,
  )
}

function assemble(
  known: Pick<
    PreparedTable,
    'kind' | 'why' | 'rowsRead' | 'refused' | 'refusedBecause' | 'featureSet' | 'leftOut'
  >,
  frame: Frame,
  features: readonly Feature[],
  described: (name: string) => Omit<CreditFeature, 'id' | 'kind'>,
  day: Float64Array | undefined,
  groupColumns: readonly string[],
  age: string | undefined,
  { target, bad }: Pick<TableSettings, 'target' | 'bad'>,
  applications?: Frame,
): PreparedTable {
  const outcome = frame.columns.get(target)!
  const rows = Int32Array.from({ length: frame.rows }, (_, row) => row)
  const has = (row: number): boolean => isPresent(outcome, row) && String(valueAt(outcome, row)).trim() !== ''
  const labelled = rows.filter(has)
  const others = rows.filter((row) => !has(row))
  if (labelled.length === 0)
    throw new DataError(
      `Column ${target} is empty in every row: without outcomes there is nothing to learn.`,
      target,
    )
  const outcomes = frameOf([[target, takeColumn(outcome, labelled)]])
  const label = badLabel(outcomes, target, bad)
  const { matrix } = matrixOfFrame(frame, features)
  return {
    ...known,
    target,
    badValue: label.positive,
    features: features.map(({ name, kind, categories }): CreditFeature => {
      const { title, unit, monotone } = described(name)
      return { id: name, title, unit, monotone, kind, ...(categories && { categories }) }
    }),
    data: { ...takeRows(matrix, labelled), label: label.values },
    ...(day === undefined ? {} : { day: Float64Array.from(labelled, (row) => day[row]) }),
    withoutOutcome: takeRows(matrix, others),
    groups: {
      ...(age === undefined ? {} : { age_band: ageBands(frame.columns.get(age)!, labelled) }),
      ...Object.fromEntries(groupColumns.map((name) => [name, groupsOf(frame.columns.get(name)!, labelled)])),
    },
    ...(applications === undefined
      ? {}
      : {
          applications: frameOf(
            [...applications.columns].map(([name, column]): [string, Column] => [
              name,
              takeColumn(column, labelled),
            ]),
          ),
        }),
  }
}

/** The value that means bad: as named, else the smaller one where the target's name tells good, else as usual. */
function badLabel(outcomes: Frame, target: string, bad: string | undefined) {
  if (bad !== undefined || !tellsGood(target)) return binaryLabel(outcomes, target, bad)
  const judged = binaryLabel(outcomes, target)
  if (judged.negative.length !== 1) return judged
  return binaryLabel(outcomes, target, judged.negative[0])
}

function daysOf(frame: Frame, name: string): Float64Array {
  const column = frame.columns.get(name)!
  return Float64Array.from({ length: frame.rows }, (_, row) => {
    if (!isPresent(column, row))
      throw new DataError(`Column ${name} is empty in row ${row + 1}: every row needs a day.`, name)
    if (column.kind === 'date') return column.values[row]
    if (column.kind === 'timestamp') return Math.floor(column.values[row] / 86_400_000)
    try {
      return parseDay(String(valueAt(column, row)).trim())
    } catch {
      throw new DataError(
        `Column ${name} is no date in row ${row + 1}: dates are written as 2026-03-31.`,
        name,
      )
    }
  })
}
