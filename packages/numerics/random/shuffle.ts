/** Random orders (Fisher–Yates), in place. */
import type { RandomStream } from './stream.ts'

/** What can be put into another order. */
interface Places {
  readonly length: number
  [place: number]: number
}

/** Brings all values into random order, from the last place down, and answers them. */
export function shuffle<Values extends Places>(values: Values, stream: RandomStream): Values {
  for (let i = values.length - 1; i > 0; i--) swap(values, i, stream.below(i + 1))
  return values
}

/**
 * Brings `count` random values to the front, in random order, and answers all of them.
 *
 * @param count at most their number
 */
export function shuffleFirst<Values extends Places>(
  values: Values,
  count: number,
  stream: RandomStream,
): Values {
  for (let i = 0; i < count; i++) swap(values, i, i + stream.below(values.length - i))
  return values
}

function swap(values: Places, a: number, b: number): void {
  const kept = values[a]
  values[a] = values[b]
  values[b] = kept
}
