/** Counting both classes between cut points, and merging what holds only one of them. */

export interface Prebins {
  /** Pre-bin b holds splits[b − 1] ≤ x < splits[b]; ascending. */
  readonly splits: readonly number[]
  readonly nonEvents: Float64Array
  readonly events: Float64Array
  /** Every pre-bin held one class only, before they were joined: the column knows the outcome. */
  readonly separated: boolean
}

/**
 * Weights of both classes in each pre-bin, once pre-bins of one class have been joined to the next (the last, to the one
 * before), again and again until none is left or one bin remains.
 *
 * @param cuts ascending
 */
export function countPrebins(
  cuts: Float64Array,
  values: Float64Array,
  rows: Uint32Array,
  label: Float64Array,
  weight: Float64Array | undefined,
): Prebins {
  let splits = Array.from(cuts)
  let nonEvents = new Float64Array(splits.length + 1)
  let events = new Float64Array(splits.length + 1)
  for (const i of rows) {
    const x = values[i]
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (x < cuts[middle]) high = middle
      else low = middle + 1
    }
    const w = weight === undefined ? 1 : weight[i]
    if (label[i] === 1) events[low] += w
    else nonEvents[low] += w
  }
  const separated = allPure(nonEvents, events)
  for (;;) {
    const n = events.length
    const pure = (b: number): boolean => nonEvents[b] === 0 || events[b] === 0
    const keep = splits.map((_, s) => !(pure(s) || (s === n - 2 && pure(n - 1))))
    if (keep.every(Boolean)) return { splits, nonEvents, events, separated }
    const kept = keep.filter(Boolean).length
    const nextNonEvents = new Float64Array(kept + 1)
    const nextEvents = new Float64Array(kept + 1)
    let to = 0
    for (let b = 0; b < n; b++) {
      nextNonEvents[to] += nonEvents[b]
      nextEvents[to] += events[b]
      if (keep[b]) to++
    }
    splits = splits.filter((_, s) => keep[s])
    nonEvents = nextNonEvents
    events = nextEvents
  }
}

/** Ten of each class at least: a handful of rows parts by chance. */
const TELLING_WEIGHT = 10

function allPure(nonEvents: Float64Array, events: Float64Array): boolean {
  let allNonEvents = 0
  let allEvents = 0
  for (let b = 0; b < events.length; b++) {
    if (nonEvents[b] > 0 && events[b] > 0) return false
    allNonEvents += nonEvents[b]
    allEvents += events[b]
  }
  return allNonEvents >= TELLING_WEIGHT && allEvents >= TELLING_WEIGHT
}
