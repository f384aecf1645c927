/** One evaluation of a configuration, and the state of a search made of them. */
import type { Configuration } from './space.ts'

export interface TrialRecord {
  /** Number of the configuration, from 0. */
  readonly trial: number
  readonly bracket: number
  readonly rung: number
  readonly resource: number
  readonly configuration: Configuration
  readonly status: 'complete' | 'failed' | 'pruned'
  /** Null where it failed or was pruned. */
  readonly score: number | null
  /** Why it failed, or at which step it was pruned. */
  readonly reason?: string
  /** Scores on the way, as the evaluation reported them. */
  readonly reports: readonly (readonly [step: number, score: number])[]
  /** What the evaluation had to say besides: plain data. */
  readonly details?: unknown
  /** By the clock that was given; absent without one. */
  readonly seconds?: number
}

/** Everything a search needs to go on later, as plain data. */
export interface SearchState {
  readonly version: 1
  /** Space, strategy, direction, pruning and seed: only the same search can go on. */
  readonly identity: string
  /** In the order they ran. */
  readonly trials: readonly TrialRecord[]
}

/** Whether a is the better of two scores. */
export type Better = (a: number, b: number) => boolean

/** Sorts the best first; failed and pruned trials last; ties by the number of the configuration. */
export function ranked(trials: readonly TrialRecord[], better: Better): TrialRecord[] {
  return [...trials].sort((a, b) => {
    if (a.score !== null && b.score !== null && a.score !== b.score) return better(a.score, b.score) ? -1 : 1
    if ((a.score === null) !== (b.score === null)) return a.score === null ? 1 : -1
    return a.trial - b.trial
  })
}
