/** AUC, recall, precision and calibration error of rows that count as often as their customer was drawn. */
import { orderOf } from '@pratibimba/numerics/statistics'

const BINS = 10

interface LiveStatistics {
  /** Customers of the rows, numbered anew: those with an event, and those without. */
  readonly classes: readonly Uint32Array[]
  readonly customers: number
  /** Mean calibration error that a perfectly calibrated model shows in these rows. */
  readonly expectedByChance: number
  /**
   * Writes the four figures; without events, or without others, AUC is .5; a share of nothing is 0.
   *
   * @param counts how often each customer counts, shape [customers]
   */
  evaluate(counts: Uint16Array, out: Float64Array): void
}

/**
 * Lays the rows out once in the order of their probability; bins of equal mass are those of all rows.
 *
 * @param rows indices of the rows that are looked at, at least 1
 */
export function liveStatistics(
  rows: Uint32Array,
  customer: Int32Array,
  probability: Float64Array,
  label: Float64Array,
  threshold: number,
): LiveStatistics {
  const n = rows.length
  const scores = Float64Array.from(rows, (row) => probability[row])
  const order = orderOf(scores)
  const numberOf = new Map<number, number>()
  const who = new Uint32Array(n)
  const scored = new Float64Array(n)
  const happened = new Float64Array(n)
  for (let place = 0; place < n; place++) {
    const row = rows[order[place]]
    let number = numberOf.get(customer[row])
    if (number === undefined) {
      number = numberOf.size
      numberOf.set(customer[row], number)
    }
    who[place] = number
    scored[place] = probability[row]
    happened[place] = label[row]
  }
  const withEvent = new Uint8Array(numberOf.size)
  for (let place = 0; place < n; place++) if (happened[place] === 1) withEvent[who[place]] = 1
  const everyone = Uint32Array.from(withEvent.keys())
  const binOf = binsOf(scored)
  return {
    classes: [1, 0].map((kind) => everyone.filter((each) => withEvent[each] === kind)),
    customers: numberOf.size,
    expectedByChance: chanceError(scored, binOf),
    evaluate,
  }

  function evaluate(counts: Uint16Array, out: Float64Array): void {
    let [events, others, area] = [0, 0, 0]
    let [hits, called] = [0, 0]
    let [gap, error, total] = [0, 0, 0]
    for (let place = 0; place < n; ) {
      const score = scored[place]
      let [groupEvents, groupOthers] = [0, 0]
      for (; place < n && scored[place] === score; place++) {
        const weight = counts[who[place]]
        const ofEvent = weight * happened[place]
        groupEvents += ofEvent
        groupOthers += weight - ofEvent
        if (place > 0 && binOf[place] !== binOf[place - 1]) {
          error += Math.abs(gap)
          gap = 0
        }
        gap += weight * score - ofEvent
      }
      area += groupEvents * (others + groupOthers / 2)
      events += groupEvents
      others += groupOthers
      if (score >= threshold) {
        hits += groupEvents
        called += groupEvents + groupOthers
      }
    }
    error += Math.abs(gap)
    total = events + others
    out[0] = events > 0 && others > 0 ? area / (events * others) : 0.5
    out[1] = events > 0 ? hits / events : 0
    out[2] = called > 0 ? hits / called : 0
    out[3] = total > 0 ? error / total : 0
  }
}

/** Bin of each place, equal probabilities together: the one that holds the middle of their places. */
function binsOf(scored: Float64Array): Uint8Array {
  const n = scored.length
  const bins = new Uint8Array(n)
  for (let start = 0; start < n; ) {
    let end = start + 1
    while (end < n && scored[end] === scored[start]) end++
    bins.fill(Math.min(BINS - 1, Math.floor((BINS * (start + end)) / (2 * n))), start, end)
    start = end
  }
  return bins
}

/** E ECE = √(2/π) Σ_k √(Σ_{i in k} p_i(1 − p_i)) / n when outcomes follow the probabilities. */
function chanceError(scored: Float64Array, binOf: Uint8Array): number {
  const variances = new Float64Array(BINS)
  for (let place = 0; place < scored.length; place++)
    variances[binOf[place]] += scored[place] * (1 - scored[place])
  const sum = variances.reduce((total, variance) => total + Math.sqrt(variance), 0)
  return (Math.sqrt(2 / Math.PI) * sum) / scored.length
}
