/** How much a column tells about the outcome: in words, and against chance. */
import { chiSquareSurvival } from '@pratibimba/numerics/distributions'
import type { BinnedFeature } from './binned-feature.ts'

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

/**
 * Probability of as much information by chance, were the bins drawn up before the outcome was seen.
 *
 *   IV · G·B / (G + B) ~ χ²(bins − 1) under independence
 *
 * with G goods and B bads and the bins that hold anything. Bins are drawn up with the outcome in view, so that a noisy column
 * falls below a level more often than the level says: read it as a screen, and not as a test.
 *
 * @see docs/methods/optimal-binning.md
 */
export function informationPValue({ bins, informationValue }: BinnedFeature): number {
  let goods = 0
  let bads = 0
  let used = 0
  for (const { nonEvents, events } of bins) {
    goods += nonEvents
    bads += events
    if (nonEvents + events > 0) used++
  }
  return used < 2 ? 1 : chiSquareSurvival((informationValue * goods * bads) / (goods + bads), used - 1)
}
