/** Settings of a learner, searched for inside the rows it may learn from. */
import { openStream } from '@pratibimba/numerics/random'
import { takeRows } from '../data/index.ts'
import { search } from '../tuning/index.ts'
import type { Candidate, FitOptions } from './candidate.ts'
import type { SettingsSearch, TrainingRequest } from './training-request.ts'

/**
 * The settings of least log-loss among random ones and the learner's usual ones.
 *
 * @param place names the fold, for the states
 * @param rows  of the data that the candidate may learn from
 */
export async function searchSettings(
  { data, features, seed }: TrainingRequest,
  { trials, states }: SettingsSearch,
  candidate: Candidate,
  place: string,
  rows: Int32Array,
  options: FitOptions,
): Promise<FitOptions['settings']> {
  const { tunable } = candidate
  if (tunable === undefined) return undefined
  const own = takeRows(data, rows)
  const key = `${candidate.id}, ${place}`
  const resumeFrom = states?.get(key)
  const { best, outcome } = await search(
    tunable.space,
    (settings) => tunable.lossOf(own, features, { ...options, settings }),
    {
      strategy: { kind: 'random', trials },
      direction: 'minimize',
      seed: openStream(seed, key).uint32(),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(resumeFrom ? { resumeFrom } : {}),
      onState: (state) => states?.set(key, state),
    },
  )
  if (outcome === 'cancelled') options.signal?.throwIfAborted()
  const usual = await tunable.lossOf(own, features, options)
  return best === null || usual <= best.score! ? undefined : best.configuration
}
