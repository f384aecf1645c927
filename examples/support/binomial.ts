/** Intervals of shares that were counted. */
import { betaQuantile } from '@pratibimba/numerics/distributions'

/** Clopper–Pearson interval of k out of n, 95%: [B(.025; k, n−k+1), B(.975; k+1, n−k)]; of nothing, all of [0, 1]. */
export function binomialInterval(k: number, n: number): readonly [number, number] {
  return [k === 0 ? 0 : betaQuantile(0.025, k, n - k + 1), k === n ? 1 : betaQuantile(0.975, k + 1, n - k)]
}
