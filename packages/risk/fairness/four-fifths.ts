/** The four-fifths comparison: each group's selection rate against that of a reference group. */

import type { ByGroup } from './metrics/disparity.ts'
import { type Interval, isKnown, type Known, ratioInterval } from './metrics/estimate.ts'

/** Where our gate stands unless a policy says otherwise. */
export const FOUR_FIFTHS = 0.8

export type Verdict = 'met' | 'not-met' | 'undetermined'

export interface FourFifthsGroup {
  readonly group: string
  /** Selection rate over the reference's; null where it cannot be formed. */
  readonly ratio: number | null
  /** By the logarithm of the ratio and the delta method. */
  readonly interval: Interval | null
  readonly verdict: Verdict
  /** Whether the whole interval lies on the verdict's side of the gate. */
  readonly certain: boolean
}

export interface FourFifths {
  /** A group against which the others stand, and whether it was named or is the most favoured one. */
  readonly reference: string | null
  readonly referenceIs: 'named' | 'most-favoured'
  readonly gate: number
  /** The reference itself is not among them. */
  readonly groups: readonly FourFifthsGroup[]
  /** Not met when one group misses the gate; undetermined when there is nothing to compare. */
  readonly verdict: Verdict
  /** What a verdict is and is not. */
  readonly basis: string
}

const BASIS =
  'Internal policy gate on the ratio of selection rates. Meeting it does not establish that a rule of law is met, and missing it does not establish a breach.'

/**
 * Compares selection rates with the reference's.
 *
 * @param rates     selection rates by group, suppressed groups left out
 * @param reference name of a group; the one with the highest rate when absent (ties: the first)
 * @param gate      smallest ratio that meets the gate, in (0, 1]
 * @throws RangeError when the gate is outside
 * @see docs/methods/fairness.md
 */
export function fourFifths(rates: ByGroup, z: number, reference?: string, gate = FOUR_FIFTHS): FourFifths {
  if (!(gate > 0 && gate <= 1)) throw new RangeError(`fourFifths: need a gate in (0, 1], got ${gate}`)
  const known = [...rates].filter((entry): entry is [string, Known] => isKnown(entry[1]))
  const against =
    reference === undefined
      ? known.reduce<[string, Known] | undefined>(
          (best, entry) => (best === undefined || entry[1].value > best[1].value ? entry : best),
          undefined,
        )
      : known.find(([group]) => group === reference)
  const groups = [...rates]
    .filter(([group]) => group !== against?.[0])
    .map(([group, rate]): FourFifthsGroup => {
      if (against === undefined || !isKnown(rate) || against[1].value === 0)
        return { group, ratio: null, interval: null, verdict: 'undetermined', certain: false }
      const ratio = rate.value / against[1].value
      const interval = ratioInterval(rate, against[1], z)
      const met = ratio >= gate
      const certain = interval !== null && (met ? interval[0] >= gate : interval[1] < gate)
      return { group, ratio, interval, verdict: met ? 'met' : 'not-met', certain }
    })
  return {
    reference: against?.[0] ?? null,
    referenceIs: reference === undefined ? 'most-favoured' : 'named',
    gate,
    groups,
    verdict: groups.some(({ verdict }) => verdict === 'not-met')
      ? 'not-met'
      : groups.some(({ verdict }) => verdict === 'met')
        ? 'met'
        : 'undetermined',
    basis: BASIS,
  }
}
