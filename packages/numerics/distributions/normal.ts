/** The standard normal law: density, distribution function and its logarithm. */

const SQRT_32 = Math.sqrt(32)
const INVERSE_SQRT_2PI = 0.3989422804014327

/** Density of the standard normal, φ(x) = e^(−x²/2) / √(2π). */
export function normalPdf(x: number): number {
  return INVERSE_SQRT_2PI * exponentialOfHalfSquare(x)
}

/**
 * Distribution function of the standard normal, accurate in relative terms in both tails (Cody 1969).
 *
 * @param x any number; ±∞ answer 1 and 0, NaN answers NaN
 * @returns Φ(x)
 */
export function normalCdf(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.67448975) return 0.5 + centralPart(x)
  const tail = exponentialOfHalfSquare(y) * scaledTail(y)
  return x > 0 ? 1 - tail : tail
}

/**
 * Logarithm of the standard normal distribution function, finite where Φ itself underflows.
 *
 * @returns ln Φ(x)
 */
export function normalLogCdf(x: number): number {
  if (x > 0) return Math.log1p(-normalCdf(-x))
  if (x >= -0.67448975) return Math.log(0.5 + centralPart(x))
  return -0.5 * x * x + Math.log(scaledTail(-x))
}

/** e^(−x²/2) with the square split so that its rounding does not enter the exponent. */
function exponentialOfHalfSquare(x: number): number {
  const y = Math.abs(x)
  if (y > 40) return 0
  const head = Math.trunc(y * 16) / 16
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (y - head) * (y + head))
}

/** Φ(x) − ½ for |x| ≤ 0.675. */
function centralPart(x: number): number {
  const s = x * x
  const numerator =
    (((0.06568233791820745 * s + 2.2352520354606837) * s + 161.02823106855587) * s + 1067.6894854603709) * s +
    18154.98125334356
  const denominator =
    (((s + 47.202581904688245) * s + 976.0985517377767) * s + 10260.932208618979) * s + 45507.78933502673
  return (x * numerator) / denominator
}

/** e^(y²/2)·Φ(−y) for y > 0.67. */
function scaledTail(y: number): number {
  if (y <= SQRT_32) {
    const numerator =
      (((((((1.0765576773720192e-8 * y + 0.39894151208813466) * y + 8.883149794388377) * y +
        93.50665613217785) *
        y +
        597.2702763948002) *
        y +
        2494.5375852903726) *
        y +
        6848.190450536283) *
        y +
        11602.65143764735) *
        y +
      9842.714838383978
    const denominator =
      (((((((y + 22.266688044328117) * y + 235.387901782625) * y + 1519.3775994075547) * y +
        6485.558298266761) *
        y +
        18615.571640885097) *
        y +
        34900.95272114598) *
        y +
        38912.00328609327) *
        y +
      19685.429676859992
    return numerator / denominator
  }
  if (y === Number.POSITIVE_INFINITY) return 0
  const s = 1 / (y * y)
  const numerator =
    ((((0.023073441764940174 * s + 0.215898534057957) * s + 0.12740116116024736) * s + 0.022235277870649807) *
      s +
      0.0014216191932278934) *
      s +
    0.000029112874951168793
  const denominator =
    ((((s + 1.284260096144911) * s + 0.4682382124808651) * s + 0.06598813786892856) * s +
      0.0037823963320275824) *
      s +
    0.00007297515550839662
  return (INVERSE_SQRT_2PI - (s * numerator) / denominator) / y
}
