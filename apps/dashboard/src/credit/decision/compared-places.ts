/** Where two decisions differ: outcome, versions, application, rules, features, contributions. */
import { formatSigned } from '@pratibimba/reports/charts'
import { fieldWord, outcomeWords, rateWord, valueWord } from '../parts/credit-words.ts'
import type { DecisionFile } from './decision-file.ts'

export interface ComparedPlace {
  readonly part: string
  readonly place: string
  readonly before: string
  readonly after: string
}

/** Contributions closer than this, in log-odds, count as the same. */
const SAME_WITHIN = 0.005

/** Places that differ, the outcome first. */
export function comparedPlaces(before: DecisionFile, after: DecisionFile): ComparedPlace[] {
  return [
    ...between('Outcome', outcomeOf(before), outcomeOf(after)),
    ...between('Version', versionsOf(before), versionsOf(after)),
    ...between('Application', applicationOf(before), applicationOf(after)),
    ...between('Rule', rulesOf(before), rulesOf(after)),
    ...between('Feature', featuresOf(before), featuresOf(after)),
    ...contributions(before, after),
  ]
}

type Written = ReadonlyMap<string, string>

function between(part: string, before: Written, after: Written): ComparedPlace[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [was, is] = [before.get(place) ?? '–', after.get(place) ?? '–']
    return was === is ? [] : [{ part, place, before: was, after: is }]
  })
}

function outcomeOf({ decision, review }: DecisionFile): Written {
  const { score, limit, annual_rate, reasons } = decision
  return new Map([
    ['Decision', outcomeWords[decision.decision]],
    ['By a person', review === null ? '–' : outcomeWords[review.outcome]],
    ['Score', score.toFixed(4)],
    ['Limit', valueWord(limit)],
    ['Rate a year', annual_rate === null ? '–' : rateWord(annual_rate)],
    ['Reasons', reasons.map(({ code }) => code).join(', ') || '–'],
  ])
}

function versionsOf({ decision }: DecisionFile): Written {
  return new Map([
    ['Model', decision.model_version],
    ['Policy', `${decision.policy.name} ${decision.policy.version}`],
    ['Reason table', decision.reason_table],
    ['Experiment arm', decision.experiment === null ? '–' : decision.experiment.arm],
    ...decision.sources.map(({ kind, state }) => [`Source ${kind}`, state] as const),
  ])
}

function applicationOf({ application }: DecisionFile): Written {
  const { credit_history, ...fields } = application
  return new Map(
    [...Object.entries(fields), ...Object.entries(credit_history)].map(([name, value]) => [
      fieldWord(name),
      Array.isArray(value) ? `${value.length} listed` : valueWord(value),
    ]),
  )
}

function rulesOf({ decision }: DecisionFile): Written {
  return new Map(decision.policy.rules.map(({ stage, rule }) => [`${stage} / ${rule}`, 'fired']))
}

function featuresOf({ features }: DecisionFile): Written {
  return new Map(Object.entries(features).map(([name, value]) => [fieldWord(name), valueWord(value)]))
}

function contributions(before: DecisionFile, after: DecisionFile): ComparedPlace[] {
  const [was, is] = [before, after].map(({ decision }) => decision.explanation?.shap_values ?? {})
  return [...new Set([...Object.keys(was!), ...Object.keys(is!)])]
    .map((name) => ({ name, from: was![name], to: is![name] }))
    .filter(({ from, to }) => Math.abs((from ?? 0) - (to ?? 0)) >= SAME_WITHIN)
    .toSorted((a, b) => Math.abs((b.to ?? 0) - (b.from ?? 0)) - Math.abs((a.to ?? 0) - (a.from ?? 0)))
    .map(({ name, from, to }) => ({
      part: 'SHAP, log-odds of good',
      place: fieldWord(name),
      before: from === undefined ? '–' : formatSigned(from, 3),
      after: to === undefined ? '–' : formatSigned(to, 3),
    }))
}
