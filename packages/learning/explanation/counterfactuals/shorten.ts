/** Makes a counterfactual as small as it can be: takes changes back, then each of them as far as it goes. */
import { stepNear } from '../population/index.ts'
import { type Candidates, everyFew } from './candidate-values.ts'
import { cheaper } from './search.ts'
import type { Trial, Trials } from './trial.ts'

/** Values that are scored together. */
const TOGETHER = 63
const ROUNDS = 4

/**
 * @param found a trial with the wanted score
 * @returns one with it that is not dearer, where no single change can be taken back and none of the values tried between a
 *   change and the row's own has the wanted score
 */
export function shorten(trials: Trials, found: Trial, candidates: readonly Candidates[]): Trial {
  let best = found
  for (let round = 0; round < ROUNDS; round++) {
    const before = best
    best = takenBack(trials, best)
    const byPart = [...best.moved].sort((a, b) => partOf(trials, best, b) - partOf(trials, best, a) || a - b)
    for (const input of byPart)
      if (!trials.limits.inputs[input].category && !Number.isNaN(trials.row[input]))
        best = moveBack(trials, best, input, candidates[input].all)
    if (best === before) break
  }
  return takenBack(trials, best)
}

function takenBack(trials: Trials, from: Trial): Trial {
  let best = from
  while (best.moved.length > 1) {
    const shorter = cheapest(trials.of(best.moved.map((input) => [best, input, trials.row[input]] as const)))
    if (shorter === undefined || shorter.cost >= best.cost) break
    best = shorter
  }
  return best
}

/** The nearest value with the wanted score, among candidates and then between the last two of them. */
function moveBack(trials: Trials, from: Trial, input: number, all: Float64Array): Trial {
  const own = trials.row[input]
  const sign = Math.sign(from.values[input] - own)
  const { step } = trials.limits.inputs[input]
  let best = from
  let between = all.filter((value) => (value - own) * sign > 0 && (value - from.values[input]) * sign < 0)
  let near = own
  for (;;) {
    const tried =
      between.length > 0 ? everyFew(between, TOGETHER) : stepsBetween(near, best.values[input], step)
    if (tried.length === 0 || trials.exhausted) return best
    const next = trials.of(Array.from(tried, (value) => [best, input, value] as const))
    best = cheapest(next.filter(({ cost }) => cost < best.cost)) ?? best
    const now = best.values[input]
    for (const value of tried) if ((value - now) * sign < 0 && (value - near) * sign > 0) near = value
    between = between.filter((value) => (value - near) * sign > 0 && (value - now) * sign < 0)
  }
}

/** Multiples of a step strictly between two values, evenly. */
function stepsBetween(a: number, b: number, step: number): Float64Array {
  const gap = Math.abs(b - a)
  const count = Math.min(TOGETHER, Math.ceil(gap / step - 1e-9) - 1)
  if (!(count > 0)) return new Float64Array(0)
  const values = Array.from({ length: count }, (_, i) =>
    stepNear(a + ((b - a) * (i + 1)) / (count + 1), step),
  )
  const low = Math.min(a, b)
  const high = Math.max(a, b)
  return Float64Array.from(new Set(values.filter((value) => value > low && value < high)))
}

function cheapest(trials: readonly Trial[]): Trial | undefined {
  return trials.filter(({ gap }) => gap === 0).sort(cheaper)[0]
}

function partOf(trials: Trials, { values }: Trial, input: number): number {
  const { cost, scale } = trials.limits.inputs[input]
  return (cost * Math.abs(values[input] - trials.row[input])) / scale
}
