/** Distances between samples and between distributions. Missing values are the caller's business. */
import { kolmogorovSurvival } from '../distributions/kolmogorov.ts'

/**
 * Two-sample Kolmogorov–Smirnov test.
 *
 *   D = sup |F_x − F_y|,  p = Q(D·√(n·m/(n + m))) with Q the Kolmogorov limit law
 *
 * The limit law is conservative for small samples and for ties.
 *
 * @returns statistic in [0, 1] and its asymptotic p-value
 * @throws RangeError when a sample is empty
 */
export function kolmogorovSmirnov(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): { readonly statistic: number; readonly pValue: number } {
  const n = x.length
  const m = y.length
  if (n === 0 || m === 0)
    throw new RangeError(`kolmogorovSmirnov: need two samples, got ${n} and ${m} values`)
  const a = Float64Array.from(x).sort()
  const b = Float64Array.from(y).sort()
  let i = 0
  let j = 0
  let statistic = 0
  while (i < n && j < m) {
    const value = Math.min(a[i], b[j])
    while (i < n && a[i] <= value) i++
    while (j < m && b[j] <= value) j++
    statistic = Math.max(statistic, Math.abs(i / n - j / m))
  }
  return { statistic, pValue: kolmogorovSurvival(statistic * Math.sqrt((n / (n + m)) * m)) }
}

/**
 * Total variation distance ½ Σ |p − q| between two discrete distributions.
 *
 * @param p probabilities, shape [k], summing to 1
 * @param q probabilities, same shape and order
 * @throws RangeError when the shapes differ
 */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length)
    throw new RangeError(`totalVariation: need equal lengths, got ${p.length} and ${q.length}`)
  let sum = 0
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i] - q[i])
  return sum / 2
}
