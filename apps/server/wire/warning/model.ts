/** Model versions and how good they are, on the wire. */
import type { WarningModel, WarningModelReport } from '@pratibimba/contract'
import type { ModelRecord } from '@pratibimba/risk/ports'
import type { OperatingPoint } from '@pratibimba/risk/warning'
import { modelHealth } from '../../warning/pipeline/model-health.ts'
import type { StoredReport } from '../../warning/pipeline/stored-report.ts'
import { intervalOf } from '../interval.ts'

interface Estimate {
  readonly value: number
  readonly lower: number
  readonly upper: number
}

export function modelToWire(record: ModelRecord): WarningModel {
  return {
    version: record.version,
    stage: record.stage,
    trained_at: record.trainedAt.toISOString(),
    trained_by: record.trainedBy,
    promoted_at: record.promotedAt?.toISOString() ?? null,
    reason: record.reason,
    auc: intervalOf(record.auc),
    threshold: record.threshold,
    customers: record.customers,
    rows: record.rows,
    train_from: record.trainFrom,
    train_to: record.trainTo,
    test_dates: [...record.testDates],
    features: record.featureSet.features,
    seed: record.seed,
    sha256: record.sha256,
  }
}

/** Every figure is of the stored report, which follows from the stored predictions. */
export function reportToWire(record: ModelRecord): WarningModelReport {
  const report = record.report as unknown as StoredReport
  const { evaluation, contenders, weights, bayes } = report
  const { decision, missCost, costs } = evaluation
  const missCosts = costs.map(({ missCost: cost }) => cost)
  return {
    model: modelToWire(record),
    metrics: metricsOf(report),
    health: modelHealth(report),
    confusion: {
      true_positives: decision.truePositives,
      false_positives: decision.falsePositives,
      false_negatives: decision.falseNegatives,
      true_negatives: decision.trueNegatives,
    },
    miss_cost: missCost,
    cost_range: [Math.min(missCost, ...missCosts), Math.max(missCost, ...missCosts)],
    thresholds: evaluation.thresholds.map(pointOf),
    recall_85: pointOf(evaluation.recall85),
    reliability: evaluation.reliability.map(({ predicted, observed, rows }) => ({
      predicted,
      observed: observed.value,
      low: observed.lower,
      high: observed.upper,
      rows,
    })),
    roc: evaluation.roc.map(({ falseAlarmRate, recall }) => ({ false_alarm_rate: falseAlarmRate, recall })),
    importance: report.importance.map(({ feature, title, group, meanAbsolute }) => ({
      feature,
      title,
      group,
      mean_absolute: meanAbsolute,
    })),
    learners: report.learners.flatMap(({ id, title, weight }) => {
      const contender = contenders.find((each) => each.id === id.replace('-', '_'))
      return contender ? [{ id, title, weight, auc: intervalOf(contender.testAuc) }] : []
    }),
    weights_note: weights.reason,
    bayes:
      bayes === undefined
        ? null
        : {
            auc: intervalOf(bayes.auc),
            rows: bayes.rows,
            note: `The most that can be reached on this simulated bank: the simulator's own chance of a miss, on ${bayes.rows.toLocaleString('en')} customers of the test.`,
          },
    notes: notesOf(report),
  }
}

function metricsOf({ evaluation }: StoredReport): WarningModelReport['metrics'] {
  const { decision, eventRate, calibrationError, rows, events } = evaluation
  const metric = (id: string, title: string, of: Estimate | undefined, note: string) =>
    of === undefined
      ? []
      : [{ id, title, value: of.value, interval: [of.lower, of.upper] as [number, number], note }]
  const called = `customers from ${decision.threshold.toFixed(3)} on are called`
  return [
    ...metric('auc', 'AUC', evaluation.auc, `of ${rows} customers of the test, ${events} with a miss`),
    ...metric('average_precision', 'Average precision', evaluation.averagePrecision, 'over all thresholds'),
    ...metric('ks', 'KS', evaluation.ks, 'largest distance between the scores of the two outcomes'),
    ...metric('brier', 'Brier score', evaluation.brier, 'mean squared error of the probability'),
    ...metric('log_loss', 'Log loss', evaluation.logLoss, 'nats a customer'),
    ...metric(
      'calibration_error',
      'Calibration error',
      calibrationError,
      `a perfectly calibrated model would show ${calibrationError.expectedByChance.toFixed(4)} by chance`,
    ),
    ...metric('recall', 'Recall', decision.recall, called),
    ...metric('precision', 'Precision', decision.precision, called),
    ...metric('event_rate', 'Customers with a miss', eventRate, 'in the thirty days of the test'),
  ]
}

function notesOf({ split, warnings, comparison, shuffled }: StoredReport): string[] {
  return [
    split.description,
    ...warnings,
    ...(comparison === undefined ? [] : [`Against the model then in use: ${comparison.reason}`]),
    ...(shuffled === undefined
      ? []
      : [`With outcomes dealt to other customers the AUC is ${shuffled.value.toFixed(3)}.`]),
  ]
}

function pointOf(point: OperatingPoint): WarningModelReport['thresholds'][number] {
  return {
    threshold: point.threshold,
    recall: point.recall.value,
    precision: point.precision?.value ?? null,
    false_alarm_rate: point.falseAlarmRate,
    alerts: point.alerts,
    alerts_a_day: point.alertsADay,
    cost: point.cost,
  }
}
