/** How good predictions were, once their label window is over. */
import { bootstrapIntervals, type Estimate } from '@pratibimba/learning/metrics'
import { figure } from '../wording.ts'
import { liveStatistics } from './live-statistics.ts'
import { type Predictions, requirePredictions, requireThreshold, rowsByDay } from './predictions.ts'

export interface MaturedOptions {
  /** Today, days since 1970-01-01. */
  readonly today: number
  /** Days after the score date within which the event counts; default 30. */
  readonly horizonDays?: number
  /** Probability from which on a customer is flagged. */
  readonly threshold: number
  /** What the training report promised, to be held against. */
  readonly training?: TrainingFigures
  readonly seed: number
  /** Bootstrap replicates; default 200. */
  readonly replicates?: number
  /** In (0, 1); default .95. */
  readonly confidence?: number
  /** Fewer events, or fewer others, leave a date without figures; default 10. */
  readonly fewestOfAClass?: number
}

export interface TrainingFigures {
  readonly auc?: Estimate
  readonly recall?: Estimate
  readonly precision?: Estimate
  readonly calibrationError?: Estimate
}

/** Figures of the rows of one date, or of all. */
export interface LivePerformance {
  readonly rows: number
  readonly customers: number
  readonly events: number
  /** Absent where there are too few of a class. */
  readonly figures?: {
    readonly auc: Estimate
    readonly recall: Estimate
    /** Null where nobody was flagged. */
    readonly precision: Estimate | null
    readonly calibrationError: Estimate & { readonly expectedByChance: number }
  }
}

export interface TrainingComparison {
  readonly figure: 'auc' | 'recall' | 'precision' | 'calibrationError'
  readonly live: Estimate
  readonly training: Estimate
  /** The whole live interval lies on the bad side of the training interval. */
  readonly worse: boolean
  readonly sentence: string
}

export interface MaturedReport {
  /** Rows whose window is not over, and those over without a known outcome. */
  readonly immature: number
  readonly unknown: number
  readonly overall: LivePerformance
  /** In order; customers repeat from date to date. */
  readonly byDate: readonly (LivePerformance & { readonly scoreDay: number })[]
  readonly comparisons: readonly TrainingComparison[]
  readonly sentences: readonly string[]
}

/**
 * Performance by score date and over all, with intervals by a bootstrap over customers: the rows of a customer are drawn
 * together, for they repeat each other.
 *
 * A row counts when score day + horizon lies before today and its outcome is known. Percentile intervals; the calibration
 * error, which resampling inflates, has its lower end reflected about the value.
 *
 * @param outcome 1 event, 0 none, NaN not known; shape [rows]
 * @throws RangeError naming field and row
 * @see docs/methods/live-performance.md
 */
export function maturedPerformance(
  predictions: Predictions,
  outcome: Float64Array,
  options: MaturedOptions,
): MaturedReport {
  const { customer, scoreDay, probability } = predictions
  const { today, horizonDays = 30, threshold, training = {}, fewestOfAClass = 10 } = options
  requirePredictions('maturedPerformance', predictions)
  requireThreshold('maturedPerformance', threshold)
  if (outcome.length !== probability.length)
    throw new RangeError(`maturedPerformance: need ${probability.length} outcomes, got ${outcome.length}`)
  const mature: number[] = []
  let [immature, unknown] = [0, 0]
  for (let i = 0; i < outcome.length; i++) {
    if (outcome[i] !== 0 && outcome[i] !== 1 && !Number.isNaN(outcome[i]))
      throw new RangeError(`maturedPerformance: need outcomes 0, 1 or NaN, got ${outcome[i]} in row ${i}`)
    if (scoreDay[i] + horizonDays >= today) immature++
    else if (Number.isNaN(outcome[i])) unknown++
    else mature.push(i)
  }
  const performanceOf = (rows: Uint32Array): LivePerformance => {
    let events = 0
    for (const row of rows) events += outcome[row]
    const who = new Set<number>()
    for (const row of rows) who.add(customer[row])
    const counted = { rows: rows.length, customers: who.size, events }
    if (events < fewestOfAClass || rows.length - events < fewestOfAClass) return counted
    const statistics = liveStatistics(rows, customer, probability, outcome, threshold)
    const values = new Float64Array(4)
    statistics.evaluate(new Uint16Array(statistics.customers).fill(1), values)
    const { seed, replicates = 200, confidence } = options
    const intervals = bootstrapIntervals(statistics.classes, statistics.customers, 4, statistics.evaluate, {
      seed,
      replicates,
      confidence,
    })
    const estimate = (slot: number): Estimate => ({
      value: values[slot],
      lower: intervals[slot][0],
      upper: intervals[slot][1],
    })
    const error = estimate(3)
    return {
      ...counted,
      figures: {
        auc: estimate(0),
        recall: estimate(1),
        precision: rows.some((row) => probability[row] >= threshold) ? estimate(2) : null,
        calibrationError: {
          value: error.value,
          lower: Math.max(0, 2 * error.value - error.upper),
          upper: Math.max(error.value, error.upper),
          expectedByChance: statistics.expectedByChance,
        },
      },
    }
  }
  const rows = Uint32Array.from(mature)
  const overall = performanceOf(rows)
  const comparisons = compare(overall, training)
  return {
    immature,
    unknown,
    overall,
    byDate: rowsByDay(scoreDay, rows).map(([day, ofDay]) => ({ scoreDay: day, ...performanceOf(ofDay) })),
    comparisons,
    sentences: sentencesOf(overall, immature, unknown, comparisons),
  }
}

const titles = {
  auc: 'AUC',
  recall: 'Recall',
  precision: 'Precision',
  calibrationError: 'Calibration error',
} as const

function compare({ figures }: LivePerformance, training: TrainingFigures): TrainingComparison[] {
  if (figures === undefined) return []
  return (['auc', 'recall', 'precision', 'calibrationError'] as const).flatMap((name) => {
    const live = figures[name]
    const promised = training[name]
    if (live === null || promised === undefined) return []
    const worse = name === 'calibrationError' ? live.lower > promised.upper : live.upper < promised.lower
    return [
      {
        figure: name,
        live: { value: live.value, lower: live.lower, upper: live.upper },
        training: promised,
        worse,
        sentence: `${titles[name]} ${interval(live)}, in training ${interval(promised)}: ${worse ? 'worse beyond both intervals' : 'no worse than the intervals allow'}.`,
      },
    ]
  })
}

function sentencesOf(
  { rows, customers, events, figures }: LivePerformance,
  immature: number,
  unknown: number,
  comparisons: readonly TrainingComparison[],
): string[] {
  const number = (n: number) => n.toLocaleString('en')
  const open = `${number(immature)} are not over yet${unknown > 0 ? `, ${number(unknown)} have no known outcome` : ''}`
  if (rows === 0) return [`No prediction is over yet whose outcome is known: ${open}.`]
  const head = `${number(rows)} predictions of ${number(customers)} customers are over, with ${number(events)} events; ${open}.`
  if (figures === undefined) return [head, 'Too few events or too few others for figures.']
  const { auc, recall, precision, calibrationError } = figures
  return [
    head,
    `AUC ${interval(auc)}, recall ${interval(recall)}, ${precision === null ? 'nobody flagged' : `precision ${interval(precision)}`}, calibration error ${interval(calibrationError)} (${figure(calibrationError.expectedByChance)} by chance alone).`,
    ...comparisons.map(({ sentence }) => sentence),
  ]
}

function interval({ value, lower, upper }: Estimate): string {
  return `${figure(value)} (${figure(lower)} to ${figure(upper)})`
}
