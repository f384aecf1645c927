/** What is worth a look, in sentences, from figures that others have computed. */
import type { InterventionType } from '@pratibimba/contract'
import type { ActionType } from '../actions/action-type.ts'
import type { Effect } from './effect-of.ts'
import type { GroupEffects } from './effects-by-group.ts'

export interface TrackerFigures {
  readonly overall: Effect
  readonly byType: GroupEffects<InterventionType>
  readonly overdue: number
  readonly pendingResponse: number
  readonly contacted: number
  readonly responded: number
  /** Cases opened a day, oldest first. */
  readonly openedByDay: readonly number[]
}

/** Findings first that ask for something to be done. */
export function insightsOf(
  figures: TrackerFigures,
  actions: Readonly<Record<InterventionType, ActionType>>,
): string[] {
  const { overall, byType, overdue, pendingResponse, contacted, responded, openedByDay } = figures
  const lines: string[] = []
  if (overdue > 0) lines.push(`${count(overdue, 'case is', 'cases are')} overdue for a first contact.`)
  if (overall.measured === null) lines.push(overall.verdict)
  for (const { group, effect, simultaneous } of byType.groups)
    if (simultaneous !== null && simultaneous.upper < 0)
      lines.push(`${actions[group].title}: ${effect.verdict} Consider stopping it.`)
  const proven = byType.groups
    .filter(({ simultaneous }) => simultaneous !== null && simultaneous.lower > 0)
    .sort((a, b) => b.simultaneous!.lower - a.simultaneous!.lower)
  const [best] = proven
  if (best !== undefined) lines.push(`Surest effect: ${actions[best.group].title}. ${best.effect.verdict}`)
  if (pendingResponse > 0)
    lines.push(`${count(pendingResponse, 'customer has', 'customers have')} not answered yet.`)
  if (contacted > 0)
    lines.push(`${responded} of ${contacted} contacted customers answered; this is no measure of effect.`)
  const half = openedByDay.length >> 1
  if (half > 0) {
    const before = total(openedByDay.slice(0, half))
    const since = total(openedByDay.slice(-half))
    if (before !== since)
      lines.push(
        `${since > before ? 'More' : 'Fewer'} cases of late: ${since} in the last ${half} days, ${before} before.`,
      )
  }
  return lines
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`
