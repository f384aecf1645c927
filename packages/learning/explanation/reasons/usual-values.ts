/** What is usual in a background, to say on which side of it a value lies. */
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature, Matrix } from '../../data/index.ts'
import type { ReasonDirection } from './reason-table.ts'

export type DirectionOf = (input: number, value: number) => ReasonDirection

/** A number is high or low against the background's median, where it equals that against its mean. */
export function directionsAgainst(features: readonly Feature[], background: Matrix): DirectionOf {
  const middles = features.map(({ kind }, input) => {
    const known = background.columns[input].filter(Number.isFinite)
    if (kind === 'category' || known.length === 0) return { median: 0, mean: 0 }
    return {
      median: quantiles(known, [0.5])[0],
      mean: known.reduce((sum, x) => sum + x, 0) / known.length,
    }
  })
  return (input, value) => {
    if (Number.isNaN(value)) return 'missing'
    if (features[input].kind === 'category') return 'category'
    const { median, mean } = middles[input]
    return (value === median ? value < mean : value < median) ? 'low' : 'high'
  }
}
