/** The profile of a column of numbers: which values become knots, and which cells between them become bins. */
import { runningMoments } from '@pratibimba/numerics/statistics'
import { countCells } from './cells.ts'
import type { NumberProfile } from './reference-profile.ts'

/** Stretches of equal mass between quantile knots, where a column has more different values than this. */
const STRETCHES = 200

/**
 * @param values shape [rows]; NaN is missing
 * @param marks  values that become knots besides
 * @throws RangeError when a value or a mark is infinite
 */
export function numberProfile(
  name: string,
  values: Float64Array,
  bins: number,
  marks: readonly number[] = [],
): NumberProfile {
  for (const mark of marks)
    if (!Number.isFinite(mark)) throw new RangeError(`profileOf: need finite marks of ${name}, got ${mark}`)
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const present = sorted.length
  if (present > 0 && !(sorted[0] > -Infinity && sorted[present - 1] < Infinity))
    throw new RangeError(
      `profileOf: need finite numbers in ${name}, got ${values.find((value) => Math.abs(value) === Infinity)} in row ${values.findIndex((value) => Math.abs(value) === Infinity)}`,
    )
  const knots = Float64Array.from(
    new Set([...knotsOf(sorted, bins), ...marks.map((mark) => mark + 0)]),
  ).sort()
  const { at, between, sums } = countCells(knots, sorted)
  const moments = runningMoments()
  moments.pushAll(sorted)
  const deviation = Math.sqrt(moments.variance())
  return {
    name,
    kind: 'number',
    missing: values.length - present,
    mean: present > 0 ? moments.mean : null,
    deviation: present > 1 ? deviation : null,
    // −0 does not survive JSON.
    min: present > 0 ? sorted[0] + 0 : null,
    max: present > 0 ? sorted[present - 1] + 0 : null,
    knots: [...knots],
    at: [...at],
    between: [...between],
    sums: [...sums],
    binEnds: binEndsOf(knots, at, sorted, bins),
  }
}

/** All different values where they are few; else the smallest and the quantiles of equal steps, those of the bins among them. */
function knotsOf(sorted: Float64Array, bins: number): Iterable<number> {
  const different = new Set<number>()
  for (let i = 0; i < sorted.length && different.size <= STRETCHES; i++) different.add(sorted[i])
  if (different.size <= STRETCHES) return different
  const stretches = bins * Math.ceil(STRETCHES / bins)
  const knots = new Set([sorted[0]])
  for (let i = 1; i <= stretches; i++) knots.add(quantileOf(sorted, i / stretches))
  return knots
}

/** The smallest value that at least a share p of them does not exceed, p in (0, 1]. */
function quantileOf(sorted: Float64Array, p: number): number {
  return sorted[Math.max(0, Math.ceil(p * sorted.length * (1 - 1e-12)) - 1)]
}

/** Bins end with their quantile; a value that fills a bin alone is one, and what lies beside it falls into others. */
function binEndsOf(knots: Float64Array, at: Float64Array, sorted: Float64Array, bins: number): number[] {
  const ends = new Set<number>([2 * knots.length])
  const present = sorted.length
  if (present === 0) return [...ends]
  const placeOf = new Map(Array.from(knots, (knot, i) => [knot, i]))
  for (let i = 1; i < bins; i++) ends.add(2 * placeOf.get(quantileOf(sorted, i / bins))! + 1)
  for (const [i, rows] of at.entries()) {
    if (rows * bins < present) continue
    ends.add(2 * i)
    ends.add(2 * i + 1)
  }
  return [...ends].sort((a, b) => a - b)
}
