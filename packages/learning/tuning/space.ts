/** What a search may choose, as data. */
import { openStream } from '@pratibimba/numerics/random'

export type Value = number | string | boolean

interface Conditional {
  /** The dimension exists only where another one took one of these values. */
  readonly when?: { readonly parameter: string; readonly is: readonly Value[] }
}

export interface FloatDimension extends Conditional {
  readonly kind: 'float'
  readonly low: number
  readonly high: number
  /** Log: uniform in the logarithm; needs low > 0. */
  readonly scale?: 'linear' | 'log'
}

export interface IntegerDimension extends Conditional {
  readonly kind: 'integer'
  readonly low: number
  /** Included. */
  readonly high: number
  readonly scale?: 'linear' | 'log'
}

export interface ChoiceDimension extends Conditional {
  readonly kind: 'choice'
  readonly options: readonly Value[]
}

export type Dimension = FloatDimension | IntegerDimension | ChoiceDimension
export type SearchSpace = Readonly<Record<string, Dimension>>
/** A point of a space; dimensions whose condition does not hold are absent. */
export type Configuration = Readonly<Record<string, Value>>

/**
 * Checks a space and puts its dimensions in an order in which each one follows what it depends on.
 *
 * @throws RangeError naming the dimension and what was needed
 */
export function orderedDimensions(space: SearchSpace): readonly (readonly [string, Dimension])[] {
  const names = Object.keys(space)
  if (names.length === 0) throw new RangeError('search space: need at least one dimension, got none')
  for (const name of names) requireDimension(name, space)
  const ordered: [string, Dimension][] = []
  const placed = new Set<string>()
  while (ordered.length < names.length) {
    const ready = names.filter(
      (name) =>
        !placed.has(name) && (space[name].when === undefined || placed.has(space[name].when.parameter)),
    )
    if (ready.length === 0)
      throw new RangeError(
        `search space: need conditions without circles, got one among ${names.filter((n) => !placed.has(n)).join(', ')}`,
      )
    for (const name of ready) {
      ordered.push([name, space[name]])
      placed.add(name)
    }
  }
  return ordered
}

/**
 * The configuration of a trial: one uniform number per dimension, of a stream named after it, so that a further
 * dimension changes no other one's values.
 *
 * @param dimensions of `orderedDimensions`
 * @param seed       integer in [0, 2⁵³ − 1]
 * @param trial      integer ≥ 0
 */
export function sampleConfiguration(
  dimensions: readonly (readonly [string, Dimension])[],
  seed: number,
  trial: number,
): Configuration {
  const configuration: Record<string, Value> = {}
  for (const [name, dimension] of dimensions) {
    const { when } = dimension
    if (
      when !== undefined &&
      !(Object.hasOwn(configuration, when.parameter) && when.is.includes(configuration[when.parameter]))
    )
      continue
    configuration[name] = valueAt(dimension, openStream(seed, `tuning/${name}`).at(trial).uniform())
  }
  return configuration
}

function valueAt(dimension: Dimension, u: number): Value {
  if (dimension.kind === 'choice') return dimension.options[Math.floor(u * dimension.options.length)]
  const { kind, low, high, scale = 'linear' } = dimension
  // An integer owns the interval of half a unit on either side, on both scales.
  const half = kind === 'integer' ? 0.5 : 0
  const [from, to] = [low - half, high + half]
  const value = scale === 'log' ? from * (to / from) ** u : from + (to - from) * u
  return Math.min(high, Math.max(low, kind === 'integer' ? Math.round(value) : value))
}

function requireDimension(name: string, space: SearchSpace): void {
  const dimension = space[name]
  if (dimension.kind === 'choice') {
    if (dimension.options.length === 0)
      throw new RangeError(`search space: need options in "${name}", got none`)
  } else {
    const { kind, low, high, scale } = dimension
    const fits = kind === 'integer' ? Number.isSafeInteger : Number.isFinite
    if (!(fits(low) && fits(high) && low <= high))
      throw new RangeError(
        `search space: need ${kind === 'integer' ? 'whole' : 'finite'} low ≤ high in "${name}", got ${low} and ${high}`,
      )
    if (scale === 'log' && !(low > 0))
      throw new RangeError(`search space: need low > 0 on the log scale in "${name}", got ${low}`)
  }
  if (dimension.when !== undefined && !Object.hasOwn(space, dimension.when.parameter))
    throw new RangeError(
      `search space: need a dimension for "${name}" to depend on, got "${dimension.when.parameter}"`,
    )
}
