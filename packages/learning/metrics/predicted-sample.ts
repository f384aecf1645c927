/** Outcomes and the probabilities a model gave them. */

export interface PredictedSample {
  /** 1 event, 0 not; shape [n]. */
  readonly label: Float64Array
  /** Probability of the event, shape [n]. */
  readonly probability: Float64Array
  /** ≥ 0, shape [n]; all 1 when absent. */
  readonly weight?: Float64Array
}
