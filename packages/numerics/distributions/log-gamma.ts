/** The logarithm of the gamma function, and the pieces of it that keep ratios of gamma functions exact. */

const HALF_LOG_2PI = 0.9189385332046728
const ONE_MINUS_EULER = 0.42278433509846713

/** ζ(k) − 1 for k = 2, 3, …: coefficients of ln Γ about 2. */
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 0.00006124813505870483,
  0.00003058823630702049, 0.00001528225940865187, 0.000007637197637899763, 0.00000381729326499984,
  0.000001908212716553939, 9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7,
  1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9,
]

/**
 * Natural logarithm of the gamma function for positive arguments.
 *
 * Taylor series about 2 on [1.5, 2.5] (so the zeros at 1 and 2 keep their relative accuracy), recurrence below 10,
 * Stirling's series above.
 *
 * @param x argument > 0
 * @returns ln Γ(x)
 * @throws RangeError when x is not positive
 * @see Abramowitz & Stegun 6.1.33, 6.1.40
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma: need a positive argument, got ${x}`)
  if (x >= 10)
    return x === Number.POSITIVE_INFINITY ? x : (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingSeries(x)
  if (x < 0.5) return aboutTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return aboutTwo(x - 1) - Math.log1p(x - 1)
  let product = 1
  let y = x
  while (y > 2.5) {
    y -= 1
    product *= y
  }
  return aboutTwo(y - 2) + Math.log(product)
}

/** ln Γ(2 + e) for |e| ≤ ½. */
function aboutTwo(e: number): number {
  let sum = 0
  for (let i = ZETA_MINUS_ONE.length - 1; i >= 0; i--) sum = ZETA_MINUS_ONE[i] / (i + 2) - e * sum
  return e * (ONE_MINUS_EULER + e * sum)
}

/**
 * What Stirling's formula misses: Δ(x) = ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for x > 0.
 *
 * Ratios of gamma functions at large arguments are differences of Δ, which do not cancel.
 */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x)
  return logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_2PI
}

function stirlingSeries(x: number): number {
  const s = 1 / (x * x)
  return (
    (1 / 12 -
      s *
        (1 / 360 -
          s *
            (1 / 1260 -
              s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s * (1 / 156 - (s * 3617) / 122400))))))) /
    x
  )
}

/**
 * Deviance part k·ln(k/m) + m − k, without cancellation where k ≈ m (Loader 2000).
 *
 * @param k observed, ≥ 0
 * @param m expected, > 0
 */
export function devianceTerm(k: number, m: number): number {
  const difference = k - m
  if (k === 0) return m
  if (Math.abs(difference) >= 0.1 * (k + m)) return k * Math.log(k / m) - difference
  const v = difference / (k + m)
  let sum = difference * v
  let power = 2 * k * v
  for (let j = 3; ; j += 2) {
    power *= v * v
    const next = sum + power / j
    if (next === sum) return sum
    sum = next
  }
}

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), exact in absolute terms for large and unequal arguments.
 *
 * @param a > 0
 * @param b > 0
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  const sum = small + large
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(sum)
  const stirling = stirlingError(large) - stirlingError(sum)
  if (small < 10)
    return (
      logGamma(small) + small - small * Math.log(large) - (sum - 0.5) * Math.log1p(small / large) + stirling
    )
  return (
    HALF_LOG_2PI -
    0.5 * Math.log(large) +
    stirlingError(small) +
    stirling +
    (small - 0.5) * Math.log(small / sum) -
    large * Math.log1p(small / large)
  )
}
