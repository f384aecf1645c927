/** Inversion of a monotone distribution function by Newton steps that a bracket keeps honest. */

/**
 * The x in (low, high) at which a distribution function passes through p.
 *
 * Newton steps on ln F against ln x while p ≤ ½, on ln(1 − F) against x otherwise, so that both tails converge in
 * relative terms; a step that leaves the bracket is replaced by bisection.
 *
 * @param p     probability in (0, 1)
 * @param start first guess, inside the bracket
 * @param law   lower tail, upper tail and density at x > 0
 */
export function invertDistribution(
  p: number,
  start: number,
  low: number,
  high: number,
  law: { lower(x: number): number; upper(x: number): number; density(x: number): number },
): number {
  let lowEnd = low
  let highEnd = high
  let x = Math.min(Math.max(start, low), high)
  const fromLower = p <= 0.5
  const target = fromLower ? p : 1 - p
  for (let iteration = 0; iteration < 400; iteration++) {
    const tail = fromLower ? law.lower(x) : law.upper(x)
    if (tail === target) return x
    if (tail < target === fromLower) lowEnd = x
    else highEnd = x
    const error = Math.log(target / tail)
    const density = law.density(x)
    let next = fromLower ? x * Math.exp((error * tail) / (density * x)) : x - (error * tail) / density
    if (!(next > lowEnd && next < highEnd)) next = between(lowEnd, highEnd)
    if (Math.abs(next - x) <= 2e-16 * x || highEnd - lowEnd <= 2e-16 * x) return next
    x = next
  }
  return x
}

/** A point inside the bracket: geometric middle across orders of magnitude, arithmetic otherwise. */
function between(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return low * 2
  if (low === 0) return high / 16
  return high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2
}
