/** Balances after each transaction of an account, from those that are known. */

export interface ReconstructedBalances {
  /** NaN where nothing is known of the account. */
  readonly balances: Float64Array
  /** How many were worked out. */
  readonly workedOut: number
  /** Neighbouring rows whose known balances differ by another amount than the row's: a row between them is missing. */
  readonly breaks: number
}

/**
 * b_i = b_{i−1} + a_i forwards from a known balance, and b_{i−1} = b_i − a_i backwards from the first. Nothing is assumed of an
 * account without any known balance.
 *
 * @param amounts of an account in order of time, minor units; 0 for what failed
 * @param known balances after each, NaN where the file has none
 */
export function reconstructBalances(amounts: Float64Array, known: Float64Array): ReconstructedBalances {
  const balances = known.slice()
  let workedOut = 0
  let breaks = 0
  const first = balances.findIndex((balance) => !Number.isNaN(balance))
  if (first < 0) return { balances, workedOut, breaks }
  for (let i = first - 1; i >= 0; i--) {
    balances[i] = balances[i + 1] - amounts[i + 1]
    workedOut++
  }
  for (let i = first + 1; i < balances.length; i++) {
    const expected = balances[i - 1] + amounts[i]
    if (Number.isNaN(balances[i])) {
      balances[i] = expected
      workedOut++
    } else if (balances[i] !== expected) breaks++
  }
  return { balances, workedOut, breaks }
}
