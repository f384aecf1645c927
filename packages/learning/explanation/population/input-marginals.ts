/** How the values of each input are spread over the training rows. */
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature, Matrix } from '../../data/index.ts'
import { stepOf } from './steps.ts'

const PERCENTILES = Float64Array.from({ length: 101 }, (_, i) => i / 100)

export interface NumberMarginal {
  readonly kind: 'number'
  readonly missingShare: number
  /** At 0%, 1% … 100% of the finite values; empty when there are none. */
  readonly quantiles: Float64Array
  readonly mean: number
  /** Of the population (1/n); 1 when constant. */
  readonly deviation: number
  /**
   * What counts as one unit of change: 1.4826 · median |x − median|; where that is 0, 1.2533 · mean |x − median|; 1 when
   * constant.
   */
  readonly scale: number
  /** All values are multiples of it. */
  readonly step: number
}

export interface CategoryMarginal {
  readonly kind: 'category'
  readonly missingShare: number
  /** Codes that occur, by falling frequency, and their shares of the rows where the input is known. */
  readonly codes: Float64Array
  readonly shares: Float64Array
}

export type InputMarginal = NumberMarginal | CategoryMarginal

/**
 * Statistics of each input; infinities are left out.
 *
 * @param matrix training rows in the order of `features`
 * @throws RangeError without rows, or when features and columns differ in number
 */
export function inputMarginals(matrix: Matrix, features: readonly Feature[]): readonly InputMarginal[] {
  if (matrix.rows === 0) throw new RangeError('inputMarginals: need at least 1 row, got 0')
  if (matrix.columns.length !== features.length)
    throw new RangeError(`inputMarginals: need ${features.length} columns, got ${matrix.columns.length}`)
  return features.map(({ kind }, input) =>
    kind === 'number' ? numberMarginal(matrix.columns[input]) : categoryMarginal(matrix.columns[input]),
  )
}

/**
 * A quantile between those that are kept, linearly.
 *
 * @param p in [0, 1]
 */
export function quantileOf({ quantiles: kept }: NumberMarginal, p: number): number {
  const place = p * (kept.length - 1)
  const below = Math.min(kept.length - 2, Math.floor(place))
  const low = kept[below]
  const high = kept[below + 1]
  return low === high ? low : low + (place - below) * (high - low)
}

function numberMarginal(values: Float64Array): NumberMarginal {
  const known = values.filter(Number.isFinite).sort()
  const missingShare = values.reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0) / values.length
  if (known.length === 0)
    return { kind: 'number', missingShare, quantiles: known, mean: 0, deviation: 1, scale: 1, step: 1 }
  const mean = meanOf(known)
  const deviation = Math.sqrt(meanOf(known.map((x) => (x - mean) ** 2)))
  const percentiles = quantiles(known, PERCENTILES)
  const away = known.map((x) => Math.abs(x - percentiles[50]))
  const scale = 1.4826 * quantiles(away, [0.5])[0] || 1.2533 * meanOf(away) || 1
  return {
    kind: 'number',
    missingShare,
    quantiles: percentiles,
    mean,
    deviation: deviation || 1,
    scale,
    step: stepOf(known),
  }
}

function categoryMarginal(values: Float64Array): CategoryMarginal {
  const counts = new Map<number, number>()
  let missing = 0
  for (const x of values) {
    if (Number.isNaN(x)) missing++
    else counts.set(x, (counts.get(x) ?? 0) + 1)
  }
  const codes = Float64Array.from([...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b))
  const known = values.length - missing
  return {
    kind: 'category',
    missingShare: missing / values.length,
    codes,
    shares: codes.map((code) => counts.get(code)! / known),
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length
}
