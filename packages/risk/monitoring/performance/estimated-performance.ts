/** Performance before any label is known, from calibrated probabilities (CBPE). */
import type { Estimate } from '@pratibimba/learning/metrics'
import { normalQuantile } from '@pratibimba/numerics/distributions'
import { orderOf } from '@pratibimba/numerics/statistics'
import { figure } from '../wording.ts'
import type { LivePerformance } from './matured-performance.ts'
import { requireThreshold } from './predictions.ts'

export interface EstimatedPerformance {
  readonly rows: number
  /** Σ p. */
  readonly expectedEvents: number
  /** Null where no event, or nothing else, is expected. */
  readonly auc: Estimate | null
  readonly recall: Estimate | null
  /** Null where nobody is flagged. */
  readonly precision: Estimate | null
}

/**
 * Confidence-based performance estimation: what each figure will be if the probabilities are right.
 *
 *   recall = Σ_{p ≥ t} p / Σ p,  precision = Σ_{p ≥ t} p / #{p ≥ t},
 *   AUC = Σ_{i ≠ j} p_i (1 − p_j) (1[p_i > p_j] + ½·1[p_i = p_j]) / Σ_{i ≠ j} p_i (1 − p_j)
 *
 * Intervals are those of the outcomes still to be drawn, Var ≈ Σ h_i² p_i (1 − p_i) with h the derivative by outcome i. They
 * do not know of miscalibration: a shift in what the scores mean shows only when labels come.
 *
 * @param probability of one score date, shape [rows]
 * @param threshold   from which on a customer is flagged
 * @throws RangeError when there is no row, or a value is no probability
 * @see docs/methods/live-performance.md
 */
export function estimatedPerformance(
  probability: Float64Array,
  threshold: number,
  confidence = 0.95,
): EstimatedPerformance {
  const n = probability.length
  if (n === 0) throw new RangeError('estimatedPerformance: need at least 1 row, got 0')
  requireThreshold('estimatedPerformance', threshold)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`estimatedPerformance: need a confidence in (0, 1), got ${confidence}`)
  let [events, hits, called, noise, noiseCalled] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const p = probability[i]
    if (!(p >= 0 && p <= 1))
      throw new RangeError(`estimatedPerformance: need probabilities in [0, 1], got ${p} in row ${i}`)
    events += p
    noise += p * (1 - p)
    if (p < threshold) continue
    hits += p
    called++
    noiseCalled += p * (1 - p)
  }
  const reach = normalQuantile(0.5 + confidence / 2)
  const within = (value: number, variance: number): Estimate => {
    const half = reach * Math.sqrt(Math.max(0, variance))
    return { value, lower: Math.max(0, value - half), upper: Math.min(1, value + half) }
  }
  const recall = hits / events
  return {
    rows: n,
    expectedEvents: events,
    auc: expectedAuc(probability, events, noise, within),
    recall:
      events > 0
        ? within(
            recall,
            ((1 - recall) ** 2 * noiseCalled + recall ** 2 * (noise - noiseCalled)) / events ** 2,
          )
        : null,
    precision: called > 0 ? within(hits / called, noiseCalled / called ** 2) : null,
  }
}

function expectedAuc(
  probability: Float64Array,
  events: number,
  noise: number,
  within: (value: number, variance: number) => Estimate,
): Estimate | null {
  const n = probability.length
  const others = n - events
  // A row makes no pair with itself.
  const pairs = events * others - noise
  if (!(pairs > 0)) return null
  const order = orderOf(probability)
  let area = 0
  const pass = (visit: (row: number, othersBelow: number, eventsAbove: number) => void) => {
    let [eventsBelow, othersBelow] = [0, 0]
    for (let place = 0; place < n; ) {
      const p = probability[order[place]]
      const start = place
      while (place < n && probability[order[place]] === p) place++
      const inGroup = place - start
      const [groupEvents, groupOthers] = [inGroup * p, inGroup * (1 - p)]
      for (let each = start; each < place; each++)
        visit(
          order[each],
          othersBelow + (groupOthers - (1 - p)) / 2,
          events - eventsBelow - groupEvents + (groupEvents - p) / 2,
        )
      eventsBelow += groupEvents
      othersBelow += groupOthers
    }
  }
  pass((row, othersBelow) => {
    area += probability[row] * othersBelow
  })
  const auc = area / pairs
  let variance = 0
  pass((row, othersBelow, eventsAbove) => {
    const p = probability[row]
    const slope = (othersBelow - eventsAbove - auc * (others - (1 - p) - (events - p))) / pairs
    variance += slope * slope * p * (1 - p)
  })
  return within(auc, variance)
}

export interface EstimateError {
  readonly figure: 'auc' | 'recall' | 'precision'
  readonly estimated: Estimate
  readonly matured: Estimate
  /** Estimated − matured. */
  readonly error: number
  /** Whether the matured value lies in the estimated interval. */
  readonly held: boolean
  readonly sentence: string
}

/** The estimates of a date against what came true; figures that either lacks are left out. */
export function estimateErrors(
  estimated: EstimatedPerformance,
  { figures }: LivePerformance,
): EstimateError[] {
  return (['auc', 'recall', 'precision'] as const).flatMap((name) => {
    const before = estimated[name]
    const after = figures?.[name] ?? null
    if (before === null || after === null) return []
    const held = after.value >= before.lower && after.value <= before.upper
    return [
      {
        figure: name,
        estimated: before,
        matured: after,
        error: before.value - after.value,
        held,
        sentence: `${name === 'auc' ? 'AUC' : name} was estimated at ${figure(before.value)} (${figure(before.lower)} to ${figure(before.upper)}) and turned out ${figure(after.value)}${held ? '' : ', outside what was estimated: probabilities no longer mean what they did'}.`,
      },
    ]
  })
}
