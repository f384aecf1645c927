/** The values at which an input is held. */
import { quantiles } from '@pratibimba/numerics/statistics'
import type { Feature } from '../../data/index.ts'

export interface DependencePoint {
  /** NaN for missing; a code for a category. */
  readonly value: number
  readonly label: string
}

/** Extremes beyond these shares are not shown. */
const FROM = 0.05
const TO = 0.95

/**
 * Numbers: every value when there are no more than asked; else evenly spaced quantiles between 5% and 95%, each value
 * once. Categories: the most frequent, by code. Missing comes last where it occurs.
 *
 * @throws RangeError when no value is known
 */
export function gridOf(feature: Feature, values: Float64Array, points: number): readonly DependencePoint[] {
  const known = values.filter(Number.isFinite).sort()
  if (known.length === 0)
    throw new RangeError(`partialDependence: need a known value of ${feature.name}, got none`)
  const distinct = known.filter((value, i) => i === 0 || value !== known[i - 1])
  const shown =
    feature.kind === 'category'
      ? mostFrequent(known, points)
      : distinct.length <= points
        ? distinct
        : new Set(quantiles(known, spaced(points)))
  const grid = Array.from(shown, (value) => pointOf(feature, value))
  if (values.some(Number.isNaN)) grid.push(pointOf(feature, Number.NaN))
  return grid
}

export function pointOf({ kind, categories }: Feature, value: number): DependencePoint {
  if (Number.isNaN(value)) return { value, label: 'missing' }
  if (kind === 'category') return { value, label: categories?.[value] ?? `category ${value}` }
  return { value, label: String(Number(value.toPrecision(6))) }
}

/** Codes, ascending. */
export function mostFrequent(codes: Float64Array, most: number): readonly number[] {
  const counts = new Map<number, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts.keys()]
    .sort((a, b) => counts.get(b)! - counts.get(a)! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
}

function spaced(points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => FROM + ((TO - FROM) * i) / (points - 1))
}
