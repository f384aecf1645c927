/** Log-odds and probabilities, exact in both tails. */

/** 1 / (1 + e^(−x)). */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const odds = Math.exp(x)
  return odds / (1 + odds)
}

/** ln(p / (1 − p)), p in [0, 1]. */
export function logit(p: number): number {
  return Math.log(p) - Math.log1p(-p)
}

/** ln(1 + eˣ). */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))
}
