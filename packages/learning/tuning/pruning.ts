/** Giving up on trials that run behind what earlier ones had at the same step. */
import type { Better, TrialRecord } from './trial.ts'

export interface Pruning {
  /** Trials that must have finished with the same resource before one is pruned; default 5. */
  readonly after?: number
  /** Steps at the start of a trial that are never pruned; default 0. */
  readonly warmUp?: number
}

/** Thrown through an evaluation that is given up. */
export class TrialPruned extends Error {
  override readonly name = 'TrialPruned'
}

/**
 * Whether a score at a step is worse than the median of what the finished trials reported there.
 *
 * @see Golovin et al. 2017, "Google Vizier", the median stopping rule
 * @see docs/methods/hyperparameter-search.md
 */
export function fallsBehind(
  step: number,
  score: number,
  finished: readonly TrialRecord[],
  { after = 5, warmUp = 0 }: Pruning,
  better: Better,
): boolean {
  if (step < warmUp) return false
  const scores: number[] = []
  for (const { status, reports } of finished) {
    const report = status === 'complete' ? reports.find(([at]) => at === step) : undefined
    if (report !== undefined) scores.push(report[1])
  }
  if (scores.length < Math.max(1, after)) return false
  scores.sort((a, b) => a - b)
  const middle = scores.length >> 1
  const median = scores.length % 2 === 1 ? scores[middle] : (scores[middle - 1] + scores[middle]) / 2
  return better(median, score)
}
