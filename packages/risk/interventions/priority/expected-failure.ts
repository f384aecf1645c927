/** The day on which money is expected not to be enough. */

export interface MoneyAhead {
  /** What can be paid from today. */
  readonly availableMinor: number
  /** What everyday life takes a day, ≥ 0. */
  readonly dailySpendMinor: number
  /** Salaries and the like that are expected, in any order. */
  readonly incomes: readonly { readonly inDays: number; readonly amountMinor: number }[]
  /** Payments that are owed and not yet paid, in any order. */
  readonly dues: readonly { readonly inDays: number; readonly amountMinor: number }[]
}

/**
 * Days from the as-of date to the first payment that is not covered; null when all are.
 *
 * Money at hand plus incomes up to and including the day, less everyday spending and the payments before it.
 * Overdue payments (`inDays` < 0) count as due today.
 */
export function daysToExpectedFailure(ahead: MoneyAhead): number | null {
  const dues = ahead.dues
    .map(({ inDays, amountMinor }) => ({ inDays: Math.max(0, inDays), amountMinor }))
    .sort((a, b) => a.inDays - b.inDays)
  let paidMinor = 0
  for (const { inDays, amountMinor } of dues) {
    let atHandMinor = ahead.availableMinor - ahead.dailySpendMinor * inDays - paidMinor
    for (const income of ahead.incomes) if (income.inDays <= inDays) atHandMinor += income.amountMinor
    if (atHandMinor < amountMinor) return inDays
    paidMinor += amountMinor
  }
  return null
}
