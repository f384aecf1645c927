/** What `warning train` prints: what was tried, how good it is on customers never seen, and what moves scores. */
import type { Estimate } from '@pratibimba/learning/metrics'
import type { OperatingPoint, WarningBundle, WarningReport } from '@pratibimba/risk/warning'
import { fraction, textTable } from '../../output/text-table.ts'
import { count, number, percent } from '../../output/wording.ts'

interface Written {
  readonly out: string
  readonly bytes: number
  readonly stored: string
  readonly seconds: number
  readonly featureSeconds: number
}

/** Features named as what moves scores. */
const MOST_NAMED = 10

export function trainingLines(bundle: WarningBundle, written: Written): string[] {
  const { report } = bundle
  const { split, events, rows, customers, drift, evaluation, settings, warnings } = report
  const replaced = settings.filter((found) => found.replaced).map(({ learner }) => learner)
  return [
    `${count(customers, 'customer')}, ${count(rows, 'row')}, ${number(events)} with a missed payment (${percent(events / rows)})`,
    split.description,
    `${bundle.features.length - report.droppedFeatures.length} of ${count(bundle.features.length, 'feature')} learnt from; drift up to ${drift.present}: ${drift.severity}${drift.moved.length > 0 ? ` (${count(drift.moved.length, 'feature')} moved)` : ''}`,
    `settings: ${replaced.length === 0 ? 'the usual ones' : `found by search for ${replaced.join(', ')}`}; calibration: ${report.calibration}`,
    '',
    ...contenderLines(report),
    report.weights.reason,
    '',
    `in the test, ${count(evaluation.rows, 'customer')}, ${number(evaluation.events)} of whom missed a payment:`,
    `  AUC ${interval(evaluation.auc)}, average precision ${interval(evaluation.averagePrecision)}, calibration error ${fraction(evaluation.calibrationError.value)} (by chance ${fraction(evaluation.calibrationError.expectedByChance)})`,
    `  threshold ${fraction(evaluation.decision.threshold)}, a miss costing ${number(evaluation.missCost)} false alarms: ${pointLine(evaluation.decision)}`,
    `  recall of 85%, from ${fraction(evaluation.recall85.threshold)}: ${pointLine(evaluation.recall85)}`,
    ...evaluation.costs.map(
      ({ missCost, point }) =>
        `    a miss costing ${String(missCost).padStart(3)}: from ${fraction(point.threshold)}, ${pointLine(point)}`,
    ),
    ...(report.shuffled
      ? [`  with outcomes dealt to other customers: AUC ${interval(report.shuffled)}`]
      : []),
    ...smoteLines(report),
    '',
    'what moves scores most, in log-odds:',
    ...report.importance
      .slice(0, MOST_NAMED)
      .map(({ title, meanAbsolute }) => `  ${fraction(meanAbsolute, 3)}  ${title}`),
    ...warnings.map((warning) => `warning: ${warning}`),
    '',
    `${written.out}  ${number(Math.round(written.bytes / 1000))} kB; predictions in ${written.stored}`,
    `${written.seconds.toFixed(1)} s, of which features ${written.featureSeconds.toFixed(1)} s; seed ${report.seed}`,
  ]
}

function contenderLines({ contenders, weights }: WarningReport): string[] {
  return textTable(
    ['', 'AUC of folds', '95%', 'log loss', 'AUC of test', '95%', 'trees', 'weights'],
    contenders.map((each) => [
      `${each.id === weights.taken ? '▸' : ' '} ${each.title}`,
      fraction(each.auc.value),
      `${fraction(each.auc.lower, 3)}–${fraction(each.auc.upper, 3)}`,
      fraction(each.logLoss),
      fraction(each.testAuc.value),
      `${fraction(each.testAuc.lower, 3)}–${fraction(each.testAuc.upper, 3)}`,
      each.trees === undefined ? '' : String(each.trees),
      each.weights === undefined
        ? ''
        : Object.values(each.weights)
            .map((weight) => fraction(weight, 2))
            .join(' '),
    ]),
  )
}

function smoteLines({ smote }: WarningReport): string[] {
  if (smote === undefined) return []
  const told = ({ auc, rawCalibrationError, calibrationError }: typeof smote.plain): string =>
    `AUC ${fraction(auc.value)}, calibration error ${fraction(rawCalibrationError)} before and ${fraction(calibrationError)} after calibration`
  return [`  what SMOTE costs, out of fold: without ${told(smote.plain)}; with ${told(smote.smote)}`]
}

function pointLine({ recall, precision, alerts, alertsADay }: OperatingPoint): string {
  return `${number(alerts)} called (${alertsADay.toFixed(1)} a day), recall ${interval(recall, 3)}${precision ? `, precision ${interval(precision, 3)}` : ''}`
}

function interval({ value, lower, upper }: Estimate, digits = 4): string {
  return `${fraction(value, digits)} (${fraction(lower, 3)}–${fraction(upper, 3)})`
}
