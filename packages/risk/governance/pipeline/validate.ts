/** Step 1: whether a table can be learnt from, before an hour is spent on finding out. */
import { wilson } from '@pratibimba/learning/metrics'
import { formatDay } from '@pratibimba/numerics/calendar'
import { isTelltale } from '../../warning/telltale.ts'
import type { PreparedTable } from './prepare-table.ts'
import type { ColumnQuality, PipelineFinding, ValidateReport } from './reports.ts'

export interface ValidateSettings {
  readonly source: string
  readonly sha256: string
  /** With an outcome. */
  readonly leastRows: number
  /** Of either outcome. */
  readonly leastEvents: number
  /** Bad rates between which nobody wonders. */
  readonly badRate: readonly [least: number, most: number]
  /** A feature missing in a larger share of rows is named. */
  readonly mostMissing: number
  /** Rows that are there twice, as a share, from which on they are named. */
  readonly mostTwice: number
}

export const usualValidation: Omit<ValidateSettings, 'source' | 'sha256'> = {
  leastRows: 300,
  leastEvents: 50,
  badRate: [0.005, 0.6],
  mostMissing: 0.95,
  mostTwice: 0.01,
}

/** @see docs/operations/credit-pipeline.md */
export function validateTable(table: PreparedTable, settings: ValidateSettings): ValidateReport {
  const { data, day, features, withoutOutcome } = table
  const bad = data.label.reduce((sum, value) => sum + value, 0)
  const columns = features.map(({ id, kind, categories }, f) =>
    qualityOf(id, kind, categories, data.columns[f]),
  )
  const findings = [
    ...rowFindings(table, bad, settings),
    ...columnFindings(columns, settings),
    ...twiceFindings(table, settings),
    ...leakFindings(table),
  ]
  return {
    source: settings.source,
    sha256: settings.sha256,
    rows: data.rows,
    events: bad,
    declined: withoutOutcome.rows,
    from: day === undefined ? null : formatDay(day.reduce((a, b) => Math.min(a, b))),
    to: day === undefined ? null : formatDay(day.reduce((a, b) => Math.max(a, b))),
    preprocessing: preprocessingOf(table),
    findings,
    passed: findings.every(({ severity }) => severity !== 'severe'),
    kind: table.kind,
    why: table.why,
    rowsRead: table.rowsRead,
    refused: table.refused,
    refusedBecause: table.refusedBecause,
    target: table.target,
    badValue: table.badValue,
    badRate: wilson(bad / data.rows, data.rows, 0.95),
    protectedColumns: Object.keys(table.groups),
    leftOut: table.leftOut,
    columns,
  }
}

function preprocessingOf({ kind, refused, leftOut }: PreparedTable): string[] {
  return [
    kind === 'applications'
      ? 'Features of the catalogue are computed from the columns of applications; missing stays missing.'
      : 'Columns are read as they are; missing stays missing.',
    ...(refused > 0 ? [`${refused} rows that are no applications are left out.`] : []),
    ...(leftOut.length > 0
      ? [`${leftOut.length} columns are not learnt from; each is named with the reason.`]
      : []),
    'No resampling, no imputation, no outlier removal.',
  ]
}

function qualityOf(
  name: string,
  kind: ColumnQuality['kind'],
  categories: readonly string[] | undefined,
  values: Float64Array,
): ColumnQuality {
  let missing = 0
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values)
    if (Number.isNaN(value)) missing++
    else {
      if (value < min) min = value
      if (value > max) max = value
    }
  const ranged = kind === 'number' && missing < values.length
  return {
    name,
    kind,
    missingShare: missing / values.length,
    labels: kind === 'category' ? (categories?.length ?? 0) : null,
    min: ranged ? min : null,
    max: ranged ? max : null,
  }
}

