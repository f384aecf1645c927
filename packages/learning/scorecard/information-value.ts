/** How much a column tells about the outcome, in words. */

export type InformationBand = 'none' | 'weak' | 'medium' | 'strong' | 'suspicious'

/**
 * The customary reading of an information value (Siddiqi 2006): below .02 none, .1 weak, .3 medium, .5 strong, and above
 * that suspicious, because so good a column often knows the outcome.
 *
 * @see docs/methods/optimal-binning.md
 */
export function informationBand(informationValue: number): InformationBand {
  if (!(informationValue >= 0))
    throw new RangeError(`informationBand: need a value >= 0, got ${informationValue}`)
  if (informationValue < 0.02) return 'none'
  if (informationValue < 0.1) return 'weak'
  if (informationValue < 0.3) return 'medium'
  return informationValue < 0.5 ? 'strong' : 'suspicious'
}
