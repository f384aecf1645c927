/** A split done again and again, each time with other draws. */
import { openStream } from '@pratibimba/numerics/random'
import type { Fold } from './fold.ts'

/**
 * Folds of several repetitions, one after the other: `repeatFolds(5, seed, (seed) => stratifiedFolds(label, 5, { seed }))`.
 *
 * @param times number of repetitions, ≥ 1
 * @param seed  of which the seed of each repetition is drawn
 * @throws RangeError when there is nothing to repeat
 */
export function repeatFolds(times: number, seed: number, split: (seed: number) => Fold[]): Fold[] {
  if (!(Number.isInteger(times) && times >= 1))
    throw new RangeError(`repeatFolds: need a whole number of repetitions >= 1, got ${times}`)
  const stream = openStream(seed, 'repeated-folds')
  return Array.from({ length: times }, (_, time) => split(stream.at(time).uint32())).flat()
}
