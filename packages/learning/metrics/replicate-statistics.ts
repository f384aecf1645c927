/** The statistics of one bootstrap replicate, all in one walk down the ranking. */
import type { DecisionCosts } from './costs.ts'
import { rowLogLoss } from './log-loss.ts'
import type { PredictedSample } from './predicted-sample.ts'
import { binEnds } from './probability-bins.ts'
import type { RankedScores } from './ranked-scores.ts'

const GROUP_END = 1
const MASS_BIN_END = 2
const WIDTH_BIN_END = 4
const CALLED_END = 8

interface Replicates {
  /** Places in the ranking of events and of others, rows without weight left out. */
  readonly classes: readonly Uint32Array[]
  readonly values: number
  /** Writes KS, average precision, Brier, log-loss, ECE by mass and by width, cost, then one capture per share. */
  evaluate(counts: Uint16Array, out: Float64Array): void
}

/**
 * Prepares the walk: everything that does not depend on the draw is laid out in the order of the ranking.
 *
 * Bins, thresholds and shares are those of the sample; only how often each row counts is drawn.
 *
 * @param shares ascending
 */
export function replicateStatistics(
  { label, probability, weight }: PredictedSample,
  ranked: RankedScores,
  options: {
    readonly bins: number
    readonly shares: readonly number[]
    readonly threshold?: number
    readonly costs?: DecisionCosts
  },
): Replicates {
  const n = label.length
  const { order, groupStart } = ranked
  const isEvent = Float64Array.from(order, (row) => label[row])
  const probabilities = Float64Array.from(order, (row) => probability[row])
  const weights = Float64Array.from(order, (row) => (weight === undefined ? 1 : weight[row]))
  const squaredErrors = Float64Array.from(order, (row) => (probability[row] - label[row]) ** 2)
  const logLosses = Float64Array.from(order, (row) => rowLogLoss(label[row], probability[row]))
  const classes = [1, 0].map((kind) =>
    Uint32Array.from(order.keys()).filter((place) => isEvent[place] === kind && weights[place] > 0),
  )
  const flags = new Uint8Array(n)
  for (let g = 1; g < groupStart.length; g++) flags[groupStart[g] - 1] |= GROUP_END
  const ascending = order.slice().reverse()
  const markBins = (kind: 'equal-mass' | 'equal-width', flag: number) => {
    // Bins end towards higher probabilities; walking down they end just before the place where they began.
    for (const end of binEnds(probability, weight, ascending, options.bins, kind))
      if (end < n) flags[n - end - 1] |= flag
    flags[n - 1] |= flag
  }
  markBins('equal-mass', MASS_BIN_END)
  markBins('equal-width', WIDTH_BIN_END)
  const { threshold, costs, shares } = options
  let called = 0
  if (threshold !== undefined) while (called < n && probabilities[called] >= threshold) called++
  if (called > 0) flags[called - 1] |= CALLED_END

  return { classes, values: 7 + shares.length, evaluate }

  function evaluate(counts: Uint16Array, out: Float64Array): void {
    let allEvents = 0
    let allOthers = 0
    for (let place = 0; place < n; place++) {
      const w = counts[place] * weights[place]
      const ofEvent = w * isEvent[place]
      allEvents += ofEvent
      allOthers += w - ofEvent
    }
    const total = allEvents + allOthers
    const [perEvent, perOther] = [1 / allEvents, 1 / allOthers]
    let nextShare = shares.length > 0 ? shares[0] * total * (1 - 1e-12) : Number.POSITIVE_INFINITY
    let events = 0
    let others = 0
    let predicted = 0
    let [squares, losses] = [0, 0]
    let [ks, precision] = [0, 0]
    let [groupEvents, groupOthers] = [0, 0]
    let [massError, massEvents, massPredicted] = [0, 0, 0]
    let [widthError, widthEvents, widthPredicted] = [0, 0, 0]
    let [calledEvents, calledOthers] = [0, 0]
    let share = 0
    for (let place = 0; place < n; place++) {
      const w = counts[place] * weights[place]
      const ofEvent = w * isEvent[place]
      events += ofEvent
      others += w - ofEvent
      predicted += w * probabilities[place]
      squares += w * squaredErrors[place]
      losses += w * logLosses[place]
      const flag = flags[place]
      if (flag === 0) continue
      if (flag & GROUP_END) {
        const distance = Math.abs(events * perEvent - others * perOther)
        if (distance > ks) ks = distance
        if (events > groupEvents) precision += ((events - groupEvents) * events) / (events + others)
        while (events + others >= nextShare) {
          const before = groupEvents + groupOthers
          const inGroup = events + others - before
          const part = inGroup > 0 ? Math.min(1, (shares[share] * total - before) / inGroup) : 1
          out[7 + share] = (groupEvents + part * (events - groupEvents)) / allEvents
          share++
          nextShare = share < shares.length ? shares[share] * total * (1 - 1e-12) : Number.POSITIVE_INFINITY
        }
        groupEvents = events
        groupOthers = others
      }
      if (flag & MASS_BIN_END) {
        massError += Math.abs(predicted - massPredicted - (events - massEvents))
        massPredicted = predicted
        massEvents = events
      }
      if (flag & WIDTH_BIN_END) {
        widthError += Math.abs(predicted - widthPredicted - (events - widthEvents))
        widthPredicted = predicted
        widthEvents = events
      }
      if (flag & CALLED_END) {
        calledEvents = events
        calledOthers = others
      }
    }
    out[0] = ks
    out[1] = precision / allEvents
    out[2] = squares / total
    out[3] = losses / total
    out[4] = massError / total
    out[5] = widthError / total
    out[6] =
      costs === undefined
        ? 0
        : (calledOthers * costs.falsePositive +
            (allEvents - calledEvents) * costs.falseNegative +
            calledEvents * (costs.truePositive ?? 0) +
            (allOthers - calledOthers) * (costs.trueNegative ?? 0)) /
          total
  }
}
