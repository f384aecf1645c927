/** Searching a space by random trials, successive halving or hyperband: seeded, cancellable, resumable. */
import { type Bracket, planOf, type Strategy } from './plan.ts'
import { fallsBehind, type Pruning, TrialPruned } from './pruning.ts'
import { type Configuration, orderedDimensions, type SearchSpace, sampleConfiguration } from './space.ts'
import { type Better, ranked, type SearchState, type TrialRecord } from './trial.ts'

/** What an evaluation gets besides the configuration. */
export interface TrialContext {
  /** Number of the configuration, from 0: the same on every rung. */
  readonly trial: number
  /** Rows, trees, folds: what the strategy grants. */
  readonly resource: number
  readonly signal?: AbortSignal
  /**
   * Tells the score so far.
   *
   * @throws TrialPruned when the search gives the trial up; let it through
   */
  readonly report: (step: number, score: number) => void
}

export type Evaluation = number | { readonly score: number; readonly details?: unknown }
export type Evaluate = (
  configuration: Configuration,
  context: TrialContext,
) => Evaluation | Promise<Evaluation>

export interface SearchOptions {
  readonly strategy: Strategy
  readonly direction: 'minimize' | 'maximize'
  /** Integer in [0, 2⁵³ − 1]. */
  readonly seed: number
  /** Aborting ends the search after the trial that is running, or through it where the evaluation heeds the signal. */
  readonly signal?: AbortSignal
  readonly pruning?: Pruning
  /** After every evaluation. */
  readonly onProgress?: (progress: SearchProgress) => void
  /** After every evaluation: what to keep in order to go on later. */
  readonly onState?: (state: SearchState) => void
  /** State of an earlier search with the same space and options. */
  readonly resumeFrom?: SearchState
  /** Milliseconds; when given, records say how long they took. */
  readonly clock?: () => number
}

export interface SearchProgress {
  readonly done: number
  readonly total: number
  readonly latest: TrialRecord
  readonly best: TrialRecord | null
}

export interface SearchResult {
  readonly outcome: 'complete' | 'cancelled'
  /** Best score among those with the largest resource that was reached; null when no trial succeeded. */
  readonly best: TrialRecord | null
  /** In the order they ran. */
  readonly trials: readonly TrialRecord[]
  /** Sum of the resources of all evaluations, failed and pruned ones in full. */
  readonly spentResource: number
  readonly state: SearchState
}

/**
 * Runs a search, one evaluation after the other.
 *
 * A failing evaluation is recorded with its reason and the search goes on; a score that is not a number fails. What is
 * drawn depends on the seed alone, so that a search that was cancelled and resumed ends as one that never stopped,
 * provided the evaluation is a function of configuration, trial number and resource.
 *
 * @throws RangeError for a space or strategy with nothing to run, or a state of another search
 * @see docs/methods/hyperparameter-search.md
 */
export async function search(
  space: SearchSpace,
  evaluate: Evaluate,
  options: SearchOptions,
): Promise<SearchResult> {
  const { seed, signal, direction } = options
  const dimensions = orderedDimensions(space)
  const plan = planOf(options.strategy)
  const better: Better = direction === 'maximize' ? (a, b) => a > b : (a, b) => a < b
  const identity = identityOf(space, options)
  const earlier = earlierTrials(options.resumeFrom, identity)
  const total = plan.flat().reduce((sum, { trials }) => sum + trials, 0)
  const trials: TrialRecord[] = []
  const stateOf = (): SearchState => ({ version: 1, identity, trials: [...trials] })
  const end = (outcome: SearchResult['outcome']): SearchResult => ({
    outcome,
    best: bestOf(trials, better),
    trials,
    spentResource: trials.reduce((sum, { resource }) => sum + resource, 0),
    state: stateOf(),
  })

  let firstTrial = 0
  for (const [bracket, rungs] of plan.entries()) {
    let candidates = Array.from({ length: rungs[0].trials }, (_, i) => firstTrial + i)
    firstTrial += candidates.length
    for (const [rung, { resource }] of rungs.entries()) {
      const onRung: TrialRecord[] = []
      for (const trial of candidates) {
        const known = earlier[trials.length]
        if (known !== undefined) requireSamePlace(known, trial, bracket, rung)
        else if (signal?.aborted) return end('cancelled')
        const record =
          known ??
          (await runTrial(evaluate, options, better, {
            trial,
            bracket,
            rung,
            resource,
            configuration: sampleConfiguration(dimensions, seed, trial),
            finished: trials,
          }))
        if (record === undefined) return end('cancelled')
        trials.push(record)
        onRung.push(record)
        if (known !== undefined) continue
        options.onState?.(stateOf())
        options.onProgress?.({ done: trials.length, total, latest: record, best: bestOf(trials, better) })
      }
      candidates = promoted(onRung, rungs, rung, better)
    }
  }
  return end('complete')
}

