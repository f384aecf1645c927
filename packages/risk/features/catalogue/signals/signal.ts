/** How signals of a week are written down. */
import type { Expression, FeatureUnit, Signal } from '../../expression.ts'
import { SIGNAL_WEEKS } from '../../expression.ts'
import { atLeast, historyDays, type Operand, smaller, when } from '../formula.ts'

/**
 * A signal whose weeks are built once: a score that takes up the week of another signal holds the very same object, which an
 * engine may compute once.
 *
 * @param week of the last day of a week, in days before the as-of date
 */
export function signal(definition: {
  readonly id: string
  readonly title: string
  readonly unit: FeatureUnit
  readonly high: number
  readonly at: (lastDay: number) => Expression
}): Signal {
  const { id, title, unit, high, at } = definition
  const weeks = Array.from({ length: SIGNAL_WEEKS }, (_, week) => at(7 * week))
  return {
    id,
    title,
    unit,
    high,
    week: (week) => {
      const expression = weeks[week]
      if (!expression) throw new RangeError(`${id}: need a week from 0 to ${SIGNAL_WEEKS - 1}, got ${week}`)
      return expression
    },
  }
}

/** A customer of old may have been quiet on the first days of the buckets. */
const FULL_HISTORY_DAYS = 85

/** Known only where the customer's history reaches `daysBack` days back, or is full. */
export const since = (daysBack: number, value: Operand): Expression =>
  when(atLeast(historyDays, smaller(daysBack, FULL_HISTORY_DAYS)), value)
