/** The distinct values of a column in ascending order, with the weight of both classes at each. */

export interface DistinctValues {
  /** Ascending, rounded to 32 bits; shape [distinct]. */
  readonly values: Float64Array
  /** Weight of label 0 and of label 1 at values below and at each, cumulative from 0; shape [distinct + 1]. */
  readonly nonEventsUpTo: Float64Array
  readonly eventsUpTo: Float64Array
}

const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS

/**
 * Sorts by the 32-bit rounding of the values: three counting passes, no comparisons.
 *
 * @param values  the column, shape [n]; the given rows are finite
 * @param rows    which rows to read, shape [m]
 * @param label   0 or 1, shape [n]
 * @param weight  shape [n]; 1 each when absent
 */
export function distinctValues(
  values: Float64Array,
  rows: Uint32Array,
  label: Float64Array,
  weight?: Float64Array,
): DistinctValues {
  const m = rows.length
  const single = new Float32Array(1)
  const bits = new Uint32Array(single.buffer)
  let keys = new Uint32Array(m)
  let order = rows.slice()
  const counts = new Uint32Array(3 * BUCKETS)
  for (let i = 0; i < m; i++) {
    // Adding 0 turns −0 into 0; flipped as in any radix sort of floating numbers, unsigned order is theirs.
    single[0] = values[rows[i]] + 0
    const word = bits[0]
    const key = (word >>> 31 === 1 ? ~word : word | 0x80000000) >>> 0
    keys[i] = key
    counts[key & (BUCKETS - 1)]++
    counts[BUCKETS + ((key >>> 11) & (BUCKETS - 1))]++
    counts[2 * BUCKETS + (key >>> 22)]++
  }
  let spareKeys = new Uint32Array(m)
  let spareOrder = new Uint32Array(m)
  for (let pass = 0; pass < 3; pass++) {
    if (!scatter(keys, order, spareKeys, spareOrder, counts.subarray(pass * BUCKETS), pass * DIGIT_BITS))
      continue
    ;[keys, spareKeys] = [spareKeys, keys]
    ;[order, spareOrder] = [spareOrder, order]
  }

  let distinct = 0
  for (let i = 0; i < m; i++) if (i === 0 || keys[i] !== keys[i - 1]) distinct++
  const sorted = new Float64Array(distinct)
  const nonEventsUpTo = new Float64Array(distinct + 1)
  const eventsUpTo = new Float64Array(distinct + 1)
  let at = 0
  let nonEvents = 0
  let events = 0
  for (let i = 0; i < m; i++) {
    const row = order[i]
    const w = weight === undefined ? 1 : weight[row]
    if (label[row] === 1) events += w
    else nonEvents += w
    if (i + 1 < m && keys[i + 1] === keys[i]) continue
    sorted[at] = Math.fround(values[row]) + 0
    at++
    nonEventsUpTo[at] = nonEvents
    eventsUpTo[at] = events
  }
  return { values: sorted, nonEventsUpTo, eventsUpTo }
}

/** One stable pass over a digit; false when all share it and nothing had to move. */
function scatter(
  keys: Uint32Array,
  order: Uint32Array,
  toKeys: Uint32Array,
  toOrder: Uint32Array,
  counts: Uint32Array,
  shift: number,
): boolean {
  const m = keys.length
  let sum = 0
  for (let b = 0; b < BUCKETS; b++) {
    const count = counts[b]
    if (count === m) return false
    counts[b] = sum
    sum += count
  }
  for (let i = 0; i < m; i++) {
    const key = keys[i]
    const to = counts[(key >>> shift) & (BUCKETS - 1)]++
    toKeys[to] = key
    toOrder[to] = order[i]
  }
  return true
}
