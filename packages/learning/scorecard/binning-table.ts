/** Rates, weight of evidence and information value of counted bins. */
import { wilson } from '../metrics/index.ts'
import type { Bin } from './binned-feature.ts'
import type { BinningParameters } from './binning-parameters.ts'

export interface CountedBin {
  readonly kind: Bin['kind']
  readonly label: string
  readonly nonEvents: number
  readonly events: number
}

/**
 * Weight of evidence of a bin.
 *
 *   WoE = ln( (goods in bin / all goods) / (bads in bin / all bads) )
 *
 * Positive where the bin is better than the population. 0 when the bin holds one class only.
 *
 * @see docs/methods/optimal-binning.md
 */
export function weightOfEvidence(
  nonEvents: number,
  events: number,
  allNonEvents: number,
  allEvents: number,
): number {
  if (nonEvents === 0 || events === 0) return 0
  return Math.log(nonEvents / events) + Math.log(allEvents / allNonEvents)
}

/**
 * The table of a binned column.
 *
 *   IV = Σ_b (bads_b / bads − goods_b / goods) · ln( (bads_b / bads) / (goods_b / goods) )
 *
 * @see docs/methods/optimal-binning.md
 */
export function binningTable(
  counted: readonly CountedBin[],
  treatment: Pick<BinningParameters, 'missing' | 'special' | 'unknown'>,
): readonly Bin[] {
  let allNonEvents = 0
  let allEvents = 0
  for (const { nonEvents, events } of counted) {
    allNonEvents += nonEvents
    allEvents += events
  }
  const woes = counted.map((bin) => weightOfEvidence(bin.nonEvents, bin.events, allNonEvents, allEvents))
  const worst = Math.min(0, ...woes)
  return counted.map((bin, b) => {
    const { kind, nonEvents, events } = bin
    const weight = nonEvents + events
    const rule = kind === 'missing' || kind === 'special' || kind === 'unknown' ? treatment[kind] : 'own'
    const interval = weight === 0 ? { lower: 0, upper: 1 } : wilson(events / weight, weight)
    return {
      ...bin,
      share: weight / (allNonEvents + allEvents),
      eventRate: weight === 0 ? 0 : events / weight,
      eventRateLow: interval.lower,
      eventRateHigh: interval.upper,
      woe: woes[b],
      usedWoe: rule === 'own' ? woes[b] : rule === 'worst' ? worst : 0,
      informationValue: contribution(nonEvents / allNonEvents, events / allEvents),
    }
  })
}

function contribution(goods: number, bads: number): number {
  return goods === 0 || bads === 0 ? 0 : (bads - goods) * Math.log(bads / goods)
}
