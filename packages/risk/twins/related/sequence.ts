/** Columns that run on from sibling to sibling: months counting down, dates going forward. */
import type { Siblings } from './siblings.ts'

/** Fewest consecutive siblings, and the share of them that must go the same way. */
const FEWEST_PAIRS = 50
const SAME_WAY = 0.99

export interface Sequence {
  /** Values of the first sibling, NaN elsewhere. */
  readonly first: Float64Array
  /** Difference to the sibling before, NaN for the first. */
  readonly gaps: Float64Array
}

/** The column as a start and gaps, or null where it does not run one way. */
export function sequenceOf(values: Float64Array, { parentOf, previous }: Siblings): Sequence | null {
  const first = new Float64Array(values.length).fill(Number.NaN)
  const gaps = new Float64Array(values.length).fill(Number.NaN)
  let pairs = 0
  let up = 0
  let down = 0
  for (let row = 0; row < values.length; row++) {
    if (parentOf[row] < 0) continue
    if (previous[row] < 0) {
      first[row] = values[row]
      continue
    }
    const gap = values[row] - values[previous[row]]
    if (Number.isNaN(gap)) return null
    gaps[row] = gap
    pairs++
    if (gap > 0) up++
    else if (gap < 0) down++
  }
  return pairs >= FEWEST_PAIRS && Math.max(up, down) >= SAME_WAY * pairs ? { first, gaps } : null
}
