/** Which scores tell how a model does in use: those that were made before anyone could know what came of them. */
import { figure } from '../wording.ts'
import type { LivePerformance } from './matured-performance.ts'

/**
 * `live`: made in time. `hindsight`: made later, of a day after everything the model learnt from. `in_sample`: made later,
 * of a day whose outcomes the model may have learnt from.
 */
export type Evidence = 'live' | 'hindsight' | 'in_sample'

const DAY_MS = 86_400_000
/** Days after the end of the as-of date in which a batch that was held up counts as made in time. */
export const IN_TIME_DAYS = 2

/**
 * What a score is worth as evidence.
 *
 * @param asOfDay      the score is as of the end of it, days since 1970-01-01
 * @param scoredAtMs   when it was made, milliseconds since 1970
 * @param learntByDay  day on or before which all labels the model learnt from were known: the as-of date of its test
 * @see docs/methods/live-performance.md
 */
export function evidenceOf(asOfDay: number, scoredAtMs: number, learntByDay: number): Evidence {
  if (scoredAtMs < (asOfDay + 1 + IN_TIME_DAYS) * DAY_MS) return 'live'
  return asOfDay > learntByDay ? 'hindsight' : 'in_sample'
}

/** Rows that performance is told of, and those that it is not told of. */
export interface EvidenceCounts {
  /** Made after the fact, of days the model may have learnt from. */
  readonly inSample: number
  /** In force, and of other versions. */
  readonly otherVersions: number
  /** Made in time with a known outcome, of customers who were contacted before it was known. */
  readonly contacted: number
  readonly learntBy: string
  /** Made after the fact, of later days. */
  readonly hindsight?: LivePerformance
}

/** What figures of performance are of, in sentences. */
export function evidenceSentences(counts: EvidenceCounts): string[] {
  const { inSample, otherVersions, contacted, learntBy, hindsight } = counts
  const number = (n: number) => n.toLocaleString('en')
  const sentences: string[] = []
  if (hindsight !== undefined && hindsight.rows > 0) {
    const auc = hindsight.figures?.auc
    const told =
      auc === undefined
        ? 'too few events for figures'
        : `AUC ${figure(auc.value)} (${figure(auc.lower)} to ${figure(auc.upper)})`
    sentences.push(
      `${number(hindsight.rows)} scores of days after ${learntBy} were made after the fact: ${told}. That is a test on later days, not performance in use, and no alert counts it.`,
    )
  }
  if (inSample > 0)
    sentences.push(
      `${number(inSample)} back-filled scores of days up to ${learntBy} are left out: the model may have learnt from these very outcomes.`,
    )
  if (otherVersions > 0)
    sentences.push(`${number(otherVersions)} scores of other model versions are left out.`)
  if (contacted > 0)
    sentences.push(
      `${number(contacted)} of the customers were contacted meanwhile: a miss that was prevented counts as a false alarm, so that recall and precision stand lower than without help.`,
    )
  return sentences
}
