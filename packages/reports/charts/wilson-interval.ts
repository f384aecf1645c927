/** The 95% interval of a share. */

const z = 1.959963984540054

/**
 * Wilson score interval at 95%.
 *
 *   (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param share observed share, 0–1
 * @param count observations, > 0
 * @returns lower and upper end, 0–1
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference
 */
export function wilsonInterval(share: number, count: number): readonly [number, number] {
  const scale = 1 + (z * z) / count
  const middle = (share + (z * z) / (2 * count)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))) / scale
  return [Math.max(0, middle - half), Math.min(1, middle + half)]
}
