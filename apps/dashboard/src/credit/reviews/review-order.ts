/** In which order a person takes what waits. */
import type { Decision } from '../decisions/decisions-table.tsx'

/** The oldest first, or the largest; equal ones the other way. */
export function inReviewOrder(decisions: readonly Decision[], order: 'oldest' | 'largest'): Decision[] {
  const older = (a: Decision, b: Decision) => a.decided_at.localeCompare(b.decided_at)
  const larger = (a: Decision, b: Decision) => b.loan_amount - a.loan_amount
  return decisions.toSorted((a, b) =>
    order === 'oldest' ? older(a, b) || larger(a, b) : larger(a, b) || older(a, b),
  )
}

/** What comes after one has been decided: the one below it, else the one above. */
export function nextOf(queue: readonly Decision[], id: string): string | undefined {
  const place = queue.findIndex(({ decision_id }) => decision_id === id)
  return (queue[place + 1] ?? queue[place - 1])?.decision_id
}
