/** The repayment schedule of a loan in closed form: instalment and balance. */

/**
 * Monthly payment per unit of principal.
 *
 *   i / (1 − (1 + i)^−n)
 *
 * @param rateMonthly i > 0
 * @param logGrowth   ln(1 + i)
 * @param months      n ≥ 1
 */
export function annuityFactor(rateMonthly: number, logGrowth: number, months: number): number {
  return rateMonthly / (1 - Math.exp(-months * logGrowth))
}

/**
 * Principal that remains after a number of payments, to the cent; never below 0.
 *
 *   B_m = L·(1 + i)^m − P·((1 + i)^m − 1)/i
 *
 * @param logGrowth ln(1 + i)
 * @param payments  m ≥ 0
 */
export function balanceAfter(
  principal: number,
  rateMonthly: number,
  logGrowth: number,
  monthlyPayment: number,
  payments: number,
): number {
  if (payments === 0) return principal
  const growth = Math.exp(payments * logGrowth)
  const balance = principal * growth - (monthlyPayment * (growth - 1)) / rateMonthly
  return balance > 0 ? toCents(balance) : 0
}

export function toCents(amount: number): number {
  return Math.round(amount * 100) / 100
}
