/** How good a warning model is, every figure from stored predictions of customers it never learnt from. */
import { reliabilityDiagram } from '@pratibimba/learning/calibration'
import { DataError } from '@pratibimba/learning/data'
import {
  confusionAt,
  type Estimate,
  evaluateBinary,
  expectedCost,
  thresholdForRecall,
  thresholdSensitivity,
  wilson,
} from '@pratibimba/learning/metrics'
import { formatDay } from '@pratibimba/numerics/calendar'
import { LABEL_DAYS } from './missed-payment.ts'
import { predictionRows, takeValues, type WarningPredictions } from './predictions.ts'

/** What happens when customers from a probability on are called. */
export interface OperatingPoint {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
  readonly recall: Estimate
  /** Absent where nobody is called. */
  readonly precision?: Estimate
  /** Of the customers without a miss, the share that is called. */
  readonly falseAlarmRate: number
  /** Customers called on the test's as-of date. */
  readonly alerts: number
  /** Where each called customer is worked once in the thirty days of the label. */
  readonly alertsADay: number
  /** Per customer, in false alarms. */
  readonly cost: number
}

export interface WarningEvaluation {
  readonly asOfDates: readonly string[]
  readonly rows: number
  readonly events: number
  readonly eventRate: Estimate
  readonly auc: Estimate
  readonly averagePrecision: Estimate
  readonly ks: Estimate
  readonly brier: Estimate
  readonly logLoss: Estimate
  /** In ten bins of equal mass; with what a perfectly calibrated model would show by chance. */
  readonly calibrationError: Estimate & { readonly expectedByChance: number }
  readonly missCost: number
  /** At the cost threshold 1/(1 + missCost). */
  readonly decision: OperatingPoint
  /** Where 85% of the missed payments are called. */
  readonly recall85: OperatingPoint
  /** A miss costing 25 … 250 false alarms. */
  readonly costs: readonly {
    readonly missCost: number
    readonly point: OperatingPoint
    /** Cheapest cost in hindsight on these very rows. */
    readonly hindsightCost: number
  }[]
  /** Ascending thresholds. */
  readonly thresholds: readonly OperatingPoint[]
  readonly reliability: readonly {
    readonly predicted: number
    readonly observed: Estimate
    readonly rows: number
  }[]
  readonly roc: readonly { readonly falseAlarmRate: number; readonly recall: number }[]
}

export interface EvaluationSettings {
  readonly seed: number
  readonly missCost: number
}

const MISS_COSTS = [25, 50, 100, 150, 200, 250]
const REPLICATES = 400
/** For the threshold explorer: dense where thresholds of costly misses lie. */
const THRESHOLDS = [
  0.002, 0.004, 0.006, 0.008, 0.01, 0.0125, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125,
  0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9,
]
const ROC_POINTS = 60

/**
 * Figures of the test's predictions: one row a customer, so that rows are independent.
 *
 * @throws DataError when a customer has several rows in the test, or it has one outcome only
 * @see docs/methods/early-warning-model.md
 */
export function evaluateWarning(
  predictions: WarningPredictions,
  { seed, missCost }: EvaluationSettings,
): WarningEvaluation {
  const rows = predictionRows(predictions, 'test')
  if (new Set(Array.from(rows, (row) => predictions.customerId[row])).size !== rows.length)
    throw new DataError('A customer has several rows in the test: intervals would be too short.')
  const label = takeValues(predictions.label, rows)
  const probability = takeValues(predictions.probability, rows)
  const events = label.reduce((sum, value) => sum + value, 0)
  if (events === 0 || events === label.length)
    throw new DataError('Every row of the test has the same outcome.')
  const costs = { falsePositive: 1, falseNegative: missCost }
  const report = evaluateBinary({ label, probability }, { seed, costs, replicates: REPLICATES })
  const point = (threshold: number, cost = missCost): OperatingPoint =>
    operatingPoint(label, probability, threshold, cost)
  return {
    asOfDates: [...new Set(rows.map((row) => predictions.asOfDay[row]))].sort((a, b) => a - b).map(formatDay),
    rows: rows.length,
    events,
    eventRate: report.eventRate,
    auc: estimate(report.auc),
    averagePrecision: estimate(report.averagePrecision),
    ks: estimate(report.ks),
    brier: estimate(report.brier),
    logLoss: estimate(report.logLoss),
    calibrationError: {
      ...estimate(report.calibrationError.equalMass),
      expectedByChance: report.calibrationError.equalMass.expectedByChance,
    },
    missCost,
    decision: point(1 / (1 + missCost)),
    recall85: point(thresholdForRecall(label, probability, 0.85).threshold),
    costs: thresholdSensitivity(label, probability, undefined, MISS_COSTS).map(
      ({ ratio, threshold, hindsightCost }) => ({
        missCost: ratio,
        point: point(threshold, ratio),
        hindsightCost,
      }),
    ),
    thresholds: THRESHOLDS.map((threshold) => point(threshold)),
    reliability: reliabilityDiagram(label, probability).map(
      ({ meanProbability, eventRate, rows: binRows }) => ({
        predicted: meanProbability,
        observed: eventRate,
        rows: binRows,
      }),
    ),
    roc: rocOf(label, probability),
  }
}

function operatingPoint(
  label: Float64Array,
  probability: Float64Array,
  threshold: number,
  missCost: number,
): OperatingPoint {
  const table = confusionAt(label, probability, threshold)
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = table
  const alerts = truePositives + falsePositives
  const events = truePositives + falseNegatives
  return {
    threshold,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    recall: wilson(truePositives / events, events),
    ...(alerts > 0 ? { precision: wilson(truePositives / alerts, alerts) } : {}),
    falseAlarmRate: falsePositives / (falsePositives + trueNegatives),
    alerts,
    alertsADay: alerts / LABEL_DAYS,
    cost: expectedCost(table, { falsePositive: 1, falseNegative: missCost }),
  }
}

/** From (0, 0) to (1, 1), thinned to about sixty steps. */
function rocOf(label: Float64Array, probability: Float64Array): { falseAlarmRate: number; recall: number }[] {
  const order = Int32Array.from(label.keys()).sort((a, b) => probability[b] - probability[a])
  const events = label.reduce((sum, value) => sum + value, 0)
  const others = label.length - events
  const points = [{ falseAlarmRate: 0, recall: 0 }]
  let [called, hits] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    called++
    hits += label[order[i]]
    const isTie = i + 1 < order.length && probability[order[i + 1]] === probability[order[i]]
    if (isTie) continue
    const next = { falseAlarmRate: (called - hits) / others, recall: hits / events }
    const last = points[points.length - 1]
    const step = next.falseAlarmRate - last.falseAlarmRate + next.recall - last.recall
    if (step >= 2 / ROC_POINTS || called === order.length) points.push(next)
  }
  return points
}

const estimate = ({ value, lower, upper }: Estimate): Estimate => ({ value, lower, upper })
