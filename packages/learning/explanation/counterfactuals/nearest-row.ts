/** How far a made-up row lies from real ones. */
import type { Matrix } from '../../data/index.ts'
import type { InputMarginal } from '../population/index.ts'

export interface NearestRow {
  /** Accepted, at most. */
  readonly most: number
  /** Gower's distance to the nearest row: the mean over inputs of |a − b| / (Q(.99) − Q(.01)), at most 1 each; categories and missing 0 or 1. */
  distance(values: Float64Array): number
}

export function nearestRow(reference: Matrix, marginals: readonly InputMarginal[], most: number): NearestRow {
  const widths = marginals.map((marginal) =>
    marginal.kind === 'number' && marginal.quantiles.length > 0
      ? marginal.quantiles[99] - marginal.quantiles[1]
      : 0,
  )
  return {
    most,
    distance(values) {
      let least = Number.POSITIVE_INFINITY
      for (let row = 0; row < reference.rows; row++) {
        let sum = 0
        for (let input = 0; input < values.length && sum < least; input++) {
          const other = reference.columns[input][row]
          const own = values[input]
          if (own === other || (Number.isNaN(own) && Number.isNaN(other))) continue
          const away = widths[input] > 0 ? Math.abs(own - other) / widths[input] : 1
          sum += Math.min(1, away)
        }
        if (sum < least) least = sum
      }
      return least / values.length
    },
  }
}
