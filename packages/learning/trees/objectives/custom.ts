/** A loss of the caller's own. */
import type { WatchedMetric } from '../boosting/training-context.ts'
import type { Link } from '../tree-ensemble.ts'
import type { ObjectiveKind } from './objective-kind.ts'

export interface CustomObjective {
  readonly link: Link
  readonly metric: WatchedMetric
  readonly outputs: number
  /** Raw scores to begin with, shape [outputs]; zeros when absent. */
  base?(label: Float64Array, weight: Float64Array | undefined): Float64Array
  /**
   * Fills the gradients of all rows, weights included.
   *
   * @param scores    raw, shape [outputs × rows]: output after output
   * @param gradients pairs (gradient, hessian), shape [outputs × rows × 2]; rounded to 32 bits as they are written
   */
  gradients(
    scores: Float64Array,
    label: Float64Array,
    weight: Float64Array | undefined,
    gradients: Float32Array,
  ): void
}

/** It runs on the calling thread, for functions do not cross threads; see `boost`. */
export function customObjective({ link, metric, base }: CustomObjective): ObjectiveKind {
  return {
    link,
    metric,
    labels: 'a finite number',
    accepts: Number.isFinite,
    base: (label, weight, outputs) => base?.(label, weight) ?? new Float64Array(outputs),
    open: () => () => undefined,
  }
}
