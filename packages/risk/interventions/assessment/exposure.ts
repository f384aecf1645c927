/** What a customer owes in all. */
import type { AccountKind } from '@pratibimba/contract'

/** What of an account the exposure is made of. */
export interface OwedAccount {
  readonly kind: AccountKind
  /** Of a loan: what is still owed. */
  readonly outstandingMinor?: number
}

/**
 * Outstanding loans and what is owed on cards, in minor units.
 *
 *   Σ outstanding(loans) + max(0, −card balance)
 *
 * @param cardBalanceMinor closing balance of the cards, negative where money is owed; undefined or NaN: not known, taken as 0
 */
export function exposureOf(accounts: readonly OwedAccount[], cardBalanceMinor: number | undefined): number {
  let owed = Math.max(0, -(cardBalanceMinor || 0))
  for (const { kind, outstandingMinor } of accounts)
    if (kind === 'loan') owed += Math.max(0, outstandingMinor ?? 0)
  return owed
}

/** Whether there is an instalment that could be moved: a loan on which something is owed. */
export function hasInstalmentOf(accounts: readonly OwedAccount[]): boolean {
  return accounts.some(({ kind, outstandingMinor = 1 }) => kind === 'loan' && outstandingMinor > 0)
}
