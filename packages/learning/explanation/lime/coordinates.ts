/** The simple inputs of the local model: same side as the row or not, or a number in standard deviations. */
import type { Feature } from '../../data/index.ts'
import type { InputMarginal, NumberMarginal } from '../population/index.ts'

export type LimeCoding = 'quartiles' | 'continuous'

/** How the values of an input become what rows are compared by. */
export interface Coordinate {
  /** Whether it is 1 where a value lies on the row's side and 0 elsewhere; else a difference in standard deviations. */
  readonly indicator: boolean
  /** Side of a value, or its standard score; NaN never. */
  place(value: number): number
  /** The side of a value in words. */
  condition(value: number): string
  /** Standard deviation; 1 for indicators. */
  readonly unit: number
}

const MISSING_SIDE = -1e9

export function coordinateOf(feature: Feature, marginal: InputMarginal, coding: LimeCoding): Coordinate {
  if (marginal.kind === 'number' && coding === 'continuous') return standardScore(feature, marginal)
  const cuts = marginal.kind === 'number' ? quartileCuts(marginal) : []
  return {
    indicator: true,
    unit: 1,
    place: (value) => {
      if (Number.isNaN(value)) return MISSING_SIDE
      if (marginal.kind === 'category') return value
      let side = 0
      while (side < cuts.length && value > cuts[side]) side++
      return side
    },
    condition: (value) => {
      if (Number.isNaN(value)) return `${feature.name} is missing`
      if (marginal.kind === 'category')
        return `${feature.name} = ${feature.categories?.[value] ?? `category ${value}`}`
      return interval(feature.name, cuts, value)
    },
  }
}

/** A missing value lies where the mean lies. */
function standardScore({ name }: Feature, { mean, deviation }: NumberMarginal): Coordinate {
  return {
    indicator: false,
    unit: deviation,
    place: (value) => (Number.isNaN(value) ? 0 : (value - mean) / deviation),
    condition: () => name,
  }
}

function quartileCuts({ quantiles }: NumberMarginal): number[] {
  if (quantiles.length === 0) return []
  return [...new Set([quantiles[25], quantiles[50], quantiles[75]])]
}

function interval(name: string, cuts: readonly number[], value: number): string {
  const side = cuts.findIndex((cut) => value <= cut)
  const text = (cut: number) => String(Number(cut.toPrecision(6)))
  if (cuts.length === 0) return name
  if (side === 0) return `${name} <= ${text(cuts[0])}`
  if (side < 0) return `${name} > ${text(cuts[cuts.length - 1])}`
  return `${text(cuts[side - 1])} < ${name} <= ${text(cuts[side])}`
}
