/** What was done in a time and what it changed, treated against held out. */
import {
  type InterventionType,
  interventionStates,
  interventionTypes,
  type Operations,
  type ReplyOf,
  riskLevels,
  terminalInterventionStates,
} from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { effectOf, effectsByGroup, insightsOf, type TrialOutcome } from '@pratibimba/risk/interventions'
import type { InterventionFilter, TrialCase } from '@pratibimba/risk/ports'
import { effectToWire } from '../../wire/warning/intervention-effect.ts'
import type { WarningStores } from '../stores.ts'
import { type DeskPolicy, readDeskPolicy } from './desk-policy.ts'

type Summary = ReplyOf<Operations['summarizeInterventions']>

const DAY_MS = 86_400_000

export async function summaryOf(
  { interventions, references }: WarningStores,
  days: number,
  types: readonly InterventionType[] | undefined,
  now: Date,
): Promise<Summary> {
  const policy = await readDeskPolicy(references)
  const start = new Date(now.getTime() - days * DAY_MS)
  const [from, to] = [start.toISOString().slice(0, 10), now.toISOString().slice(0, 10)]
  const filter: InterventionFilter = { createdFrom: start, ...(types !== undefined && { type: types }) }
  const [figures, found, trial] = await Promise.all([
    interventions.figures(filter, now),
    interventions.timeline(filter, from, to),
    interventions.trialCases(filter, supportTypes(policy)),
  ])
  const timeline = everyDay(found, from, to)
  // A support case is nobody's later case: it is left out with a word of its own.
  const first = trial.filter(({ isLater, type }) => !isLater || policy.actions[type].purpose === 'support')
  const later = trial.length - first.length
  const known = first.flatMap((one) => outcomeOf(one, policy))
  const overall = effectOf(known, policy)
  const byType = effectsByGroup(known, ({ type }) => type, policy)
  const byLevel = effectsByGroup(known, ({ level }) => level, policy)
  const { byState, contacted, responded } = figures
  const pending = byState.contacted
  const open = interventionStates
    .filter((state) => !(terminalInterventionStates as readonly string[]).includes(state))
    .reduce((sum, state) => sum + byState[state], 0)
  const membersOf = (holds: (one: TrialCase) => boolean) => first.filter(holds)
  return {
    from,
    to,
    total: figures.total,
    open,
    held_out: byState.held_out,
    responded,
    no_response: contacted - responded - pending,
    pending_response: pending,
    response_rate: contacted === 0 ? null : responded / contacted,
    mean_response_hours: figures.meanResponseHours ?? null,
    mean_risk_score: figures.meanScore ?? null,
    overdue: figures.bySla.overdue,
    overall: effectToWire('all', 'All interventions', overall, first, policy.confidence),
    by_type: interventionTypes.flatMap((type) => {
      const group = byType.groups.find((one) => one.group === type)
      const members = membersOf((one) => one.type === type)
      if (members.length === 0) return []
      return [
        effectToWire(
          type,
          policy.actions[type].title,
          group?.effect ?? nothingKnown(policy),
          members,
          policy.confidence,
        ),
      ]
    }),
    by_level: riskLevels.flatMap((level) => {
      const group = byLevel.groups.find((one) => one.group === level)
      const members = membersOf((one) => one.level === level)
      if (members.length === 0) return []
      return [effectToWire(level, level, group?.effect ?? nothingKnown(policy), members, policy.confidence)]
    }),
    by_state: interventionStates.map((state) => ({ state, count: byState[state] })),
    timeline,
    insights: [
      ...insightsOf(
        {
          overall,
          byType,
          overdue: figures.bySla.overdue,
          pendingResponse: pending,
          contacted,
          responded,
          openedByDay: timeline.map(({ opened }) => opened),
        },
        policy.actions,
      ),
      ...(byType.groups.length > 1 ? [byType.note] : []),
      ...(later === 0
        ? []
        : [
            `Each customer is compared once, by the first case: ${later.toLocaleString('en')} later ${later === 1 ? 'case is' : 'cases are'} left out of effects, because those whom help has reached come back less often.`,
          ]),
    ],
  }
}

/** Types that nobody is held out from. */
export function supportTypes({ actions }: DeskPolicy): InterventionType[] {
  return interventionTypes.filter((type) => actions[type].purpose === 'support')
}

const nothingKnown = (policy: DeskPolicy) => effectOf([], policy)

function outcomeOf(one: TrialCase, policy: DeskPolicy): TrialOutcome[] {
  if (one.missed === undefined) return []
  return [
    {
      arm: one.heldOut ? 'held_out' : 'treated',
      type: one.type,
      level: one.level,
      tier: one.stratum,
      missed: one.missed,
      lossMinor: one.exposureMinor * policy.lossGivenDefault.value,
      contacted: one.contacted,
      costMinor: one.costMinor,
    },
  ]
}

/** Days on which nothing happened are days too. */
function everyDay(found: Summary['timeline'], from: string, to: string): Summary['timeline'] {
  const byDate = new Map(found.map((day) => [day.date, day]))
  const days: Summary['timeline'] = []
  for (let day = parseDay(from); day <= parseDay(to); day++) {
    const date = formatDay(day)
    days.push(byDate.get(date) ?? { date, opened: 0, contacted: 0, resolved: 0 })
  }
  return days
}
