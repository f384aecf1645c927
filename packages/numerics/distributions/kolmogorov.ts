/** The limit law of Kolmogorov's and Smirnov's statistics. */

/**
 * Upper tail of the Kolmogorov law, the limit of √n·D.
 *
 *   Q(λ) = 2 Σ_{k≥1} (−1)^{k−1} e^(−2k²λ²) = 1 − (√(2π)/λ) Σ_{k≥1} e^(−(2k−1)²π²/(8λ²))
 *
 * @param lambda λ ≥ 0, the statistic times the root of the effective sample size
 * @returns probability in [0, 1]
 */
export function kolmogorovSurvival(lambda: number): number {
  if (Number.isNaN(lambda)) return lambda
  if (lambda <= 0) return 1
  if (lambda < 1) {
    const w = Math.exp(-(Math.PI * Math.PI) / (8 * lambda * lambda))
    return 1 - (Math.sqrt(2 * Math.PI) / lambda) * w * (1 + w ** 8 * (1 + w ** 16 * (1 + w ** 24)))
  }
  const v = Math.exp(-2 * lambda * lambda)
  return 2 * v * (1 - v ** 3 * (1 - v ** 5 * (1 - v ** 7 * (1 - v ** 9))))
}
