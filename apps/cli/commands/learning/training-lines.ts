/** What `train` prints: the table a modeller trusts. */
import type { Contender, TrainedModel, TrainingReport } from '@pratibimba/learning/training'
import type { Answer } from '../../command-line/handler.ts'
import { fraction, textTable } from '../../output/text-table.ts'
import { count, number, percent } from '../../output/wording.ts'

export interface Surroundings {
  readonly out: string
  readonly bytes: number
  readonly seconds: number
  readonly threads: number
}

export function describeTraining(trained: TrainedModel, surroundings: Surroundings): Answer {
  const { report } = trained
  const { out, bytes, seconds, threads } = surroundings
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  return {
    json: {
      out,
      bytes,
      target: trained.target,
      positive: trained.positive,
      ...report,
      seconds,
      threads,
      peak_megabytes: peakMegabytes,
    },
    lines: [
      ...dataLines(trained),
      '',
      ...(report.contenders.length === 0 ? [] : [...contenderLines(report), '']),
      ...championLines(report),
      ...calibrationLines(report),
      ...thresholdLines(trained),
      ...importanceLines(report),
      ...resamplingLines(report),
      ...report.failed.map(({ title, reason }) => `not fitted: ${title}: ${reason}`),
      ...report.warnings.map((warning) => `warning: ${warning}`),
      '',
      `${out}  ${number(Math.round(bytes / 1000))} kB, ${seconds.toFixed(1)} s on ${count(threads, 'thread')}, ${number(Math.round(peakMegabytes))} MB, seed ${report.seed}`,
    ],
  }
}

function dataLines({ report, target, positive }: TrainedModel): string[] {
  const { rows, events, features, leftOut, split } = report
  const byReason = Map.groupBy(leftOut, ({ reason }) => reason)
  return [
    `${count(rows, 'row')}, ${count(features.length, 'column')} learnt from, ${number(events)} with ${target} = ${positive} (${percent(events / rows)})`,
    ...[...byReason].map(
      ([reason, columns]) => `not learnt from: ${columns.map(({ column }) => column).join(', ')} (${reason})`,
    ),
    ...(split.folds === 0
      ? []
      : [
          `${split.folds} folds, ${split.kind}; every figure is of rows that nothing had been learnt from${split.rowsTried < rows ? ` (${number(split.rowsTried)} rows)` : ''}`,
        ]),
  ]
}

function contenderLines({ contenders, champion }: TrainingReport): string[] {
  const table = textTable(
    ['', 'AUC', '95%', 'to the best', 'Gini', 'KS', 'PR-AUC', 'Brier', 'log loss', 'ECE', 'trees', 's'],
    contenders.map((each) => [
      `${each.id === champion.id ? '▸' : each.eligible ? ' ' : '·'} ${each.title}`,
      fraction(each.auc.value),
      `${fraction(each.auc.lower, 3)}–${fraction(each.auc.upper, 3)}`,
      difference(each),
      fraction(2 * each.auc.value - 1, 3),
      fraction(each.ks, 3),
      fraction(each.averagePrecision, 3),
      fraction(each.brier),
      fraction(each.logLoss),
      fraction(each.calibrationError),
      each.iterations === undefined ? '' : String(each.iterations),
      each.seconds === undefined ? '' : each.seconds.toFixed(1),
    ]),
  )
  const compared = contenders.some(({ eligible }) => !eligible)
  return [...table, `▸ champion${compared ? '   · for comparison, not of the kind asked for' : ''}`]
}

function difference({ toBest }: Contender): string {
  if (toBest === undefined) return ''
  return `${fraction(toBest.difference.value)} (p ${toBest.pValue < 0.001 ? '<.001' : fraction(toBest.pValue, 3)})`
}

function championLines({ champion, contenders }: TrainingReport): string[] {
  const winner = contenders.find(({ id }) => id === champion.id)
  if (winner === undefined) return [`champion: ${champion.title}. ${champion.reason}`]
  const folds = winner.folds.map(
    ({ auc }) => `${fraction(auc.value)} ±${fraction(1.96 * auc.standardError, 3)}`,
  )
  const weights = Object.entries(winner.weights ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([id, weight]) => `${id} ${fraction(weight, 2)}`)
  return [
    `champion: ${champion.title}. ${champion.reason}`,
    `folds: ${folds.join(', ')}`,
    ...(weights.length > 0 ? [`weights: ${weights.join(', ')}`] : []),
  ]
}

function calibrationLines({ calibration }: TrainingReport): string[] {
  if (calibration === undefined) return []
  const { kind, before, after, points } = calibration
  return [
    `calibration: ${kind === 'identity' ? `none, expected error (ECE) ${fraction(after)}` : `${kind}, expected error (ECE) ${fraction(before)} before, ${fraction(after)} after`}`,
    ...textTable(
      ['    predicted', 'happened', '95%', 'rows'],
      points.map(({ predicted, happened, rows }) => [
        `    ${tenths(predicted).padStart(9)}`,
        tenths(happened.value),
        `${tenths(happened.lower)}–${tenths(happened.upper)}`,
        number(rows),
      ]),
    ),
  ]
}

function thresholdLines({ report, target, positive }: TrainedModel): string[] {
  const { threshold, evaluation } = report
  const lines = [`threshold: ${fraction(threshold.value)}. ${threshold.reason}`]
  const decision = evaluation?.decision
  if (decision === undefined) return lines
  const { recall, precision, flagged } = decision.rates
  if (flagged.value === 0) return [...lines, '    no row is flagged']
  return [
    ...lines,
    `    ${tenths(flagged.value)} of rows are flagged; of rows with ${target} = ${positive}, ${shown(recall)} are found; of flagged rows, ${shown(precision)} have it`,
  ]
}

type Interval = { readonly value: number; readonly lower: number; readonly upper: number }

function shown(estimate: Interval | undefined): string {
  if (estimate === undefined) return 'none'
  const { value, lower, upper } = estimate
  return `${tenths(value)} [${tenths(lower)}–${tenths(upper)}]`
}

function tenths(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

function importanceLines({ importance }: TrainingReport): string[] {
  if (importance.length === 0) return []
  const shownFirst = importance.slice(0, 8).map(({ feature, value }) => `${feature} ${fraction(value, 3)}`)
  return [`what moves scores most (mean |contribution|): ${shownFirst.join(', ')}`]
}

function resamplingLines({ resampling, champion: { title } }: TrainingReport): string[] {
  if (resampling === undefined) return []
  const { method, plain, resampled } = resampling
  const row = (name: string, figures: typeof plain): string[] => [
    `    ${name}`,
    fraction(figures.auc.value),
    `${fraction(figures.auc.lower, 3)}–${fraction(figures.auc.upper, 3)}`,
    fraction(figures.rawCalibrationError),
    fraction(figures.calibrationError),
  ]
  return [
    `what ${method} costs ${title}, inside the same folds:`,
    ...textTable(
      ['', 'AUC', '95%', 'ECE of scores', 'ECE calibrated'],
      [row('without', plain), row(`with ${method}`, resampled)],
    ),
  ]
}
