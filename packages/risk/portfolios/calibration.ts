/** Which grade mix, and which PDs inside the grades' ranges, give a wanted default rate. */
import { centreOf, GRADES, gradeBands } from './grades.ts'
import { UnreachableTarget } from './settings-errors.ts'

/** Strongest tilt: beyond it practically everybody is in one grade. */
const TILT_LIMIT = 12

export interface CalibratedMix {
  /** Shares of the grades, shape [5]. */
  readonly mix: Float64Array
  /** Mean PD of each grade, shape [5], inside its range. */
  readonly meanPd: Float64Array
  /** θ of the tilt w_g ∝ base_g·e^(θg); 0 where the mix is pinned. */
  readonly tilt: number
  readonly expectedRate: number
}

/** The centres of the grades' PD ranges, shape [5]. */
export function centralPds(): Float64Array {
  return Float64Array.from(gradeBands, ({ pd }) => centreOf(pd))
}

/**
 * Solves Σ w_g·m_g = target.
 *
 * A free mix is tilted, w_g(θ) ∝ base_g·e^(θg), by bisection on θ with the PDs at `meanPd`; where the tilt ends, and
 * from the start where the mix is pinned, the PDs move inside their ranges by a common share t of the way to the end,
 *
 *   m_g(t) = m_g + t·(high_g − m_g),  m_g(−t) = m_g − t·(m_g − low_g).
 *
 * @param base      shares before the tilt, shape [5]
 * @param meanPd    PDs before they move, shape [5], inside their ranges
 * @param target    absent: mix and PDs stay as they are
 * @param tolerance how far outside the reachable interval a target may lie
 * @throws UnreachableTarget naming the reachable interval
 * @see docs/methods/default-calibration.md
 */
export function calibrateMix(
  base: Float64Array,
  meanPd: Float64Array,
  target: number | undefined,
  tolerance: number,
  isPinned: boolean,
): CalibratedMix {
  if (target === undefined)
    return { mix: base.slice(), meanPd: meanPd.slice(), tilt: 0, expectedRate: rateOf(base, meanPd) }
  const limit = isPinned ? 0 : TILT_LIMIT
  const low = rateOf(tiltMix(base, -limit), movePds(meanPd, -1))
  const high = rateOf(tiltMix(base, limit), movePds(meanPd, 1))
  if (!(target >= low - tolerance && target <= high + tolerance))
    throw new UnreachableTarget(target, [low, high])
  const wanted = Math.min(high, Math.max(low, target))

  let tilt = 0
  if (!isPinned) {
    let [from, to] = [-limit, limit]
    for (let step = 0; step < 80; step++) {
      tilt = (from + to) / 2
      if (rateOf(tiltMix(base, tilt), meanPd) < wanted) from = tilt
      else to = tilt
    }
  }
  const mix = tiltMix(base, tilt)
  const rate = rateOf(mix, meanPd)
  const end = rateOf(mix, movePds(meanPd, wanted < rate ? -1 : 1))
  const share = Math.abs(end - rate) < 1e-12 ? 0 : Math.min(1, Math.max(0, (wanted - rate) / (end - rate)))
  const moved = movePds(meanPd, wanted < rate ? -share : share)
  return { mix, meanPd: moved, tilt, expectedRate: rateOf(mix, moved) }
}

function tiltMix(base: Float64Array, tilt: number): Float64Array {
  const mix = base.map((share, g) => share * Math.exp(tilt * (g - (tilt > 0 ? GRADES - 1 : 0))))
  let sum = 0
  for (const share of mix) sum += share
  return mix.map((share) => share / sum)
}

function movePds(meanPd: Float64Array, share: number): Float64Array {
  return meanPd.map((pd, g) => {
    const [low, high] = gradeBands[g].pd
    return share < 0 ? pd + share * (pd - low) : pd + share * (high - pd)
  })
}

function rateOf(mix: Float64Array, meanPd: Float64Array): number {
  let rate = 0
  for (let g = 0; g < GRADES; g++) rate += mix[g] * meanPd[g]
  return rate
}
