/** How loans went, told by decision. */
import { ProblemError } from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { Context } from '../../context.ts'

export interface ToldOutcome {
  readonly decision_id: string
  readonly good: boolean
  readonly known_on: string
}

const DAY_MS = 86_400_000

/**
 * The one known last counts. Outcomes of decisions that there are not are named, the others are kept.
 *
 * @throws ProblemError `out_of_range` for a day that is none, or has not come yet
 */
export async function recordOutcomes(
  context: Context,
  outcomes: readonly ToldOutcome[],
  actor: string,
): Promise<{ recorded: number; unknown: string[] }> {
  const today = Math.floor(context.clock().getTime() / DAY_MS)
  const told = outcomes.map(({ decision_id, good, known_on }, i) => ({
    decisionId: decision_id.toLowerCase(),
    good,
    knownAt: new Date(dayOf(known_on, i, today) * DAY_MS),
  }))
  return context.record(async ({ credit: { decisions } }) => {
    const known = await decisions.known(told.map(({ decisionId }) => decisionId))
    const unknown = [...new Set(told.map(({ decisionId }) => decisionId).filter((id) => !known.has(id)))]
    const recorded = await decisions.recordOutcomes(told.filter(({ decisionId }) => known.has(decisionId)))
    const metadata = { told: told.length, recorded, unknown: unknown.length }
    return {
      fact: { operation: 'LOAN_OUTCOMES_RECORDED', actor, subjectId: 'credit:outcomes', metadata },
      result: { recorded, unknown },
    }
  })
}

function dayOf(text: string, place: number, today: number): number {
  const refuse = (detail: string): never => {
    throw new ProblemError('out_of_range', `known_on ${detail}`, [
      { pointer: `/outcomes/${place}/known_on`, detail },
    ])
  }
  let day: number
  try {
    day = parseDay(text)
  } catch {
    return refuse('must be a date of the calendar, YYYY-MM-DD.')
  }
  return day > today ? refuse(`must not lie in the future: at the latest ${formatDay(today)}.`) : day
}
