/** Search for changed rows with the wanted score, best first, few changes at a time. */
import type { Candidates } from './candidate-values.ts'
import type { Trial, Trials } from './trial.ts'

/** Trials that are changed further, and of those, with the same inputs changed. */
const BEAM = 8
const SAME_INPUTS = 3
/** Values of an input that are tried on top of other changes. */
const USEFUL = 5

export interface SearchPlan {
  readonly candidates: readonly Candidates[]
  readonly mostChanges: number
  /** Different sets of changed inputs that are wanted. */
  readonly sets: number
  /** Inputs that are left alone. */
  readonly banned: ReadonlySet<number>
}

/**
 * First every change alone, then changes on top of the most promising trials: those whose cost, carried on in proportion
 * until the gap is closed, is least.
 *
 * @returns the cheapest trial with the wanted score for each set of changed inputs, none of them within another; cheapest first
 */
export function search(trials: Trials, plan: SearchPlan): readonly Trial[] {
  const { candidates, mostChanges, sets, banned } = plan
  const { start } = trials
  const free = [...candidates.keys()].filter((input) => !banned.has(input))
  const singles = trials.of(
    free.flatMap((input) => Array.from(candidates[input].few, (value) => [start, input, value] as const)),
  )
  const found = new Map<string, Trial>()
  keepFound(found, singles)
  const useful = usefulValues(free, candidates, singles)
  let beam = mostPromising(
    singles.filter(({ gap }) => gap > 0),
    start,
  )
  // One level beyond the first success: two small changes may be nearer than a large one.
  for (let level = 2, last = mostChanges; level <= last && beam.length > 0 && !trials.exhausted; level++) {
    const next = trials.of(
      beam.flatMap((trial) =>
        free
          .filter((input) => !trial.moved.includes(input) && !containsFound(found, [...trial.moved, input]))
          .flatMap((input) => useful[input].map((value) => [trial, input, value] as const)),
      ),
    )
    if (found.size >= sets) last = Math.min(last, level)
    keepFound(found, next)
    beam = mostPromising(
      next.filter(({ gap }) => gap > 0),
      start,
    )
  }
  return minimalSets([...found.values()])
}

function keepFound(found: Map<string, Trial>, trials: readonly Trial[]): void {
  for (const trial of trials) {
    if (trial.gap > 0) continue
    const key = trial.moved.join()
    const known = found.get(key)
    if (known === undefined || trial.cost < known.cost) found.set(key, trial)
  }
}

function containsFound(found: ReadonlyMap<string, Trial>, moved: readonly number[]): boolean {
  for (const { moved: inner } of found.values())
    if (inner.every((input) => moved.includes(input))) return true
  return false
}

/** Cheapest first; a set that holds a smaller one is left out unless it is cheaper. */
export function minimalSets(trials: readonly Trial[]): readonly Trial[] {
  const kept: Trial[] = []
  for (const trial of [...trials].sort(cheaper))
    if (!kept.some(({ moved }) => moved.every((input) => trial.moved.includes(input)))) kept.push(trial)
  return kept
}

/** A total order: by cost, then by inputs, then by values. */
export function cheaper(a: Trial, b: Trial): number {
  if (a.cost !== b.cost) return a.cost - b.cost
  const keys = [a, b].map(({ moved, values }) => moved.flatMap((input) => [input, values[input]]))
  for (let i = 0; i < Math.min(keys[0].length, keys[1].length); i++)
    if (keys[0][i] !== keys[1][i]) return keys[0][i] - keys[1][i]
  return keys[0].length - keys[1].length
}

function mostPromising(trials: readonly Trial[], start: Trial): readonly Trial[] {
  const promise = (trial: Trial): number =>
    trial.gap < start.gap ? (trial.cost * start.gap) / (start.gap - trial.gap) : Number.MAX_VALUE
  const order = trials
    .map((trial) => ({ trial, promise: promise(trial) }))
    .sort((a, b) => a.promise - b.promise || cheaper(a.trial, b.trial))
  const beam: Trial[] = []
  const taken = new Map<string, number>()
  for (const { trial } of order) {
    const key = trial.moved.join()
    const before = taken.get(key) ?? 0
    if (before === SAME_INPUTS) continue
    taken.set(key, before + 1)
    beam.push(trial)
    if (beam.length === BEAM) break
  }
  return beam
}

/** Of each input, the values that no cheaper one beats alone, the strongest last; without any gain, its two extremes. */
function usefulValues(
  free: readonly number[],
  candidates: readonly Candidates[],
  singles: readonly Trial[],
): readonly (readonly number[])[] {
  const useful: number[][] = candidates.map(() => [])
  for (const input of free) {
    const own = singles.filter(({ moved }) => moved[0] === input).sort(cheaper)
    const front: number[] = []
    let least = Number.POSITIVE_INFINITY
    for (const { gap, values } of own) {
      if (gap >= least) continue
      least = gap
      front.push(values[input])
    }
    const { few } = candidates[input]
    const extremes = few.length > 0 ? [Math.min(...few), Math.max(...few)] : []
    const places = Array.from({ length: Math.min(USEFUL, front.length) }, (_, i) =>
      front.length <= USEFUL ? i : Math.round((i * (front.length - 1)) / (USEFUL - 1)),
    )
    useful[input] = [...new Set([...places.map((place) => front[place]), ...extremes])]
  }
  return useful
}