function rowFindings(
  { data, refused, rowsRead }: PreparedTable,
  bad: number,
  { leastRows, leastEvents, badRate: [least, most] }: ValidateSettings,
): PipelineFinding[] {
  const found: PipelineFinding[] = []
  const rate = bad / data.rows
  if (data.rows < leastRows)
    found.push({
      check: 'rows',
      severity: 'severe',
      text: `${data.rows} rows have an outcome: at least ${leastRows} are needed.`,
    })
  const fewer = Math.min(bad, data.rows - bad)
  if (fewer < leastEvents)
    found.push({
      check: 'events',
      severity: 'severe',
      text: `${bad} of ${data.rows} loans went bad: at least ${leastEvents} of either outcome are needed.`,
    })
  if (rate < least || rate > most)
    found.push({
      check: 'bad-rate',
      severity: 'moderate',
      text: `${(100 * rate).toFixed(1)}% of the loans went bad, outside ${100 * least}% to ${100 * most}%: see that the value that means bad is the right one.`,
    })
  if (refused > 0)
    found.push({
      check: 'ranges',
      severity: refused > rowsRead / 2 ? 'severe' : 'moderate',
      text: `${refused} of ${rowsRead} rows are no applications: values out of range, or missing where one is needed.`,
    })
  return found
}

function columnFindings(
  columns: readonly ColumnQuality[],
  { mostMissing }: ValidateSettings,
): PipelineFinding[] {
  const missing = columns.filter(({ missingShare }) => missingShare > mostMissing).map(({ name }) => name)
  const found: PipelineFinding[] = []
  if (columns.length === 0)
    found.push({ check: 'features', severity: 'severe', text: 'There is no column to learn from.' })
  if (missing.length > 0)
    found.push({
      check: 'missing',
      severity: 'moderate',
      text: `Missing in more than ${100 * mostMissing}% of the rows: ${missing.join(', ')}.`,
      columns: missing,
    })
  return found
}

/** Rows that agree in every feature and in the outcome. Of tables with few features some do by chance. */
function twiceFindings({ data }: PreparedTable, { mostTwice }: ValidateSettings): PipelineFinding[] {
  const seen = new Set<string>()
  let twice = 0
  for (let row = 0; row < data.rows; row++) {
    let key = String(data.label[row])
    for (const column of data.columns) key += `,${column[row]}`
    if (seen.has(key)) twice++
    else seen.add(key)
  }
  if (twice <= mostTwice * data.rows) return []
  return [
    {
      check: 'duplicates',
      severity: 'moderate',
      text: `${twice} of ${data.rows} rows are there already with the same values: a loan that counts twice is on both sides of a split.`,
    },
  ]
}

/** Features that say what only the outcome can: written after it, or made of it. */
function leakFindings({ data, features }: PreparedTable): PipelineFinding[] {
  const bad = data.label.reduce((sum, value) => sum + value, 0)
  // The finder looks for the rarer outcome in tails where the usual one hardly is.
  const rare = bad <= data.rows - bad ? data.label : data.label.map((value) => 1 - value)
  const leaks = features.filter(
    (_, f) => isTelltale(data.columns[f], rare) || decides(data.columns[f], data.label),
  )
  if (leaks.length === 0) return []
  const names = leaks.map(({ id }) => id)
  return [
    {
      check: 'leak',
      severity: 'severe',
      text: `${names.join(', ')}: ${names.length === 1 ? 'this column gives' : 'these columns give'} the outcome away. What is written after the decision must not be learnt from; exclude ${names.length === 1 ? 'it' : 'them'}.`,
      columns: names,
    },
  ]
}

/** Whether the value alone says the outcome in nearly all rows, for columns of few values. */
function decides(values: Float64Array, label: Float64Array): boolean {
  const counts = new Map<number, [number, number]>()
  for (let row = 0; row < values.length; row++) {
    const of = counts.get(values[row]) ?? [0, 0]
    of[label[row]]++
    counts.set(values[row], of)
    if (counts.size > 20) return false
  }
  let wrong = 0
  for (const [good, bad] of counts.values()) wrong += Math.min(good, bad)
  const fewer = Math.min(...[0, 1].map((of) => [...counts.values()].reduce((sum, each) => sum + each[of], 0)))
  return fewer > 0 && wrong <= 0.02 * fewer
}
