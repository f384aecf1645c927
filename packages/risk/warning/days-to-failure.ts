/** When a payment will be missed, if one is: learnt from the days it took those who did. */
import { DataError } from '@pratibimba/learning/data'
import type { TreeModel } from '@pratibimba/learning/models'
import { type LevelPolicy, levelIndex } from './risk-level.ts'

/** Days after the as-of date up to which a chance is given. */
export const failureHorizons = [5, 10, 15, 20, 25, 30] as const
export const LAST_DAY = 30
/** Of rows in a band, the weight of what holds over all bands. */
const PRIOR_ROWS = 30
const BANDS = 12

/** Chances of the day of a first miss, given that there is one, by band of a key. */
export interface FailureTiming {
  /** What the key is: expected log-days by trees, or where there were too few misses for trees, the probability. */
  readonly by: 'days' | 'probability'
  /** Expected log-days of a row; only where the key is that. */
  readonly trees?: TreeModel
  /** Keys at which bands begin, ascending from −∞; shape [bands]. */
  readonly from: Float64Array
  /** P(first miss on or before day d | missed within 30 days), d = 1 … 30; shape [bands × 30]. */
  readonly byDay: Float64Array
  /** Rows with a miss that each band was learnt from; shape [bands]. */
  readonly rows: Int32Array
}

export type DayBands = Pick<FailureTiming, 'from' | 'byDay' | 'rows'>

/**
 * Learns how long it took, by band of a key, from rows no model had learnt from.
 *
 *   F_b(d) = (n_b(d) + 30·F(d)) / (n_b + 30)
 *
 * n_b(d) rows of the band missed on or before day d, F over all bands. Bands hold equal numbers of misses.
 *
 * @param key        of each row, shape [n]
 * @param daysToMiss 1 … 30; NaN where no payment was missed
 * @throws DataError without a miss, or with one outside the thirty days
 * @see docs/methods/early-warning-model.md
 */
export function fitDayBands(key: Float64Array, daysToMiss: Float64Array): DayBands {
  const missed = Int32Array.from(daysToMiss.keys()).filter((row) => !Number.isNaN(daysToMiss[row]))
  if (missed.length === 0) throw new DataError('No row has a missed payment to learn days from.')
  for (const row of missed)
    if (!(daysToMiss[row] >= 1 && daysToMiss[row] <= LAST_DAY))
      throw new DataError(
        `A first missed payment lies ${daysToMiss[row]} days after its as-of date, outside the label's 1 to ${LAST_DAY}.`,
      )
  const order = missed.slice().sort((a, b) => key[a] - key[b] || a - b)
  const bands = Math.max(1, Math.min(BANDS, Math.floor(order.length / PRIOR_ROWS)))
  const all = shares(order, daysToMiss)
  const from = new Float64Array(bands)
  const byDay = new Float64Array(bands * LAST_DAY)
  const rows = new Int32Array(bands)
  for (let band = 0; band < bands; band++) {
    const first = Math.floor((band * order.length) / bands)
    const own = order.subarray(first, Math.floor(((band + 1) * order.length) / bands))
    from[band] = band === 0 ? Number.NEGATIVE_INFINITY : key[own[0]]
    rows[band] = own.length
    const counted = shares(own, daysToMiss)
    for (let day = 0; day < LAST_DAY; day++)
      byDay[band * LAST_DAY + day] =
        (own.length * counted[day] + PRIOR_ROWS * all[day]) / (own.length + PRIOR_ROWS)
  }
  return { from, byDay, rows }
}

/**
 * Chance that the first miss comes on or before a day.
 *
 *   P(miss ≤ d) = p · F_b(d)
 *
 * @param key of the customer, as the bands go by
 * @param day 0 … 30; of a part of a day, the days that are whole
 */
export function missWithin(bands: DayBands, key: number, probability: number, day: number): number {
  if (day < 1) return 0
  return probability * bands.byDay[bandOf(bands, key) * LAST_DAY + Math.min(LAST_DAY, Math.floor(day)) - 1]
}

/** Chance of a first miss on or before a day, of those by day from the first on; of a part of a day, the days that are whole. */
export function chanceBy(missByDay: Float64Array, day: number): number {
  return day < 1 ? 0 : missByDay[Math.min(missByDay.length, Math.floor(day)) - 1]
}

/**
 * Median days to the first miss, if one comes: the first day with F_b(d) ≥ ½. Null where the level is LOW: nothing is
 * expected to fail then.
 */
export function expectedDays(
  bands: DayBands,
  key: number,
  probability: number,
  levels: LevelPolicy,
): number | null {
  if (levelIndex(probability, levels) === 0) return null
  const band = bandOf(bands, key) * LAST_DAY
  for (let day = 0; day < LAST_DAY; day++) if (bands.byDay[band + day] >= 0.5) return day + 1
  return LAST_DAY
}

/** Log-likelihood of the days it took, per miss, in nats. */
export function dayLogLikelihood(bands: DayBands, key: Float64Array, daysToMiss: Float64Array): number {
  let sum = 0
  let misses = 0
  for (let row = 0; row < key.length; row++) {
    const day = daysToMiss[row]
    if (Number.isNaN(day)) continue
    const at = bandOf(bands, key[row]) * LAST_DAY + day - 1
    const chance = bands.byDay[at] - (day === 1 ? 0 : bands.byDay[at - 1])
    sum += Math.log(Math.max(chance, 1e-4))
    misses++
  }
  return sum / misses
}

function bandOf({ from }: DayBands, key: number): number {
  let band = from.length - 1
  while (band > 0 && key < from[band]) band--
  return band
}

/** Share with a miss on or before each day; counted in whole rows, so that it never falls. */
function shares(rows: Int32Array, daysToMiss: Float64Array): Float64Array {
  const counts = new Float64Array(LAST_DAY)
  for (const row of rows) counts[daysToMiss[row] - 1]++
  for (let day = 1; day < LAST_DAY; day++) counts[day] += counts[day - 1]
  return counts.map((missed) => missed / rows.length)
}
