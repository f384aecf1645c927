/** What a reader must know about a model, by how much it matters; computed from the reports alone. */

import { count, percent, shown, spoken } from './figures.ts'
import type { ModelSubject, ReportsSoFar } from './model-subject.ts'

export const findingSeverities = ['high', 'medium', 'low'] as const
export type FindingSeverity = (typeof findingSeverities)[number]

export interface ModelFinding {
  readonly id: string
  readonly severity: FindingSeverity
  readonly area:
    | 'data'
    | 'performance'
    | 'calibration'
    | 'stability'
    | 'fairness'
    | 'explainability'
    | 'documentation'
  readonly text: string
  /** What to do about it. */
  readonly advice: string
}

/** Share of applications without an outcome from which on the model is mostly a guess about those declined. */
const MANY_WITHOUT_OUTCOME = 0.2
const FOUR_FIFTHS = 0.8
const MODERATE_PSI = 0.1
const SEVERE_PSI = 0.25
const FEW_EVENTS = 200

const findingOf = { none: 'low', moderate: 'medium', severe: 'high' } as const

/** Worst first; in a fixed order within a severity. */
export function modelFindings(subject: ModelSubject, reports: ReportsSoFar): ModelFinding[] {
  const found = [
    ...dataFindings(reports),
    ...performanceFindings(reports),
    ...fairnessFindings(reports),
    ...explanationFindings(reports),
    ...ownerFindings(subject),
  ]
  return found.sort((a, b) => findingSeverities.indexOf(a.severity) - findingSeverities.indexOf(b.severity))
}

function dataFindings({ validate, drift, train }: ReportsSoFar): ModelFinding[] {
  const found: ModelFinding[] = []
  if (validate !== undefined) {
    const { findings, rows, events, declined, from } = validate
    const all = rows + declined
    if (declined > MANY_WITHOUT_OUTCOME * all)
      found.push({
        id: 'outcomes-of-accepted-only',
        severity: train?.rejectInference ? 'low' : 'medium',
        area: 'data',
        text: `${percent(declined / all)} of the applications have no outcome: what the declined would have done is ${train?.rejectInference ? `inferred (${train.rejectInference})` : 'unknown'}.`,
        advice:
          'Grant a small random share of those near the threshold, and learn from what becomes of them.',
      })
    if (events < FEW_EVENTS)
      found.push({
        id: 'few-bad',
        severity: 'medium',
        area: 'data',
        text: `Only ${count(events)} applications went bad: intervals are wide.`,
        advice: 'Gather more outcomes before the model decides alone.',
      })
    if (from === null)
      found.push({
        id: 'no-days',
        severity: 'medium',
        area: 'stability',
        text: 'The data carry no day of application: whether the model holds over time was not tried.',
        advice: 'Supply application dates, and train with a split by time.',
      })
    for (const [place, finding] of findings.entries())
      found.push({
        id: `data-${place}`,
        severity: findingOf[finding.severity],
        area: 'data',
        text: finding.text,
        advice: 'Look at the source of the data.',
      })
  }
  if (drift !== undefined && drift.report.counts.severe > 0)
    found.push({
      id: 'drift',
      severity: 'medium',
      area: 'stability',
      text: `${drift.report.counts.severe} columns have moved severely since the reference: ${drift.report.features
        .filter(({ severity }) => severity === 'severe')
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', ')}.`,
      advice: 'Find out why before the model decides on them.',
    })
  return found
}

