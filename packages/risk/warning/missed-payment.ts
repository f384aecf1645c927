/** What a missed payment is, and from when on it is known: the one definition behind every label and every outcome. */

/** Days after an as-of date in which a payment has to fall due to count. */
export const LABEL_DAYS = 30
/** Days after its due date in which a payment may still be made good: transfers take a weekend. */
export const GRACE_DAYS = 3
/** Days after an as-of date until its label is known: the grace of the last due date is over. */
export const LABEL_KNOWN_DAYS = LABEL_DAYS + GRACE_DAYS

/** Days count from 1970-01-01. */
export interface OwedPayment {
  readonly dueDay: number
  readonly amountDueMinor: number
  /** Absent while nothing was paid. */
  readonly paidDay?: number | undefined
  /** Absent: what was due. */
  readonly amountPaidMinor?: number | undefined
}

/**
 * Whether a due payment was missed: it was not paid in full by the end of the grace period, whatever the reason.
 *
 *   missed ⇔ not (paidDay ≤ dueDay + 3 and amountPaid ≥ amountDue)
 *
 * A refused debit that is made good within the grace is late, not missed; a bill held back for longer is missed although no
 * debit was ever refused. To be asked once the grace is over.
 *
 * @see docs/methods/early-warning-model.md
 */
export function isMissed({ dueDay, amountDueMinor, paidDay, amountPaidMinor }: OwedPayment): boolean {
  return (
    paidDay === undefined ||
    paidDay > dueDay + GRACE_DAYS ||
    (amountPaidMinor ?? amountDueMinor) < amountDueMinor
  )
}

/** Due day of the first payment of the thirty days after an as-of day that was missed; undefined where none was. */
export function firstMissed(payments: Iterable<OwedPayment>, asOfDay: number): number | undefined {
  let first: number | undefined
  for (const payment of payments) {
    const { dueDay } = payment
    if (dueDay <= asOfDay || dueDay > asOfDay + LABEL_DAYS || (first !== undefined && first <= dueDay))
      continue
    if (isMissed(payment)) first = dueDay
  }
  return first
}
