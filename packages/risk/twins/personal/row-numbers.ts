/** Numbers for the rows of a made-up column: drawn freely, or no number twice. */
import { openStream } from '@pratibimba/numerics/random'

/**
 * A number in [0, capacity) for each row, as a function of (seed, purpose, row).
 *
 * Without repeats it is an affine walk, n_i = (a·i + b) mod capacity with a coprime to capacity, so the numbers of any
 * `capacity` rows in a row are all different.
 *
 * @param capacity at most 2⁵³
 */
export function rowNumbers(
  seed: number,
  purpose: string,
  capacity: number,
  unique: boolean,
): (row: number) => number {
  const stream = openStream(seed, purpose)
  if (!unique) return (row) => stream.at(row).below(capacity)
  stream.at(0)
  const offset = stream.below(capacity)
  const step = coprimeStep(capacity, () => stream.below(capacity))
  if (capacity <= 2 ** 26) return (row) => ((row % capacity) * step + offset) % capacity
  const [wideCapacity, wideStep, wideOffset] = [BigInt(capacity), BigInt(step), BigInt(offset)]
  return (row) => Number((BigInt(row) * wideStep + wideOffset) % wideCapacity)
}

function coprimeStep(capacity: number, draw: () => number): number {
  if (capacity <= 2) return 1
  for (;;) {
    const step = draw()
    if (step > 0 && greatestCommonDivisor(step, capacity) === 1) return step
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
