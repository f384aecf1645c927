/** Hard cut-off: declined applications above a probability are called bad. For comparison. */
import type { LabelledMatrix } from '../data/index.ts'
import {
  type AcceptedApplications,
  type RejectedApplications,
  requireApplications,
  withInferred,
} from './scored-applications.ts'

/**
 * Gives each declined row the label bad when p ≥ cutoff, else good, with weight 1.
 *
 * Assumes that the model is not only right but certain: the new model is taught its own errors as facts and becomes too
 * sure of itself. Kept because it is common, and to show what it costs.
 *
 * @param cutoff in [0, 1]
 * @returns the accepted rows, then the declined ones
 * @throws RangeError when the input does not fit
 * @see docs/methods/reject-inference.md
 */
export function hardCutoff(
  accepted: AcceptedApplications,
  rejected: RejectedApplications,
  { cutoff }: { readonly cutoff: number },
): LabelledMatrix {
  requireApplications('hardCutoff', accepted, rejected)
  if (!(cutoff >= 0 && cutoff <= 1))
    throw new RangeError(`hardCutoff: need a cutoff in [0, 1], got ${cutoff}`)
  const n = rejected.data.rows
  return withInferred(accepted.data, rejected.data, {
    rows: Int32Array.from({ length: n }, (_, row) => row),
    label: rejected.probability.map((p) => (p >= cutoff ? 1 : 0)),
    weight: new Float64Array(n).fill(1),
  })
}
