/** The values of each input that are worth trying for a row. */
import { type InputMarginal, stepAtMost, stepNear } from '../population/index.ts'
import type { InputLimits, Limits } from './constraints.ts'

/** Quantiles that are tried of an input without splits. */
const LEVELS = 41
/** Values that are tried first of a number, to each side; of a category, in all. */
const FEW = 12
const MOST_CATEGORIES = 24

export interface Candidates {
  /** All of them, nearest first: what a change is shortened along. */
  readonly all: Float64Array
  /** Some of them, near and far. */
  readonly few: Float64Array
}

/**
 * On both sides of every split, on the input's steps, within its limits.
 *
 * @param splits ascending; none: quantiles of the training rows
 */
export function candidatesOf(
  limits: Limits,
  marginals: readonly InputMarginal[],
  splits: readonly Float64Array[] | undefined,
  row: Float64Array,
): readonly Candidates[] {
  return limits.inputs.map((own, input) => {
    const none = new Float64Array(0)
    if (own.follower || (!own.up && !own.down) || (Number.isNaN(row[input]) && !own.fillMissing))
      return { all: none, few: none }
    if (own.category) {
      const codes = Float64Array.from(own.codes.filter((code) => code !== row[input]))
      return { all: codes, few: codes.slice(0, MOST_CATEGORIES) }
    }
    const all = numbers(own, marginals[input], splits?.[input], row[input])
    return { all, few: thinned(all, middleOf(marginals[input], row[input])) }
  })
}

function numbers(
  own: InputLimits,
  marginal: InputMarginal,
  splits: Float64Array | undefined,
  from: number,
): Float64Array {
  const tried = new Set<number>()
  const edges = [own.low, own.high].filter(Number.isFinite)
  const marks =
    splits !== undefined && splits.length > 0
      ? [...splits, ...edges]
      : [...edges, ...(marginal.kind === 'number' ? everyFew(marginal.quantiles, LEVELS) : [])]
  for (const mark of marks) {
    const below = stepAtMost(mark, own.step)
    for (const steps of below === mark ? [-1, 0, 1] : [0, 1])
      tried.add(steps === 0 ? below : stepNear(below + steps * own.step, own.step))
  }
  const kept = [...tried].filter((value) => {
    const known = !Number.isNaN(from)
    if (known && (value === from || (value > from ? !own.up : !own.down))) return false
    return value >= own.low && value <= own.high
  })
  const middle = middleOf(marginal, from)
  return Float64Array.from(kept.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b))
}

/** What values are near to: the row's own, or the median where that is missing. */
function middleOf(marginal: InputMarginal, from: number): number {
  return Number.isNaN(from) && marginal.kind === 'number' ? (marginal.quantiles[50] ?? 0) : from
}

/** Evenly by rank to each side, the farthest included. */
function thinned(all: Float64Array, middle: number): Float64Array {
  const above = all.filter((value) => value >= middle)
  const below = all.filter((value) => value < middle)
  return Float64Array.from([...everyFew(above, FEW), ...everyFew(below, FEW)])
}

/** So many of the values, evenly by place, the last included. */
export function everyFew(values: Float64Array, most: number): Float64Array {
  if (values.length <= most) return values
  return Float64Array.from(
    { length: most },
    (_, i) => values[Math.ceil(((i + 1) * values.length) / most) - 1],
  )
}
