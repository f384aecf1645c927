/** How good scores were, once it is known what became of the loans; and what can be said before. */
import { aucInterval, type Estimate, wilson } from '@pratibimba/learning/metrics'
import { estimatedPerformance } from '../../monitoring/index.ts'
import type { LivePerformanceOfDecisions } from './credit-monitoring.ts'

/** Of either outcome; fewer give no AUC worth telling. */
const LEAST_OF_A_CLASS = 10
/** Of probability, from which on someone counts as going bad. */
const HALF = 0.5

/**
 * Live AUC and accuracy. Outcomes exist for those who were granted credit alone, whose scores lie in a narrow range: their
 * AUC is lower than that of all who applied, whatever the model's worth. So it stands beside what the scores of the same rows
 * promised,
 *
 *   expected = Σ_{i ≠ j} p_i (1 − p_j) 1[p_i > p_j] / Σ_{i ≠ j} p_i (1 − p_j)   over rows with an outcome,
 *
 * and is carried over to all: corrected = estimated over all + (live − expected), cut off at 0 and 1. That takes for granted
 * that scores err among the declined as they do among the approved, which no outcome can show.
 *
 * @param score     probability of being good of rows with an outcome, shape [rows]
 * @param good      1 or 0, shape [rows]
 * @param estimated AUC expected over all who applied; null where there is none
 * @throws RangeError when shapes differ or a score is no probability
 * @see docs/operations/credit-monitoring.md
 */
export function liveFigures(
  score: Float64Array,
  good: Uint8Array,
  estimated: number | null,
): LivePerformanceOfDecisions | null {
  if (score.length !== good.length)
    throw new RangeError(`liveFigures: need ${score.length} outcomes, got ${good.length}`)
  const rows = score.length
  if (rows === 0) return null
  const label = Float64Array.from(good, (value) => 1 - value)
  const pd = badProbabilities(score)
  const bad = label.reduce((sum, value) => sum + value, 0)
  let right = 0
  for (let row = 0; row < rows; row++) if (pd[row] >= HALF === (label[row] === 1)) right++
  const enough = bad >= LEAST_OF_A_CLASS && rows - bad >= LEAST_OF_A_CLASS
  const auc = enough ? plain(aucInterval(label, pd)) : null
  const expectedAuc = estimatedPerformance(pd, HALF).auc?.value ?? null
  return {
    rows,
    bad,
    auc,
    accuracy: rows >= LEAST_OF_A_CLASS ? wilson(right / rows, rows) : null,
    expectedAuc,
    correctedAuc:
      auc === null || expectedAuc === null || estimated === null
        ? null
        : Math.min(1, Math.max(0, estimated + auc.value - expectedAuc)),
  }
}

/** The AUC over all who applied that the scores alone promise; null where one outcome is not expected at all. */
export function estimatedAuc(score: Float64Array): Estimate | null {
  return score.length === 0 ? null : estimatedPerformance(badProbabilities(score), HALF).auc
}

function badProbabilities(score: Float64Array): Float64Array {
  return score.map((value) => Math.min(1, Math.max(0, 1 - value)))
}

function plain({ value, lower, upper }: Estimate): Estimate {
  return { value, lower, upper }
}
