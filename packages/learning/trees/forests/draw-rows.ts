/** Which rows a tree of a forest is grown on. */
import type { RandomStream } from '@pratibimba/numerics/random'
import type { ForestSetup } from './forest-setup.ts'

/** @param drawn receives how often each row was drawn, shape [rows] */
export function drawRows(
  { rows, draws, bootstrap }: Pick<ForestSetup, 'rows' | 'draws' | 'bootstrap'>,
  random: RandomStream,
  drawn: Uint8Array,
): void {
  if (bootstrap) {
    drawn.fill(0)
    // A row that comes more than 255 times, in next to no sample, counts 255.
    for (let i = 0; i < draws; i++) {
      const row = random.below(rows)
      if (drawn[row] < 255) drawn[row]++
    }
    return
  }
  if (draws >= rows) {
    drawn.fill(1)
    return
  }
  let left = draws
  for (let row = 0; row < rows; row++) {
    drawn[row] = random.below(rows - row) < left ? 1 : 0
    left -= drawn[row]
  }
}