function performanceFindings({ train, evaluate }: ReportsSoFar): ModelFinding[] {
  const found: ModelFinding[] = []
  for (const [place, text] of (train?.training.warnings ?? []).entries())
    found.push({
      id: `training-${place}`,
      severity: 'low',
      area: 'performance',
      text,
      advice: 'Read it before the model is used.',
    })
  if (evaluate === undefined) return found
  const { figures, inTheLarge, stability, champion } = evaluate
  if (figures.auc.lower <= 0.5)
    found.push({
      id: 'no-discrimination',
      severity: 'high',
      area: 'performance',
      text: `The AUC on rows held out, ${spoken(figures.auc)}, is not beyond chance.`,
      advice: 'Do not use the model.',
    })
  if (champion !== null && champion.aucDifference.upper < 0)
    found.push({
      id: 'worse-than-champion',
      severity: 'high',
      area: 'performance',
      text: `On the same rows the AUC is lower than that of ${champion.version} by ${spoken(champion.aucDifference)}.`,
      advice: 'Keep the present champion.',
    })
  const { predicted, happened } = inTheLarge
  if (predicted < happened.lower || predicted > happened.upper)
    found.push({
      id: 'calibration-in-the-large',
      severity: 'high',
      area: 'calibration',
      text: `The mean probability of going bad is ${shown(predicted)}, and ${spoken(happened)} did.`,
      advice: 'Calibrate again on recent outcomes.',
    })
  const { equalMass } = figures.calibrationError
  if (equalMass.lower > equalMass.expectedByChance)
    found.push({
      id: 'calibration-error',
      severity: 'medium',
      area: 'calibration',
      text: `The calibration error ${spoken(equalMass)} is more than chance shows (${shown(equalMass.expectedByChance)}).`,
      advice: 'Look at the calibration by bin; thresholds rest on it.',
    })
  const scorePsi = stability?.scorePsi ?? 0
  if (scorePsi >= MODERATE_PSI)
    found.push({
      id: 'score-psi',
      severity: scorePsi >= SEVERE_PSI ? 'high' : 'medium',
      area: 'stability',
      text: `Scores of the later half of the rows held out are distributed otherwise than those of the earlier one (PSI ${shown(scorePsi)}).`,
      advice: 'Find out what changed between the two.',
    })
  return found
}

function fairnessFindings({ fairness }: ReportsSoFar): ModelFinding[] {
  if (fairness === undefined) return []
  if (fairness.report === null)
    return [
      {
        id: 'fairness-unmeasured',
        severity: 'medium',
        area: 'fairness',
        text: 'The data hold no attribute by which groups of people could be compared.',
        advice: 'Supply such attributes for measuring alone; they are never learnt from.',
      },
    ]
  const found: ModelFinding[] = []
  for (const { name, fourFifths, suppressed } of fairness.report.attributes) {
    for (const { group, ratio, interval } of fourFifths?.groups ?? [])
      if (ratio !== null && ratio < FOUR_FIFTHS) {
        const certain = interval !== null && interval[1] < FOUR_FIFTHS
        found.push({
          id: `four-fifths-${name}-${group}`,
          severity: certain ? 'high' : 'medium',
          area: 'fairness',
          text: `${name} ${group} is approved ${shown(ratio)} times as often as ${fourFifths!.reference}${interval === null ? '' : ` (${shown(interval[0])} to ${shown(interval[1])})`}.`,
          advice: certain
            ? 'Look for what causes it, and at less unequal models of the same quality.'
            : 'Watch it: chance may explain it.',
        })
      }
    if (suppressed.length > 0)
      found.push({
        id: `small-groups-${name}`,
        severity: 'low',
        area: 'fairness',
        text: `${name}: groups too small to be measured: ${suppressed.join(', ')}.`,
        advice: 'Gather more of them before anything is said about them.',
      })
  }
  return found
}

function explanationFindings({ explain }: ReportsSoFar): ModelFinding[] {
  if (explain === undefined) return []
  const found: ModelFinding[] = []
  if (explain.reruns.identical < explain.reruns.tried)
    found.push({
      id: 'reasons-differ',
      severity: 'high',
      area: 'explainability',
      text: `Reasons were the same in ${explain.reruns.identical} of ${explain.reruns.tried} reruns.`,
      advice: 'Do not send letters before this is mended.',
    })
  if (explain.unworded.length > 0)
    found.push({
      id: 'unworded',
      severity: 'medium',
      area: 'explainability',
      text: `The table of reasons has no words for ${explain.unworded.join(', ')}.`,
      advice: 'Write them into a new version of the table.',
    })
  const { tried, offered, verified } = explain.counterfactuals
  if (verified < offered)
    found.push({
      id: 'counterfactuals',
      severity: 'high',
      area: 'explainability',
      text: `Of ${offered} changes offered (${tried} tried), ${verified} turn the decision.`,
      advice: 'Do not offer changes before this is mended.',
    })
  return found
}

function ownerFindings({ owner, validator }: ModelSubject): ModelFinding[] {
  const missing = [owner === undefined ? 'owner' : '', validator === undefined ? 'validator' : ''].filter(
    (role) => role !== '',
  )
  return missing.map((role) => ({
    id: `no-${role}`,
    severity: role === 'owner' ? ('medium' as const) : ('low' as const),
    area: 'documentation' as const,
    text: `No ${role} is named.`,
    advice: `Name the ${role} of the model.`,
  }))
}
