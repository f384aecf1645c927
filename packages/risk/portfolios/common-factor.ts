/** The state of the economy that all borrowers of a portfolio share. */
import { normalPdf } from '@pratibimba/numerics/distributions'

/** Beyond this the normal law holds 6·10⁻⁶, and the tilted one little more. */
const REACH = 4.5
const KNOTS = 13
const STEPS = 720

/**
 * A factor drawn so that fixing the number of defaults leaves every borrower's own PD what it is.
 *
 * With S(F) the expected rate given F, the density is φ(F)·S(F)/E[S]. A borrower whose weight given F is p(F) is chosen
 * with probability K·p(F)/ΣS(F); over this density the mean of that is exactly K·p/Σp.
 *
 * @param expectedRate S(F); smooth and decreasing
 * @param u            uniform in (0, 1)
 * @see docs/methods/common-factor.md
 */
export function drawTiltedFactor(expectedRate: (factor: number) => number, u: number): number {
  const logRates = Float64Array.from({ length: KNOTS }, (_, k) =>
    Math.log(Math.max(1e-300, expectedRate(-REACH + (2 * REACH * k) / (KNOTS - 1)))),
  )
  const width = (2 * REACH) / STEPS
  const cumulative = new Float64Array(STEPS)
  let sum = 0
  for (let step = 0; step < STEPS; step++) {
    const factor = -REACH + (step + 0.5) * width
    sum += normalPdf(factor) * Math.exp(interpolate(logRates, (factor + REACH) / (2 * REACH)))
    cumulative[step] = sum
  }
  const wanted = u * sum
  let step = 0
  while (step < STEPS - 1 && cumulative[step] < wanted) step++
  const before = step === 0 ? 0 : cumulative[step - 1]
  return -REACH + (step + (wanted - before) / (cumulative[step] - before)) * width
}

/** Cubic through the four nearest knots; `share` of the way through them, 0–1. */
function interpolate(values: Float64Array, share: number): number {
  const position = share * (values.length - 1)
  const first = Math.min(values.length - 4, Math.max(0, Math.floor(position) - 1))
  const x = position - first
  let result = 0
  for (let i = 0; i < 4; i++) {
    let weight = 1
    for (let j = 0; j < 4; j++) if (j !== i) weight *= (x - j) / (i - j)
    result += weight * values[first + i]
  }
  return result
}
