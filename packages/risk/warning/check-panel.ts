/** Whether a panel can be learnt from, before an hour is spent on finding out. */
import { DataError } from '@pratibimba/learning/data'
import { formatDay } from '@pratibimba/numerics/calendar'
import { LABEL_KNOWN_DAYS } from './missed-payment.ts'
import type { WarningPanel } from './panel.ts'
import type { WarningSplit } from './plan-split.ts'
import { isTelltale } from './telltale.ts'

export interface PanelFinding {
  readonly check:
    | 'rows'
    | 'events'
    | 'missing'
    | 'constant'
    | 'infinite'
    | 'label-delay'
    | 'event-rate'
    | 'leak'
    | 'contacted'
  /** `stop`: cannot be learnt from. */
  readonly severity: 'stop' | 'warning'
  /** A sentence for the reader of the report. */
  readonly message: string
  /** Ids, where it is about features. */
  readonly features?: readonly string[]
}

export interface PanelCheckOptions {
  /** Rows to learn from; default 500. */
  readonly leastRows?: number
  /** Missed payments among them; default 50. */
  readonly leastEvents?: number
  /** A feature missing in a larger share of rows is named; default .95. */
  readonly mostMissing?: number
  /** Days a label should be known after; default 33. */
  readonly labelDays?: number
}

/** Event rates of two as-of dates further apart than this factor are named. */
const RATE_FACTOR = 2

/** Findings about the rows to learn from; none is good. */
export function checkPanel(
  { features, matrix, label, asOfDay, knownOnDay, contacted }: WarningPanel,
  { train, trainDays }: WarningSplit,
  {
    leastRows = 500,
    leastEvents = 50,
    mostMissing = 0.95,
    labelDays = LABEL_KNOWN_DAYS,
  }: PanelCheckOptions = {},
): PanelFinding[] {
  const findings: PanelFinding[] = []
  const events = train.reduce((sum, row) => sum + label[row], 0)
  if (train.length < leastRows)
    findings.push({
      check: 'rows',
      severity: 'stop',
      message: `${count(train.length)} rows are too few to learn from: at least ${count(leastRows)} are needed. Use more customers or more as-of dates.`,
    })
  if (events < leastEvents)
    findings.push({
      check: 'events',
      severity: 'stop',
      message: `${count(events)} missed payments are too few to learn from: at least ${count(leastEvents)} are needed. Use more customers or more as-of dates.`,
    })
  const missing: string[] = []
  const constant: string[] = []
  const infinite: string[] = []
  const telltale: string[] = []
  const outcome = Float64Array.from(train, (row) => label[row])
  for (const [f, { id }] of features.entries()) {
    const column = matrix.columns[f]
    let gone = 0
    let odd = 0
    let varies = false
    for (const row of train) {
      const value = column[row]
      if (Number.isNaN(value)) gone++
      else if (!Number.isFinite(value)) odd++
      varies ||= !Object.is(value, column[train[0]]) && value !== column[train[0]]
    }
    if (odd > 0) infinite.push(id)
    if (!varies) constant.push(id)
    else if (gone > mostMissing * train.length) missing.push(id)
    if (
      isTelltale(
        Float64Array.from(train, (row) => column[row]),
        outcome,
      )
    )
      telltale.push(id)
  }
  const named = (
    check: PanelFinding['check'],
    severity: PanelFinding['severity'],
    ids: string[],
    what: string,
  ) => {
    if (ids.length > 0)
      findings.push({
        check,
        severity,
        features: ids,
        message: `${ids.length === 1 ? 'Feature' : `${ids.length} features:`} ${ids.join(', ')} ${what}`,
      })
  }
  named('infinite', 'stop', infinite, 'holds infinite values. A feature is a number or missing.')
  named('constant', 'warning', constant, 'never varies and is left out.')
  named('missing', 'warning', missing, `is missing in over ${100 * mostMissing}% of the rows.`)
  named(
    'leak',
    'warning',
    telltale,
    'sets missed payments apart as nothing does that was known before them: look whether it is written after the outcome. The model is not promoted by itself.',
  )
  const late = train.filter((row) => knownOnDay[row] - asOfDay[row] > labelDays).length
  if (late > 0)
    findings.push({
      check: 'label-delay',
      severity: 'warning',
      message: `${count(late)} labels became known more than ${labelDays} days after their as-of date: newest customers are learnt from late.`,
    })
  const helped = contacted === undefined ? [] : [...train].filter((row) => contacted[row] === 1)
  if (helped.length > 0) {
    const missed = helped.reduce((sum, row) => sum + label[row], 0)
    findings.push({
      check: 'contacted',
      severity: 'warning',
      message: `${count(helped.length)} of ${count(train.length)} rows (${percent(helped.length / train.length)}) are of customers who were contacted while their label ran; ${count(missed)} of them missed all the same. A miss that was prevented looks like a customer who needed no help, and the model learns it so.`,
    })
  }
  const early = train.filter((row) => knownOnDay[row] <= asOfDay[row]).length
  if (early > 0)
    findings.push({
      check: 'label-delay',
      severity: 'stop',
      message: `${count(early)} labels were known on their as-of date or before it: they tell of the past, not of what is to come.`,
    })
  const rates = trainDays.map((day) => {
    const rows = train.filter((row) => asOfDay[row] === day)
    return rows.reduce((sum, row) => sum + label[row], 0) / rows.length
  })
  const [low, high] = [Math.min(...rates), Math.max(...rates)]
  if (rates.length > 1 && high > RATE_FACTOR * low)
    findings.push({
      check: 'event-rate',
      severity: 'warning',
      message: `The share of missed payments goes from ${percent(low)} (${formatDay(trainDays[rates.indexOf(low)])}) to ${percent(high)} (${formatDay(trainDays[rates.indexOf(high)])}) between as-of dates.`,
    })
  return findings
}

/** @throws DataError with every finding that stops a training */
export function requireLearnable(findings: readonly PanelFinding[]): void {
  const stops = findings.filter(({ severity }) => severity === 'stop')
  if (stops.length > 0) throw new DataError(stops.map(({ message }) => message).join(' '))
}

const count = (value: number): string => value.toLocaleString('en')
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`
