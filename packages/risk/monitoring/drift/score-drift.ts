/** Drift of a model's scores: the distribution, its mean, and how many reach each threshold. */

import { profileOf } from '../profiles/profile-of.ts'
import type { ReferenceProfile } from '../profiles/reference-profile.ts'
import type { Severity } from '../severity.ts'
import { figure, percent } from '../wording.ts'
import { assessDrift, type DriftOptions } from './assess-drift.ts'
import type { FeatureDrift } from './drift-report.ts'

const SCORE = 'score'

export interface ScoreDrift {
  readonly severity: Severity
  readonly drift: FeatureDrift
  /** Share of rows at or above each threshold. */
  readonly thresholds: readonly {
    readonly threshold: number
    readonly referenceShare: number
    readonly currentShare: number
  }[]
  readonly sentences: readonly string[]
}

/**
 * The profile of scores to compare later ones with.
 *
 * @param scores     probabilities, shape [rows]
 * @param thresholds such as the limits of risk levels; kept exactly
 * @throws RangeError when there is no score, or one is no probability
 */
export function scoreProfileOf(scores: Float64Array, thresholds: readonly number[]): ReferenceProfile {
  requireScores('scoreProfileOf', scores)
  return profileOf({ rows: scores.length, columns: [scores] }, [{ name: SCORE, kind: 'number' }], {
    marks: { [SCORE]: thresholds },
  })
}

/**
 * How far scores have moved.
 *
 * @param reference  of `scoreProfileOf`
 * @param scores     probabilities of today, shape [rows]
 * @param thresholds those the profile was made with
 * @throws RangeError when a score is no probability, or a threshold is not kept in the profile
 * @see docs/methods/drift.md
 */
export function assessScoreDrift(
  reference: ReferenceProfile,
  scores: Float64Array,
  thresholds: readonly number[],
  options: DriftOptions = {},
): ScoreDrift {
  requireScores('assessScoreDrift', scores)
  const [profile] = reference.features
  if (reference.features.length !== 1 || profile.name !== SCORE || profile.kind !== 'number')
    throw new RangeError('assessScoreDrift: need a profile made by scoreProfileOf, got another one')
  const report = assessDrift(
    reference,
    { rows: scores.length, columns: [scores] },
    [{ name: SCORE, kind: 'number' }],
    options,
  )
  const [drift] = report.features
  const shares = thresholds.map((threshold) => {
    const knot = profile.knots.indexOf(threshold)
    if (knot < 0)
      throw new RangeError(`assessScoreDrift: need a threshold that the profile keeps, got ${threshold}`)
    let above = 0
    for (let i = knot; i < profile.knots.length; i++) above += profile.at[i] + profile.between[i + 1]
    let reached = 0
    for (const score of scores) if (score >= threshold) reached++
    return { threshold, referenceShare: above / reference.rows, currentShare: reached / scores.length }
  })
  return {
    severity: drift.severity,
    drift,
    thresholds: shares,
    sentences: [
      drift.sentence,
      `Mean score ${figure(profile.mean!)} → ${figure(drift.mean!.current!)}.`,
      ...shares.map(
        ({ threshold, referenceShare, currentShare }) =>
          `Scores of ${threshold} and more: ${percent(referenceShare)} → ${percent(currentShare)}.`,
      ),
    ],
  }
}

function requireScores(name: string, scores: Float64Array): void {
  if (scores.length === 0) throw new RangeError(`${name}: need at least 1 score, got 0`)
  for (let i = 0; i < scores.length; i++)
    if (!(scores[i] >= 0 && scores[i] <= 1))
      throw new RangeError(`${name}: need probabilities in [0, 1], got ${scores[i]} in row ${i}`)
}
