/** What an objective must tell. */
import type { KernelMemory } from '@pratibimba/numerics/wasm'
import type { WatchedMetric } from '../boosting/training-context.ts'
import type { Link } from '../tree-ensemble.ts'

/** Where labels and scores lie; addresses. */
export interface ScoreTable {
  readonly memory: KernelMemory
  readonly rows: number
  /** f64 [outputs][rows]. */
  readonly scores: number
  /** f64 [rows]. */
  readonly labels: number
  /** f64 [rows]; 0: all 1. */
  readonly weights: number
  /** Receives f32 pairs (gradient, hessian) [outputs][rows]. */
  readonly gradients: number
}

export interface ObjectiveNumbers {
  /** Scores per row. */
  readonly outputs: number
  /** What the weights of the two classes are multiplied by; binary only. */
  readonly eventWeight: number
  readonly otherWeight: number
  /** What hessians of several classes are multiplied by: K / (K − 1) for LightGBM, 2 for XGBoost. */
  readonly classHessian: number
  /** Added to the score before the hessian of counts is taken, so that steps stay small. */
  readonly maxDeltaStep: number
}

export interface ObjectiveKind {
  readonly link: Link
  readonly metric: WatchedMetric
  /** What a label must be, as words, and whether it is. */
  readonly labels: string
  accepts(label: number, outputs: number): boolean
  /** Raw scores that fit the labels best without any tree, shape [outputs]. */
  base(label: Float64Array, weight: Float64Array | undefined, outputs: number): Float64Array
  /** Work on a thread: fills the gradients of the rows [from, to). */
  open(settings: ObjectiveNumbers, table: ScoreTable): (from: number, to: number) => void
}

export function tableViews(table: ScoreTable, outputs: number) {
  const { buffer } = table.memory
  const { rows } = table
  return {
    scores: new Float64Array(buffer, table.scores, outputs * rows),
    labels: new Float64Array(buffer, table.labels, rows),
    weights: table.weights === 0 ? undefined : new Float64Array(buffer, table.weights, rows),
    gradients: new Float32Array(buffer, table.gradients, outputs * rows * 2),
  }
}

export function weightedMean(label: Float64Array, weight: Float64Array | undefined): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < label.length; i++) {
    const w = weight === undefined ? 1 : weight[i]
    sum += label[i] * w
    total += w
  }
  return sum / total
}
