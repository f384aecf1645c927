/** Fuzzy augmentation: every declined application as part bad, part good. */
import type { LabelledMatrix } from '../data/index.ts'
import {
  type AcceptedApplications,
  type RejectedApplications,
  requireApplications,
  withInferred,
} from './scored-applications.ts'

/**
 * Adds each declined row twice: bad with weight π, good with weight 1 − π.
 *
 *   π/(1 − π) = oddsFactor · p/(1 − p)
 *
 * Assumes that the model of the accepted, its odds multiplied by the factor, is right about the declined. With a factor
 * of 1 the rows tell a model what it already believes.
 *
 * @param oddsFactor odds of the declined going bad over those of accepted applications with equal features, > 0
 * @returns the accepted rows, then two rows for each declined one
 * @throws RangeError when the input does not fit
 * @see docs/methods/reject-inference.md
 */
export function fuzzyAugmentation(
  accepted: AcceptedApplications,
  rejected: RejectedApplications,
  { oddsFactor = 1 }: { readonly oddsFactor?: number } = {},
): LabelledMatrix {
  requireApplications('fuzzyAugmentation', accepted, rejected)
  if (!(oddsFactor > 0 && oddsFactor < Number.POSITIVE_INFINITY))
    throw new RangeError(`fuzzyAugmentation: need an odds factor > 0, got ${oddsFactor}`)
  const n = rejected.data.rows
  const rows = Int32Array.from({ length: 2 * n }, (_, i) => i >> 1)
  const label = Float64Array.from(rows, (_, i) => 1 - (i & 1))
  const weight = Float64Array.from(rows, (row, i) => {
    const p = rejected.probability[row]
    const bad = (oddsFactor * p) / (oddsFactor * p + 1 - p)
    return i & 1 ? 1 - bad : bad
  })
  return withInferred(accepted.data, rejected.data, { rows, label, weight })
}
