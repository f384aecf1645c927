/** Log-odds, points and PD. */

export interface ScalingParameters {
  /** Points that double the odds good : bad, > 0. */
  readonly pdo: number
  /** Odds good : bad at `basePoints`, > 0. */
  readonly baseOdds: number
  readonly basePoints: number
  /** Decimals of the points of an attribute; 0 for whole points. */
  readonly decimals: number
  /** Whether the constant is spread evenly over the attributes or stands alone. */
  readonly constant: 'spread' | 'separate'
}

export const defaultScaling: ScalingParameters = {
  pdo: 20,
  baseOdds: 50,
  basePoints: 600,
  decimals: 0,
  constant: 'spread',
}

/**
 * score = offset − factor · log-odds of bad,  factor = pdo / ln 2,  offset = basePoints − factor · ln baseOdds.
 *
 * More points are better.
 *
 * @see docs/methods/scorecard.md
 */
export interface Scaling extends ScalingParameters {
  readonly factor: number
  readonly offset: number
}

/** @throws RangeError naming the parameter and its range */
export function scalingOf(parameters: Partial<ScalingParameters>): Scaling {
  const asked = { ...defaultScaling, ...parameters }
  const positive = (name: 'pdo' | 'baseOdds') => {
    if (!(asked[name] > 0 && asked[name] < Number.POSITIVE_INFINITY))
      throw new RangeError(`scorecard scaling: need a finite ${name} > 0, got ${asked[name]}`)
  }
  positive('pdo')
  positive('baseOdds')
  if (!Number.isFinite(asked.basePoints))
    throw new RangeError(`scorecard scaling: need finite basePoints, got ${asked.basePoints}`)
  if (!(Number.isInteger(asked.decimals) && asked.decimals >= 0 && asked.decimals <= 12))
    throw new RangeError(`scorecard scaling: need decimals 0 … 12, got ${asked.decimals}`)
  const factor = asked.pdo / Math.LN2
  return { ...asked, factor, offset: asked.basePoints - factor * Math.log(asked.baseOdds) }
}

/** Probability of label 1 at a score; what rounding took from the points it takes from the PD. */
export function scoreToPd(scaling: Scaling, score: number): number {
  return 1 / (1 + Math.exp((score - scaling.offset) / scaling.factor))
}

/**
 * The score, not rounded, at a probability of label 1.
 *
 * @throws RangeError outside [0, 1]
 */
export function pdToScore(scaling: Scaling, pd: number): number {
  if (!(pd >= 0 && pd <= 1)) throw new RangeError(`pdToScore: need a PD in [0, 1], got ${pd}`)
  return scaling.offset - scaling.factor * (Math.log(pd) - Math.log1p(-pd))
}
