/** Volume: today's rows against the same weekday's history. */
import { quantiles } from '@pratibimba/numerics/statistics'
import { count, figure } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

export interface DayVolume {
  /** Days since 1970-01-01. */
  readonly day: number
  readonly rows: number
}

/** Robust standard deviations. */
const DEFAULT_LIMITS: QualityLimits = { moderate: 4, severe: 8 }
const FEWEST_DAYS = 4
/** Median absolute deviation of a normal law, inverted. */
const MAD_TO_DEVIATION = 1.4826
/** Days of a business differ by this much, however alike a few of them happen to be. */
const LEAST_RELATIVE_DEVIATION = 0.05

/**
 *   |today − median| / max(1.4826·MAD, √median, 5% of the median, 1) over the last days of the same weekday
 *
 * The median and its absolute deviation do not mind a day that was broken itself.
 *
 * @param history earlier days in any order; today's own, later days and other weekdays are passed over
 * @param most    same weekdays looked back to; default 12
 * @throws RangeError when a day or a number of rows is not a whole one
 * @see docs/methods/data-quality.md
 */
export function volume(
  source: string,
  today: DayVolume,
  history: readonly DayVolume[],
  { limits = DEFAULT_LIMITS, most = 12 }: { readonly limits?: QualityLimits; readonly most?: number } = {},
): QualityFigure {
  for (const { day, rows } of [today, ...history])
    if (!(Number.isInteger(day) && Number.isInteger(rows) && rows >= 0))
      throw new RangeError(`volume: need whole days and rows >= 0 of ${source}, got ${rows} on day ${day}`)
  const alike = history
    .filter(({ day }) => day < today.day && (today.day - day) % 7 === 0)
    .sort((a, b) => b.day - a.day)
    .slice(0, most)
    .map(({ rows }) => rows)
  const head = { check: 'volume', subject: source, unit: 'robust_deviations', limits } as const
  if (alike.length < FEWEST_DAYS)
    return {
      ...head,
      value: null,
      severity: 'none',
      sentence: `${source}: ${count(today.rows, 'row')}; ${alike.length} earlier days of this weekday are too few to compare with.`,
    }
  const [median] = quantiles(alike, [0.5])
  const [spread] = quantiles(
    alike.map((rows) => Math.abs(rows - median)),
    [0.5],
  )
  const deviation = Math.max(
    MAD_TO_DEVIATION * spread,
    Math.sqrt(median),
    LEAST_RELATIVE_DEVIATION * median,
    1,
  )
  const value = Math.abs(today.rows - median) / deviation
  return {
    ...head,
    value,
    severity: severityAt(value, limits),
    sentence: `${source}: ${count(today.rows, 'row')}, where this weekday usually has ${Math.round(median).toLocaleString('en')} (${figure(value, 1)} robust deviations ${today.rows < median ? 'below' : 'above'}).`,
  }
}
