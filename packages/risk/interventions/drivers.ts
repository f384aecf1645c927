/** From the features that raised a score to what is behind it, in the words that actions answer to. */
import type { RiskDriver } from '@pratibimba/contract'

/** What officers read. */
export const driverTitles = {
  income_delay: 'salary comes later than usual',
  income_drop: 'income has fallen',
  low_liquidity: 'little money at hand before what is due',
  savings_decline: 'savings are being used up',
  late_payments: 'payments are coming later',
  failed_debits: 'debits failed for lack of funds',
  card_debt: 'card debt near its limit, minimum payments only',
  borrowing_from_lenders: 'borrowing from lending apps',
  cash_withdrawals: 'more cash is withdrawn',
  gambling: 'payments to gambling',
  health_costs: 'costs of illness',
  spending_shift: 'spending has changed',
} as const satisfies Record<RiskDriver, string>

/** The first pattern that a feature's wire name contains decides. */
const patterns: readonly (readonly [pattern: RegExp, driver: RiskDriver])[] = [
  [/gambling/, 'gambling'],
  [/health|medical/, 'health_costs'],
  [/lending|borrowed/, 'borrowing_from_lenders'],
  [/failed/, 'failed_debits'],
  [/(emi|utility|rent|bill).*delay|late_or_open|open_dues|missed|overdue|payment_stress/, 'late_payments'],
  [/cc_min|min_payment|credit_util|card_util/, 'card_debt'],
  [/spending_to|spending_stress|discretionary|essential|channel/, 'spending_shift'],
  [/liquid|balance|buffer|net_flow|dues|burden|multi_account/, 'low_liquidity'],
  [/(salary|income).*(delay|regularity)|next_salary/, 'income_delay'],
  [/salary|income/, 'income_drop'],
  [/atm|cash|withdrawal/, 'cash_withdrawals'],
  [/savings/, 'savings_decline'],
]

/** Share of what raised a score below which a driver is not named. */
const WORTH_NAMING = 0.1

/** The driver that a feature speaks of; undefined for one that speaks of several or of none, such as a total score. */
export function driverOf(featureId: string): RiskDriver | undefined {
  if (!found.has(featureId)) {
    if (found.size >= MOST_FOUND) found.clear()
    found.set(featureId, patterns.find(([pattern]) => pattern.test(featureId))?.[1])
  }
  return found.get(featureId)
}

/** Features that were looked up, since the same few hundred come with every score. */
const found = new Map<string, RiskDriver | undefined>()
const MOST_FOUND = 1_000

/**
 * Drivers behind a score, strongest first, from what each feature added to it.
 *
 * Contributions of the same driver are added up. Answered are those that raised the score in sum, by at least a tenth of
 * what all such drivers did: nobody is sent to support for gambling by a trace of it.
 */
export function driversFrom(
  contributions: readonly { readonly feature: string; readonly contribution: number }[],
): RiskDriver[] {
  const sums = new Map<RiskDriver, number>()
  for (const { feature, contribution } of contributions) {
    const driver = driverOf(feature)
    if (driver !== undefined) sums.set(driver, (sums.get(driver) ?? 0) + contribution)
  }
  const raising = [...sums].filter(([, sum]) => sum > 0)
  const least = WORTH_NAMING * raising.reduce((total, [, sum]) => total + sum, 0)
  return raising
    .filter(([, sum]) => sum >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([driver]) => driver)
}