/** Trials that go on to the next rung: the best that succeeded. */
function promoted(onRung: readonly TrialRecord[], rungs: Bracket, rung: number, better: Better): number[] {
  if (rung + 1 >= rungs.length) return []
  return ranked(onRung, better)
    .filter(({ status }) => status === 'complete')
    .slice(0, rungs[rung + 1].trials)
    .map(({ trial }) => trial)
    .sort((a, b) => a - b)
}

function bestOf(trials: readonly TrialRecord[], better: Better): TrialRecord | null {
  const complete = trials.filter(({ status }) => status === 'complete')
  const resource = complete.reduce((most, each) => Math.max(most, each.resource), 0)
  return (
    ranked(
      complete.filter((each) => each.resource === resource),
      better,
    )[0] ?? null
  )
}

/** @returns undefined when it was cancelled: what did not end leaves no record */
async function runTrial(
  evaluate: Evaluate,
  { signal, pruning, clock }: SearchOptions,
  better: Better,
  place: Pick<TrialRecord, 'trial' | 'bracket' | 'rung' | 'resource' | 'configuration'> & {
    readonly finished: readonly TrialRecord[]
  },
): Promise<TrialRecord | undefined> {
  const { finished, ...start } = place
  const peers = finished.filter(({ resource }) => resource === start.resource)
  const reports: [number, number][] = []
  const report = (step: number, score: number): void => {
    reports.push([step, score])
    if (pruning !== undefined && fallsBehind(step, score, peers, pruning, better))
      throw new TrialPruned(`at step ${step}, with ${score}`)
  }
  const begun = clock?.()
  const finish = (rest: Pick<TrialRecord, 'status' | 'score' | 'reason' | 'details'>): TrialRecord => ({
    ...start,
    ...rest,
    reports,
    ...(clock && begun !== undefined ? { seconds: (clock() - begun) / 1000 } : {}),
  })
  try {
    const evaluation = await evaluate(start.configuration, {
      trial: start.trial,
      resource: start.resource,
      signal,
      report,
    })
    const { score, details } = typeof evaluation === 'number' ? { score: evaluation } : evaluation
    if (!Number.isFinite(score))
      return finish({ status: 'failed', score: null, reason: `need a finite score, got ${score}` })
    return finish({ status: 'complete', score, ...(details === undefined ? {} : { details }) })
  } catch (thrown) {
    if (thrown instanceof TrialPruned)
      return finish({ status: 'pruned', score: null, reason: thrown.message })
    if (signal?.aborted) return undefined
    return finish({
      status: 'failed',
      score: null,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    })
  }
}

function identityOf(space: SearchSpace, { strategy, direction, seed, pruning }: SearchOptions): string {
  return JSON.stringify({ space, strategy, direction, seed, pruning: pruning ?? null })
}

function earlierTrials(state: SearchState | undefined, identity: string): readonly TrialRecord[] {
  if (state === undefined) return []
  if (state.version !== 1)
    throw new RangeError(`search: need a state of version 1 to resume, got ${state.version}`)
  if (state.identity !== identity)
    throw new RangeError(
      `search: need a state of the same space and options to resume, got one of ${state.identity}`,
    )
  return state.trials
}

function requireSamePlace(record: TrialRecord, trial: number, bracket: number, rung: number): void {
  if (record.trial !== trial || record.bracket !== bracket || record.rung !== rung)
    throw new RangeError(
      `search: need trial ${trial} of bracket ${bracket}, rung ${rung} next in the state, got trial ${record.trial} of bracket ${record.bracket}, rung ${record.rung}`,
    )
}
