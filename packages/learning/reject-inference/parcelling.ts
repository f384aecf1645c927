/** Parcelling: declined applications get outcomes at the bad rate of their score band, made worse by a factor. */
import { openStream } from '@pratibimba/numerics/random'
import { orderOf } from '@pratibimba/numerics/statistics'
import type { LabelledMatrix } from '../data/index.ts'
import {
  type AcceptedApplications,
  type RejectedApplications,
  requireApplications,
  withInferred,
} from './scored-applications.ts'

export interface ParcellingOptions {
  readonly seed: number
  /** Bands of score with equal numbers of accepted rows; 10 when absent. */
  readonly bands?: number
  /** Bad rate of the declined over that of the accepted of the same band, ≥ 0; one for all, or one per band from the
   * lowest probability on; 1 when absent. */
  readonly factor?: number | readonly number[]
}

/**
 * Gives each declined row the label bad or good, so that each band holds bad rate × factor of bad ones (at most all).
 *
 * Who in the band is bad is drawn at random, the number by systematic sampling: within one row of what is asked for.
 * Bands are cut by the probabilities of the accepted; declined rows beyond them fall into the outer bands.
 * Assumes that the factor is known: no data of the bank can tell it.
 *
 * @returns the accepted rows, then the declined ones with weight 1
 * @throws RangeError when the input does not fit or an option lies outside its range
 * @see docs/methods/reject-inference.md
 */
export function parcelling(
  accepted: AcceptedApplications,
  rejected: RejectedApplications,
  { seed, bands = 10, factor = 1 }: ParcellingOptions,
): LabelledMatrix {
  requireApplications('parcelling', accepted, rejected)
  if (!(Number.isInteger(bands) && bands >= 1 && bands <= accepted.data.rows))
    throw new RangeError(`parcelling: need 1 to ${accepted.data.rows} bands, got ${bands}`)
  const factors = typeof factor === 'number' ? Array<number>(bands).fill(factor) : factor
  if (factors.length !== bands)
    throw new RangeError(`parcelling: need a factor for each of ${bands} bands, got ${factors.length}`)
  for (const value of factors)
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`parcelling: need factors >= 0, got ${value}`)
  const edges = bandEdges(accepted.probability, bands)
  const bandOf = (p: number) => {
    let band = 0
    while (band < edges.length && p > edges[band]) band++
    return band
  }
  const bad = new Float64Array(bands)
  const all = new Float64Array(bands)
  for (let row = 0; row < accepted.data.rows; row++) {
    const band = bandOf(accepted.probability[row])
    const w = accepted.data.weight === undefined ? 1 : accepted.data.weight[row]
    bad[band] += w * accepted.data.label[row]
    all[band] += w
  }
  const overall = bad.reduce((a, b) => a + b) / all.reduce((a, b) => a + b)
  const stream = openStream(seed, 'parcelling')
  const n = rejected.data.rows
  const ticket = Float64Array.from({ length: n }, (_, row) => stream.at(row).uniform())
  const label = new Float64Array(n)
  const owed = Float64Array.from({ length: bands }, (_, band) => stream.at(n + band).uniform())
  for (const row of orderOf(ticket)) {
    const band = bandOf(rejected.probability[row])
    owed[band] += Math.min(1, factors[band] * (all[band] > 0 ? bad[band] / all[band] : overall))
    if (owed[band] >= 1) {
      label[row] = 1
      owed[band]--
    }
  }
  return withInferred(accepted.data, rejected.data, {
    rows: Int32Array.from({ length: n }, (_, row) => row),
    label,
    weight: new Float64Array(n).fill(1),
  })
}

/** Upper edges of all bands but the last. */
function bandEdges(probability: Float64Array, bands: number): Float64Array {
  const order = orderOf(probability)
  return Float64Array.from(
    { length: bands - 1 },
    (_, b) => probability[order[Math.ceil(((b + 1) * order.length) / bands) - 1]],
  )
}
