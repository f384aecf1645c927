/** Rows ranked by score, ties held together: what AUC, KS, average precision and gains are all read from. */
import { orderOf } from '@pratibimba/numerics/statistics'
import { type ClassTotals, requireBinarySample, requireBothClasses } from './binary-sample.ts'

export interface RankedScores extends ClassTotals {
  /** Rows, highest score first; shape [n]. */
  readonly order: Uint32Array
  /** First place of each group of equal scores, then n; shape [groups + 1]. */
  readonly groupStart: Uint32Array
  /** Score of each group, descending; shape [groups]. */
  readonly score: Float64Array
  /** Weight of events and of others at this score or above; shape [groups]. */
  readonly eventsAbove: Float64Array
  readonly nonEventsAbove: Float64Array
}

/**
 * Ranks a sample of both classes.
 *
 * @param label  1 event, 0 not; shape [n]
 * @param score  the higher, the likelier the event; shape [n]
 * @param weight ≥ 0, shape [n]; all 1 when absent
 * @throws RangeError when the input does not fit or holds one class only
 */
export function rankScores(
  name: string,
  label: Float64Array,
  score: Float64Array,
  weight?: Float64Array,
): RankedScores {
  const totals = requireBinarySample(name, label, score, weight)
  requireBothClasses(name, totals)
  const n = label.length
  const order = orderOf(score).reverse()
  const starts = new Uint32Array(n + 1)
  const scores = new Float64Array(n)
  const eventsAbove = new Float64Array(n)
  const nonEventsAbove = new Float64Array(n)
  let groups = 0
  let events = 0
  let nonEvents = 0
  for (let place = 0; place < n; ) {
    const value = score[order[place]]
    starts[groups] = place
    for (; place < n && score[order[place]] === value; place++) {
      const w = weight === undefined ? 1 : weight[order[place]]
      if (label[order[place]] === 1) events += w
      else nonEvents += w
    }
    scores[groups] = value
    eventsAbove[groups] = events
    nonEventsAbove[groups] = nonEvents
    groups++
  }
  starts[groups] = n
  return {
    ...totals,
    // The running sums in rank order, so that shares end at exactly 1.
    events,
    nonEvents,
    order,
    groupStart: starts.subarray(0, groups + 1),
    score: scores.subarray(0, groups),
    eventsAbove: eventsAbove.subarray(0, groups),
    nonEventsAbove: nonEventsAbove.subarray(0, groups),
  }
}
