/** Whether a candidate takes the champion's place: judged on customers neither has learnt from, and never silently. */
import { DataError } from '@pratibimba/learning/data'
import {
  bootstrapIntervals,
  compareAucs,
  costOptimalThreshold,
  type Estimate,
} from '@pratibimba/learning/metrics'

/** Both models' answers to the same rows. */
export interface SameRows {
  readonly customerId: readonly string[]
  readonly asOfDay: Int32Array
  readonly label: Float64Array
  /** Calibrated probabilities, shape [rows]. */
  readonly current: Float64Array
  readonly candidate: Float64Array
}

export interface PromotionPolicy {
  readonly missCost: number
  readonly seed: number
  /** How far below 0 the interval of the AUC's difference may reach; default .005. */
  readonly margin?: number
}

export interface PromotionVerdict {
  readonly verdict: 'promote' | 'keep'
  /** A sentence for the record. */
  readonly reason: string
  readonly rows: number
  readonly customers: number
  readonly events: number
  readonly currentAuc: number
  readonly candidateAuc: number
  /** Candidate − current: AUC, and cost per customer in false alarms at the cost threshold. */
  readonly aucDifference: Estimate
  readonly costDifference: Estimate
}

const REPLICATES = 500
const LEAST_EVENTS = 30

/**
 * Compares two models on the same rows, paired: DeLong's interval where every customer has one row, else a bootstrap of
 * whole customers; costs by a bootstrap of whole customers.
 *
 * The candidate is promoted when its AUC is not lower, the interval of the difference does not reach below −margin, and its
 * cost is not surely higher. Everything else keeps the champion.
 *
 * @throws DataError when the rows hold too few missed payments to tell
 * @see docs/methods/early-warning-model.md
 */
export function comparePromotion(
  rows: SameRows,
  { missCost, seed, margin = 0.005 }: PromotionPolicy,
): PromotionVerdict {
  const { label, current, candidate, customerId } = rows
  const events = label.reduce((sum, value) => sum + value, 0)
  if (events < LEAST_EVENTS || label.length - events < LEAST_EVENTS)
    throw new DataError(
      `The rows to compare on hold ${events} missed payments among ${label.length}: at least ${LEAST_EVENTS} of either outcome are needed.`,
    )
  const delong = compareAucs(label, candidate, current)
  const units = unitsOf(customerId)
  const intervals = bootstrapDifferences(rows, units, missCost, seed)
  const aucDifference: Estimate =
    units.count === label.length
      ? { ...delong.difference }
      : { value: delong.difference.value, lower: intervals.auc[0], upper: intervals.auc[1] }
  const costDifference: Estimate = {
    value: meanCost(label, candidate, missCost) - meanCost(label, current, missCost),
    lower: intervals.cost[0],
    upper: intervals.cost[1],
  }
  return {
    ...decide(aucDifference, costDifference, margin),
    rows: label.length,
    customers: units.count,
    events,
    currentAuc: delong.second,
    candidateAuc: delong.first,
    aucDifference,
    costDifference,
  }
}

function decide(auc: Estimate, cost: Estimate, margin: number): Pick<PromotionVerdict, 'verdict' | 'reason'> {
  const told = `AUC ${signed(auc.value, 4)} (${signed(auc.lower, 4)} to ${signed(auc.upper, 4)}), cost per customer ${signed(cost.value, 3)} (${signed(cost.lower, 3)} to ${signed(cost.upper, 3)}) against the champion`
  if (auc.upper < 0) return { verdict: 'keep', reason: `The candidate ranks customers worse: ${told}.` }
  if (auc.value < 0)
    return { verdict: 'keep', reason: `The candidate is no better, and may be worse: ${told}.` }
  if (auc.lower < -margin)
    return {
      verdict: 'keep',
      reason: `Too few rows to rule out that the candidate is worse by more than ${margin}: ${told}.`,
    }
  if (cost.lower > 0) return { verdict: 'keep', reason: `The candidate's decisions cost more: ${told}.` }
  return {
    verdict: 'promote',
    reason: `${auc.lower > 0 ? 'The candidate is better' : 'The candidate is not worse'}: ${told}.`,
  }
}

interface Units {
  readonly count: number
  /** Customer of each row, numbered from 0. */
  readonly of: Int32Array
}

function unitsOf(customerId: readonly string[]): Units {
  const known = new Map<string, number>()
  const of = Int32Array.from(customerId, (id) => {
    const unit = known.get(id) ?? known.size
    known.set(id, unit)
    return unit
  })
  return { count: known.size, of }
}

/** Customers are drawn with all their rows. */
function bootstrapDifferences(
  { label, current, candidate }: SameRows,
  units: Units,
  missCost: number,
  seed: number,
): { auc: [number, number]; cost: [number, number] } {
  const orders = [candidate, current].map((score) =>
    Int32Array.from(label.keys()).sort((a, b) => score[a] - score[b]),
  )
  const { threshold } = costOptimalThreshold({ falsePositive: 1, falseNegative: missCost })
  const costs = label.map(
    (value, row) =>
      costOf(value, candidate[row], threshold, missCost) - costOf(value, current[row], threshold, missCost),
  )
  const everyone = Uint32Array.from({ length: units.count }, (_, unit) => unit)
  const [auc, cost] = bootstrapIntervals(
    [everyone],
    units.count,
    2,
    (counts, out) => {
      const [first, second] = orders.map((order, o) =>
        weightedAuc(order, o === 0 ? candidate : current, label, units.of, counts),
      )
      out[0] = first - second
      let sum = 0
      let drawn = 0
      for (let row = 0; row < label.length; row++) {
        sum += counts[units.of[row]] * costs[row]
        drawn += counts[units.of[row]]
      }
      out[1] = sum / drawn
    },
    { seed, replicates: REPLICATES },
  )
  return { auc, cost }
}

/** Rows weigh as often as their customer was drawn; ties count half. .5 where a class was not drawn. */
function weightedAuc(
  order: Int32Array,
  score: Float64Array,
  label: Float64Array,
  unitOf: Int32Array,
  counts: Uint16Array,
): number {
  let [below, won, events, tiedEvents, tiedOthers] = [0, 0, 0, 0, 0]
  const close = (): void => {
    won += tiedEvents * (below + tiedOthers / 2)
    below += tiedOthers
    events += tiedEvents
    tiedEvents = 0
    tiedOthers = 0
  }
  for (let place = 0; place < order.length; place++) {
    const row = order[place]
    if (place > 0 && score[row] !== score[order[place - 1]]) close()
    const weight = counts[unitOf[row]]
    if (label[row] === 1) tiedEvents += weight
    else tiedOthers += weight
  }
  close()
  return events === 0 || below === 0 ? 0.5 : won / (events * below)
}

function costOf(label: number, probability: number, threshold: number, missCost: number): number {
  if (probability >= threshold) return label === 1 ? 0 : 1
  return label === 1 ? missCost : 0
}

function meanCost(label: Float64Array, probability: Float64Array, missCost: number): number {
  const { threshold } = costOptimalThreshold({ falsePositive: 1, falseNegative: missCost })
  let sum = 0
  for (let row = 0; row < label.length; row++)
    sum += costOf(label[row], probability[row], threshold, missCost)
  return sum / label.length
}

function signed(value: number, decimals: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`
}
