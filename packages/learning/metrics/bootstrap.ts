/** The bootstrap by counts: how often each row is drawn, without ever copying a row. */
import { openStream } from '@pratibimba/numerics/random'
import { quantiles } from '@pratibimba/numerics/statistics'
import { requireConfidence } from './binary-sample.ts'

const TWO_POW_MINUS_32 = 2 ** -32
/** Rounds after which a fresh state has forgotten how it was filled. */
const WARM_UP_ROUNDS = 12

export interface BootstrapOptions {
  readonly seed: number
  /** Number of resampled data sets; 1000 when absent. */
  readonly replicates?: number
  /** Level of the intervals, in (0, 1); .95 when absent. */
  readonly confidence?: number
}

/**
 * Percentile intervals of statistics over data sets of as many rows drawn with replacement.
 *
 * The sizes of classes vary with the draw, as they would in new data; a class that was not drawn at all gets one row, so
 * that every statistic of two classes exists.
 * Replicate r is a function of (seed, r) alone: its state of SFC32 comes from the counter-based stream at r.
 *
 * @param classes   indices of the rows of each class, < size; one list where there are no classes
 * @param size      number of rows that counts are kept for
 * @param statistic reads how often each row was drawn, shape [size], and writes its values into `out`
 * @param values    number of values it writes
 * @returns [lower, upper] of each value
 * @throws RangeError when there is no row to draw or an option lies outside its range
 * @see Efron & Tibshirani 1993, "An introduction to the bootstrap"
 * @see docs/methods/auc-and-intervals.md
 */
export function bootstrapIntervals(
  classes: readonly Uint32Array[],
  size: number,
  values: number,
  statistic: (counts: Uint16Array, out: Float64Array) => void,
  { seed, replicates = 1000, confidence = 0.95 }: BootstrapOptions,
): [number, number][] {
  requireConfidence('bootstrapIntervals', confidence)
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new RangeError(`bootstrapIntervals: need at least 2 replicates, got ${replicates}`)
  const everyone = Uint32Array.from(classes.flatMap((rows) => [...rows]))
  if (everyone.length === 0) throw new RangeError('bootstrapIntervals: need at least 1 row to draw, got 0')
  const stream = openStream(seed, 'bootstrap')
  const counts = new Uint16Array(size)
  const out = new Float64Array(values)
  const drawn = Array.from({ length: values }, () => new Float64Array(replicates))
  for (let r = 0; r < replicates; r++) {
    counts.fill(0)
    stream.at(r)
    drawCounts(everyone, counts, stream.uint32(), stream.uint32(), stream.uint32(), stream.uint32())
    for (const rows of classes)
      if (rows.length > 0 && !rows.some((row) => counts[row] > 0)) counts[rows[stream.below(rows.length)]]++
    statistic(counts, out)
    for (let v = 0; v < values; v++) drawn[v][r] = out[v]
  }
  const tail = (1 - confidence) / 2
  return drawn.map((ofValue) => [...quantiles(ofValue, [tail, 1 - tail])] as [number, number])
}

/** As many draws as there are rows; SFC32 (Doty-Humphrey 2010) scaled to an index. */
function drawCounts(
  rows: Uint32Array,
  counts: Uint16Array,
  state0: number,
  state1: number,
  state2: number,
  state3: number,
): void {
  let a = state0 | 0
  let b = state1 | 0
  let c = state2 | 0
  let d = state3 | 0
  const n = rows.length
  const scale = n * TWO_POW_MINUS_32
  for (let i = -WARM_UP_ROUNDS; i < n; i++) {
    const word = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + word) | 0
    if (i >= 0) counts[rows[((word >>> 0) * scale) | 0]]++
  }
}
