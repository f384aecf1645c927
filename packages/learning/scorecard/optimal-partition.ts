/** The partition of a row of pre-bins into neighbouring bins that tells events from non-events best. */

export interface PartitionConstraints {
  readonly trend: 'ascending' | 'descending' | 'peak' | 'valley' | 'none'
  readonly minWeight: number
  readonly maxWeight: number
  readonly minEvents: number
  readonly minNonEvents: number
  readonly minBins: number
  readonly maxBins: number
  /** Least |z| between the event rates of neighbours; 0 for none. */
  readonly minZ: number
  readonly minRateDifference: number
}

/** Gains below this are ties, and the partition with fewer bins is taken. */
const TIE = 1e-13

/**
 * Exact maximum of the information value by dynamic programming.
 *
 * best(b, j, i), the greatest value of b bins over the pre-bins 0 … i whose last bin is j … i, is the value of that bin
 * plus the greatest best(b − 1, k, j − 1) over all last bins k … j − 1 it may follow. A peak is an ascending run, then a
 * descending one; it takes two tables. O(bins · n³), 0.2 ms for 20 pre-bins.
 *
 * @param nonEvents weight of label 0 in each pre-bin, > 0, shape [n]
 * @param events    weight of label 1, > 0, shape [n]
 * @returns last pre-bin of each bin, ascending, the last being n − 1; undefined when nothing satisfies the constraints
 * @see docs/methods/optimal-binning.md
 */
export function optimalPartition(
  nonEvents: Float64Array,
  events: Float64Array,
  constraints: PartitionConstraints,
): readonly number[] | undefined {
  const n = events.length
  const bins = candidateBins(nonEvents, events, constraints)
  const { trend } = constraints
  const runs: readonly Run[] =
    trend === 'peak'
      ? ['ascending', 'descending']
      : trend === 'valley'
        ? ['descending', 'ascending']
        : [trend]
  const most = Math.min(n, constraints.maxBins)

  // One layer per number of bins; in each, runs × last bin (j, i), with what it follows.
  const layers: Layer[] = []
  let chosen: { bins: number; state: number; value: number } | undefined
  for (let count = 1; count <= most; count++) {
    const layer: Layer = {
      value: new Float64Array(runs.length * n * n).fill(Number.NEGATIVE_INFINITY),
      follows: new Int32Array(runs.length * n * n).fill(-1),
    }
    for (let i = count - 1; i < n; i++) {
      for (let j = count - 1; j <= i; j++) {
        const bin = j * n + i
        if (Number.isNaN(bins.value[bin])) continue
        if (count === 1) {
          if (j === 0) layer.value[bin] = bins.value[bin]
          continue
        }
        extend(layers[count - 2], layer, runs, bins, j, i, constraints)
      }
    }
    layers.push(layer)
    if (count < constraints.minBins) continue
    for (let run = 0; run < runs.length; run++)
      for (let j = 0; j < n; j++) {
        const state = run * n * n + j * n + n - 1
        const value = layer.value[state]
        if (value > Number.NEGATIVE_INFINITY && (chosen === undefined || value > chosen.value + TIE))
          chosen = { bins: count, state, value }
      }
  }
  if (chosen === undefined) return undefined
  const ends: number[] = []
  for (let count = chosen.bins, state = chosen.state; count >= 1; count--) {
    ends.unshift(state % n)
    state = layers[count - 1].follows[state]
  }
  return ends
}

type Run = 'ascending' | 'descending' | 'none'

interface Layer {
  readonly value: Float64Array
  readonly follows: Int32Array
}

interface CandidateBins {
  readonly n: number
  /** Contribution to the information value of the bin j … i at j·n + i; NaN where the bin alone is not allowed. */
  readonly value: Float64Array
  readonly rate: Float64Array
  readonly events: Float64Array
  readonly weight: Float64Array
}

function candidateBins(
  nonEvents: Float64Array,
  events: Float64Array,
  constraints: PartitionConstraints,
): CandidateBins {
  const n = events.length
  let allNonEvents = 0
  let allEvents = 0
  for (let i = 0; i < n; i++) {
    allNonEvents += nonEvents[i]
    allEvents += events[i]
  }
  const value = new Float64Array(n * n).fill(Number.NaN)
  const rate = new Float64Array(n * n)
  const eventsIn = new Float64Array(n * n)
  const weightIn = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    let e = 0
    let g = 0
    for (let j = i; j >= 0; j--) {
      e += events[j]
      g += nonEvents[j]
      const bin = j * n + i
      rate[bin] = e / (g + e)
      eventsIn[bin] = e
      weightIn[bin] = g + e
      if (g + e < constraints.minWeight || g + e > constraints.maxWeight) continue
      if (e < constraints.minEvents || g < constraints.minNonEvents) continue
      const p = e / allEvents
      const q = g / allNonEvents
      value[bin] = (p - q) * Math.log(p / q)
    }
  }
  return { n, value, rate, events: eventsIn, weight: weightIn }
}

/** The best way to put the bin j … i after any last bin of the layer before. */
function extend(
  before: Layer,
  layer: Layer,
  runs: readonly Run[],
  bins: CandidateBins,
  j: number,
  i: number,
  constraints: PartitionConstraints,
): void {
  const { n } = bins
  const bin = j * n + i
  for (let k = 0; k < j; k++) {
    const previous = k * n + j - 1
    if (!mayFollow(bins, previous, bin, constraints)) continue
    for (let run = 0; run < runs.length; run++) {
      const to = run * n * n + bin
      // From the same run when the rates go its way, and from the run before it in any case: that is the turning point.
      for (let from = Math.max(0, run - 1); from <= run; from++) {
        if (from === run && !goes(runs[run], bins.rate[previous], bins.rate[bin])) continue
        const value = before.value[from * n * n + previous] + bins.value[bin]
        if (value <= layer.value[to]) continue
        layer.value[to] = value
        layer.follows[to] = from * n * n + previous
      }
    }
  }
}

function goes(run: Run, before: number, after: number): boolean {
  return run === 'none' || (run === 'ascending' ? before <= after : before >= after)
}

function mayFollow(
  bins: CandidateBins,
  before: number,
  after: number,
  { minZ, minRateDifference }: PartitionConstraints,
): boolean {
  const difference = bins.rate[before] - bins.rate[after]
  if (minRateDifference > 0 && Math.abs(difference) < minRateDifference) return false
  if (minZ === 0) return true
  const n1 = bins.weight[before]
  const n2 = bins.weight[after]
  const pooled = (bins.events[before] + bins.events[after]) / (n1 + n2)
  return Math.abs(difference / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))) >= minZ
}
