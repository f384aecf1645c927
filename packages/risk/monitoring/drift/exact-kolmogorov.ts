/** The exact law of the two-sample Kolmogorov–Smirnov statistic without ties. */

/**
 * P(D ≥ d) for two samples of one continuous law, by walking all paths that stay closer than d.
 *
 *   u(i, j) = u(i − 1, j)·i/(i + m) + u(i, j − 1),  0 where |i/n − j/m| ≥ d
 *
 * Work n·m; absolute error about 1e-14.
 *
 * @param d     in [0, 1]
 * @param n, m  rows of the two, ≥ 1
 * @see Hodges 1958; Marsaglia's and R's recursion with weights that keep it in range
 */
export function exactKolmogorovTail(d: number, n: number, m: number): number {
  const [few, many] = n < m ? [n, m] : [m, n]
  // Half a step below d on the lattice of differences, so that rounding decides nothing.
  const limit = (0.5 + Math.floor(d * few * many - 1e-7)) / (few * many)
  const paths = new Float64Array(many + 1)
  for (let j = 0; j <= many; j++) paths[j] = j / many > limit ? 0 : 1
  for (let i = 1; i <= few; i++) {
    const weight = i / (i + many)
    paths[0] = i / few > limit ? 0 : weight * paths[0]
    for (let j = 1; j <= many; j++)
      paths[j] = Math.abs(i / few - j / many) > limit ? 0 : weight * paths[j] + paths[j - 1]
  }
  return Math.min(1, Math.max(0, 1 - paths[many]))
}
