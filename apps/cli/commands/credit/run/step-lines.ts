/** What a step found, for a person. */
import type { StepFile, StepReports } from '@pratibimba/risk/governance/pipeline'
import { count, percent } from '../../../output/wording.ts'

type Lines = { readonly [Step in keyof StepReports]: (report: StepReports[Step]) => string[] }

const between = ({ value, lower, upper }: { value: number; lower: number; upper: number }): string =>
  `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`

const lines: Lines = {
  validate: ({ kind, why, rows, events, declined, refused, findings, leftOut, protectedColumns }) => [
    kind === 'applications' ? 'A table of applications.' : `A table of plain features. ${why}`,
    `${count(rows, 'row')} with an outcome, ${percent(events / rows)} bad; ${count(declined, 'row')} without; ${count(refused, 'row')} refused`,
    `fairness by ${protectedColumns.join(', ') || 'nothing: no age and no protected column'}`,
    ...leftOut.map(({ column, reason }) => `not learnt from: ${column} (${reason})`),
    ...findings.map(({ severity, text }) => `${severity === 'severe' ? 'severe' : 'note'}: ${text}`),
  ],
  drift: ({ against, report, target }) => [
    `Against ${against}: ${report.severity}; ${report.counts.moderate} features moved moderately, ${report.counts.severe} severely`,
    ...(target === null
      ? []
      : [
          `bad ${percent(target.reference.value)} before, ${percent(target.current.value)} now (p ${target.pValue.toFixed(3)})`,
        ]),
    ...report.sentences,
  ],
  train: ({ model, split, training, incremental }) => [
    ...training.contenders.map(
      ({ title, auc, eligible }) => `${title.padEnd(26)} ${between(auc)}${eligible ? '' : ' for comparison'}`,
    ),
    `${model.title}: ${model.reason}`,
    `${count(split.trainRows, 'row')} learnt from, ${count(split.holdoutRows, 'row')} held out${split.holdoutFrom === null ? '' : ` from ${split.holdoutFrom} on`}`,
    ...(incremental === null ? [] : [incremental]),
    `model ${model.sha256}`,
  ],
  evaluate: ({ sample, figures, inTheLarge, champion, championWhy }) => [
    `On ${sample}`,
    `AUC ${between(figures.auc)}, KS ${between(figures.ks)}, Brier ${between(figures.brier)}`,
    `calibration error ${between(figures.calibrationError.equalMass)}; predicted ${percent(inTheLarge.predicted)}, happened ${percent(inTheLarge.happened.value)}`,
    ...(champion === null
      ? [championWhy ?? 'There is no champion to compare with.']
      : [`AUC less that of ${champion.version}: ${between(champion.aucDifference)}`]),
  ],
  bench: ({ scoredPerSecond, scoreMs, reasonsMs, modelBytes }) => [
    `${Math.round(scoredPerSecond).toLocaleString('en')} rows a second; a score ${scoreMs.p50.toFixed(3)} ms (p99 ${scoreMs.p99.toFixed(3)}), with reasons ${reasonsMs.p50.toFixed(3)} ms (p99 ${reasonsMs.p99.toFixed(3)})`,
    `model of ${modelBytes.toLocaleString('en')} bytes`,
  ],
  fairness: ({ report, approveFrom }) =>
    report === null
      ? ['There is no attribute to measure by: name one with --protected.']
      : [`Approved from a score of ${approveFrom} on`, ...report.sentences],
  explain: ({ reruns, additivityError, lime, counterfactuals, unworded }) => [
    `${reruns.identical} of ${reruns.tried} reruns gave the same reasons; contributions add up to ${additivityError.toExponential(1)}`,
    ...(lime === null ? [] : [`LIME, a diagnosis: stability ${lime.meanStability.toFixed(2)}`]),
    `${counterfactuals.verified} of ${counterfactuals.offered} counterfactuals flip, decided by the ${counterfactuals.by} (${counterfactuals.tried} looked for)`,
    ...(unworded.length > 0 ? [`reasons are worded from the titles of ${unworded.length} features`] : []),
  ],
  compliance: ({ counts }) => [
    `${counts.met} rules in force are met, ${counts.notMet} are not, ${counts.needsPerson} need a person`,
  ],
  card: ({ empty }) => [
    empty.length === 0 ? 'The card is complete.' : `The card leaves open: ${empty.join(' ')}`,
  ],
}

export function stepLines({ step, report }: StepFile): string[] {
  return (lines[step] as (report: unknown) => string[])(report)
}
