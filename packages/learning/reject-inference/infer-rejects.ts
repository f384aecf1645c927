/** Reject inference by name. */
import type { LabelledMatrix } from '../data/index.ts'
import { fuzzyAugmentation } from './fuzzy.ts'
import { hardCutoff } from './hard-cutoff.ts'
import { type ParcellingOptions, parcelling } from './parcelling.ts'
import type { AcceptedApplications, RejectedApplications } from './scored-applications.ts'

export type RejectInference =
  | { readonly method: 'fuzzy'; readonly oddsFactor?: number }
  | ({ readonly method: 'parcelling' } & ParcellingOptions)
  | { readonly method: 'hard-cutoff'; readonly cutoff: number }

/**
 * Accepted applications and what is inferred of the declined ones, to train on.
 *
 * None of the methods knows more than it is told: where declines depended on what the data do not show, only the
 * factors carry information, and they are opinions. Say so on the model card.
 *
 * @returns the accepted rows with their weights, then the inferred ones
 * @throws RangeError when the input does not fit or an option lies outside its range
 * @see docs/methods/reject-inference.md
 */
export function inferRejects(
  inference: RejectInference,
  accepted: AcceptedApplications,
  rejected: RejectedApplications,
): LabelledMatrix {
  switch (inference.method) {
    case 'fuzzy':
      return fuzzyAugmentation(accepted, rejected, inference)
    case 'parcelling':
      return parcelling(accepted, rejected, inference)
    case 'hard-cutoff':
      return hardCutoff(accepted, rejected, inference)
  }
}
