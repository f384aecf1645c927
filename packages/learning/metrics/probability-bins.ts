/** Rows in bins of predicted probability: what reliability diagrams and calibration errors are read from. */
import { orderOf } from '@pratibimba/numerics/statistics'
import { requireBinarySample, requireProbabilities } from './binary-sample.ts'

export type BinKind = 'equal-mass' | 'equal-width'

export interface ProbabilityBin {
  readonly rows: number
  readonly weight: number
  /** Rows that the weight is worth: (Σw)²/Σw². */
  readonly effectiveRows: number
  /** Smallest and largest probability of the bin's rows. */
  readonly lowest: number
  readonly highest: number
  readonly meanProbability: number
  readonly eventRate: number
}

/**
 * Bins of predicted probability, those without weight left out.
 *
 * Equal width: bin k holds k/bins < p ≤ (k + 1)/bins, the first also 0. Equal mass: equal probabilities stay together;
 * such a group falls into the bin that holds the middle of its weight.
 *
 * @param bins number of bins asked for, ≥ 1
 * @throws RangeError when the input does not fit
 */
export function probabilityBins(
  label: Float64Array,
  probability: Float64Array,
  weight: Float64Array | undefined,
  bins: number,
  kind: BinKind,
): ProbabilityBin[] {
  requireBinarySample('probabilityBins', label, probability, weight)
  requireProbabilities('probabilityBins', probability)
  const order = orderOf(probability)
  const ends = binEnds(probability, weight, order, bins, kind)
  const made: ProbabilityBin[] = []
  let from = 0
  for (const end of ends) {
    let [rows, sum, squares, events, predicted] = [0, 0, 0, 0, 0]
    let lowest = Number.POSITIVE_INFINITY
    let highest = Number.NEGATIVE_INFINITY
    for (let place = from; place < end; place++) {
      const i = order[place]
      const w = weight === undefined ? 1 : weight[i]
      if (w === 0) continue
      rows++
      sum += w
      squares += w * w
      events += w * label[i]
      predicted += w * probability[i]
      lowest = Math.min(lowest, probability[i])
      highest = Math.max(highest, probability[i])
    }
    from = end
    if (rows > 0)
      made.push({
        rows,
        weight: sum,
        effectiveRows: (sum * sum) / squares,
        lowest,
        highest,
        meanProbability: predicted / sum,
        eventRate: events / sum,
      })
  }
  return made
}

/**
 * Where bins end among the rows in ascending order of probability; ascending, the last is n.
 *
 * @param order rows, lowest probability first
 */
export function binEnds(
  probability: Float64Array,
  weight: Float64Array | undefined,
  order: Uint32Array,
  bins: number,
  kind: BinKind,
): number[] {
  if (!(Number.isInteger(bins) && bins >= 1))
    throw new RangeError(`probabilityBins: need a whole number of bins >= 1, got ${bins}`)
  const n = order.length
  let total = 0
  for (let i = 0; i < n; i++) total += weight === undefined ? 1 : weight[i]
  const ends: number[] = []
  let current = -1
  let before = 0
  for (let place = 0; place < n; ) {
    const start = place
    const p = probability[order[place]]
    let mass = 0
    for (; place < n && probability[order[place]] === p; place++)
      mass += weight === undefined ? 1 : weight[order[place]]
    const bin =
      kind === 'equal-width'
        ? Math.max(0, Math.ceil(p * bins) - 1)
        : Math.min(bins - 1, Math.floor((bins * (before + mass / 2)) / total))
    if (bin !== current && start > 0) ends.push(start)
    current = bin
    before += mass
  }
  ends.push(n)
  return ends
}
