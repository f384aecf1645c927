/** Early-warning scores by segment: who is flagged how often, and, once outcomes are known, how rightly. */
import { wilson } from '@pratibimba/learning/metrics'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import {
  assessFairness,
  type FairnessReport,
  type FourFifths,
  fourFifths,
  type Groups,
} from '../fairness/index.ts'
import { figure, list } from './wording.ts'

export interface SegmentOptions {
  /** Probability from which on a customer is flagged. */
  readonly threshold: number
  /** Smaller segments are named, not measured; default 30. */
  readonly minimumGroupSize?: number
  readonly confidence?: number
  readonly seed?: number
}

export interface FlaggedBySegment {
  readonly name: string
  /** Rows of no known segment. */
  readonly unknownRows: number
  readonly segments: readonly {
    readonly segment: string
    readonly rows: number
    readonly flagged: { readonly value: number; readonly lower: number; readonly upper: number }
  }[]
  readonly suppressed: readonly string[]
  /** Of the shares that are flagged; being flagged is being helped. */
  readonly fourFifths: FourFifths
  readonly sentence: string
}

/**
 * Shares flagged by segment, before outcomes are known.
 *
 * @param probability shape [rows]
 * @param segments    by the name of the attribute
 * @throws RangeError when shapes differ or the threshold is no probability
 * @see docs/methods/fairness.md
 */
export function flaggedBySegment(
  probability: Float64Array,
  segments: Readonly<Record<string, Groups>>,
  { threshold, minimumGroupSize = 30, confidence = 0.95 }: SegmentOptions,
): FlaggedBySegment[] {
  if (!(threshold >= 0 && threshold <= 1))
    throw new RangeError(`flaggedBySegment: need a threshold in [0, 1], got ${threshold}`)
  return Object.entries(segments).map(([name, { codes, labels }]) => {
    if (codes.length !== probability.length)
      throw new RangeError(
        `flaggedBySegment: need ${probability.length} rows in ${name}, got ${codes.length}`,
      )
    const rows = new Float64Array(labels.length)
    const flagged = new Float64Array(labels.length)
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] < 0) continue
      rows[codes[i]]++
      if (probability[i] >= threshold) flagged[codes[i]]++
    }
    const measured = labels.flatMap((segment, code) =>
      rows[code] >= Math.max(1, minimumGroupSize)
        ? [
            {
              segment,
              rows: rows[code],
              flagged: wilson(flagged[code] / rows[code], rows[code], confidence),
            },
          ]
        : [],
    )
    const ratios = fourFifths(
      new Map(
        measured.map((each) => [
          each.segment,
          {
            value: each.flagged.value,
            interval: [each.flagged.lower, each.flagged.upper] as const,
            effectiveRows: each.rows,
          },
        ]),
      ),
      normalQuantile(0.5 + confidence / 2),
    )
    const unmet = ratios.groups.filter(({ verdict }) => verdict === 'not-met')
    return {
      name,
      unknownRows: codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0),
      segments: measured,
      suppressed: labels.filter((_, code) => rows[code] > 0 && rows[code] < minimumGroupSize),
      fourFifths: ratios,
      sentence:
        ratios.verdict === 'undetermined'
          ? `${name}: shares of flagged customers cannot be compared.`
          : unmet.length === 0
            ? `${name}: no segment is flagged less than ${ratios.gate} times as often as ${ratios.reference}.`
            : `${name}: ${list(unmet.map(({ group, ratio }) => `${group} (${figure(ratio!)})`))} flagged less than ${ratios.gate} times as often as ${ratios.reference}.`,
    }
  })
}

/**
 * Fairness over scores whose outcomes are known; help that was needed and offered is the good thing.
 *
 * @param outcome 1 event, 0 none; shape [rows]
 * @throws RangeError naming field and row
 * @see docs/methods/fairness.md
 */
export function segmentFairness(
  probability: Float64Array,
  outcome: Float64Array,
  segments: Readonly<Record<string, Groups>>,
  { threshold, ...options }: SegmentOptions,
): FairnessReport {
  return assessFairness(
    { label: outcome, probability, groups: segments },
    { favourable: { label: 1, decision: 1 }, threshold, intersections: [], ...options },
  )
}
