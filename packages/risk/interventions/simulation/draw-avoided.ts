/** Draws of how many misses an action avoids, and what that saves. */
import { betaQuantile } from '@pratibimba/numerics/distributions'
import type { RandomStream } from '@pratibimba/numerics/random'

/** Up to here every customer's fate is drawn; above, the sums by their normal law. */
const EACH_BY_ITSELF = 500

/**
 * Draws the joint law of misses, misses avoided and loss avoided; one draw an index of the stream.
 *
 *   s ~ Beta(a, b);  u_i ~ U(0, 1):  missed when u_i < p_i, avoided when u_i < p_i · s
 *
 * With more than `EACH_BY_ITSELF` customers the three sums given s are drawn from the normal law of the same means, variances
 * and covariances with the misses avoided, cut off at 0.
 *
 * @param probabilities of a miss, shape [customers], each in [0, 1]
 * @param lossesMinor   of a miss, same shape, ≥ 0
 * @returns three columns of shape [draws]
 */
export function drawAvoided(
  probabilities: Float64Array,
  lossesMinor: Float64Array,
  { a, b }: { readonly a: number; readonly b: number },
  draws: number,
  stream: RandomStream,
) {
  for (let i = 0; i < probabilities.length; i++)
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1 && lossesMinor[i] >= 0))
      throw new RangeError(
        `drawAvoided: need p in [0, 1] and a loss >= 0, got ${probabilities[i]} and ${lossesMinor[i]} of customer ${i}`,
      )
  const misses = new Float64Array(draws)
  const missesAvoided = new Float64Array(draws)
  const lossAvoidedMinor = new Float64Array(draws)
  const drawSums = probabilities.length > EACH_BY_ITSELF ? together(probabilities, lossesMinor) : eachByItself
  for (let draw = 0; draw < draws; draw++) {
    const uplift = betaQuantile(stream.at(draw).uniform(), a, b)
    const sums = drawSums(probabilities, lossesMinor, uplift, stream)
    misses[draw] = sums.misses
    missesAvoided[draw] = sums.avoided
    lossAvoidedMinor[draw] = sums.loss
  }
  return { misses, missesAvoided, lossAvoidedMinor }
}

function eachByItself(p: Float64Array, losses: Float64Array, uplift: number, stream: RandomStream) {
  let misses = 0
  let avoided = 0
  let loss = 0
  for (let i = 0; i < p.length; i++) {
    const u = stream.uniform()
    if (u >= p[i]) continue
    misses++
    if (u >= p[i] * uplift) continue
    avoided++
    loss += losses[i]
  }
  return { misses, avoided, loss }
}

/** Sums over customers that mean, variance and covariance are polynomials of the uplift in; one pass for all draws. */
function together(p: Float64Array, losses: Float64Array): typeof eachByItself {
  const [sum, squares] = [dot(p), dot(p, p)]
  const [loss, lossSquares] = [dot(p, losses), dot(p, p, losses)]
  const [loss2, loss2Squares] = [dot(p, losses, losses), dot(p, p, losses, losses)]
  return (_p, _losses, s, stream) => {
    const first = stream.normal()
    const variance = s * sum - s * s * squares
    const deviation = Math.sqrt(variance)
    const lossSlope = variance > 0 ? (s * loss - s * s * lossSquares) / variance : 0
    const lossRest = s * loss2 - s * s * loss2Squares - lossSlope ** 2 * variance
    const missSlope = variance > 0 ? (s * (sum - squares)) / variance : 0
    const missRest = sum - squares - missSlope ** 2 * variance
    const part = (mean: number, slope: number, rest: number) =>
      Math.max(0, mean + slope * deviation * first + Math.sqrt(Math.max(0, rest)) * stream.normal())
    return {
      avoided: Math.max(0, s * sum + deviation * first),
      loss: part(s * loss, lossSlope, lossRest),
      misses: part(sum, missSlope, missRest),
    }
  }
}

/** Sum over customers of the product of columns. */
function dot(...columns: readonly Float64Array[]): number {
  let sum = 0
  for (let i = 0; i < columns[0].length; i++) {
    let product = 1
    for (const column of columns) product *= column[i]
    sum += product
  }
  return sum
}
