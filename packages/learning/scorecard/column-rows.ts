/** Which rows of a column are regular values, and the weight of both classes among the others. */
import type { Feature } from '../data/index.ts'
import type { SpecialCode } from './binning-parameters.ts'

export interface ClassWeights {
  nonEvents: number
  events: number
}

export interface ColumnRows {
  /** Rows with a regular value, ascending. */
  readonly clean: Uint32Array
  readonly specials: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly ofSpecial: readonly ClassWeights[]
  readonly ofMissing: ClassWeights
  /** Categories coded as unknown. */
  readonly ofUnknown: ClassWeights
  readonly totalWeight: number
  /** Whether every weight is a whole number, so that weights can be counted like rows. */
  readonly wholeWeights: boolean
}

/** Beyond the largest 32-bit number the tree cannot read a value. */
const LARGEST = 3.4028234e38

/** @throws RangeError naming the column and row of a value or label that cannot be read, or of a wrong length */
export function splitRows(
  feature: Feature,
  values: Float64Array,
  label: Float64Array,
  weight: Float64Array | undefined,
  codes: readonly SpecialCode[],
): ColumnRows {
  const n = values.length
  requireOutcome(feature.name, n, label, weight)
  const specials = codes.map(({ name, values: own }) => ({
    name,
    values: own.flatMap((v) => code(feature, v)),
  }))
  const specialOf = new Map(
    specials.flatMap((special, s) => special.values.map((value) => [value, s] as const)),
  )
  const none = (): ClassWeights => ({ nonEvents: 0, events: 0 })
  const ofSpecial = specials.map(none)
  const ofMissing = none()
  const ofUnknown = none()
  const clean = new Uint32Array(n)
  const isCategory = feature.kind === 'category'
  const levels = feature.categories?.length ?? Number.POSITIVE_INFINITY
  let cleanCount = 0
  let totalWeight = 0
  let wholeWeights = true
  for (let i = 0; i < n; i++) {
    const value = values[i]
    const w = weight === undefined ? 1 : weight[i]
    totalWeight += w
    if (wholeWeights && w !== Math.floor(w)) wholeWeights = false
    let to: ClassWeights | undefined
    if (Number.isNaN(value)) to = ofMissing
    else if (specialOf.size > 0 && specialOf.has(value)) to = ofSpecial[specialOf.get(value)!]
    else if (isCategory) {
      if (!Number.isInteger(value) || value < -1 || value >= levels)
        throw new RangeError(
          `binColumn: need category codes -1 … ${levels - 1} in ${feature.name}, got ${value} in row ${i}`,
        )
      if (value === -1) to = ofUnknown
    } else if (!(Math.abs(value) <= LARGEST))
      throw new RangeError(
        `binColumn: need values within ±${LARGEST} in ${feature.name}, got ${value} in row ${i}; NaN is missing`,
      )
    if (to === undefined) clean[cleanCount++] = i
    else if (label[i] === 1) to.events += w
    else to.nonEvents += w
  }
  return {
    clean: clean.slice(0, cleanCount),
    specials,
    ofSpecial,
    ofMissing,
    ofUnknown,
    totalWeight,
    wholeWeights,
  }
}

/**
 * Holds a binary outcome to its rules: 0 or 1, weights ≥ 0, both classes present with some weight.
 *
 * @throws RangeError naming the first row that does not
 */
export function requireOutcome(name: string, n: number, label: Float64Array, weight?: Float64Array): void {
  if (label.length !== n) throw new RangeError(`${name}: need ${n} labels, got ${label.length}`)
  if (weight !== undefined && weight.length !== n)
    throw new RangeError(`${name}: need ${n} weights, got ${weight.length}`)
  let events = 0
  let nonEvents = 0
  for (let i = 0; i < n; i++) {
    const w = weight === undefined ? 1 : weight[i]
    if (!(w >= 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: need finite weights >= 0, got ${w} in row ${i}`)
    if (label[i] === 1) events += w
    else if (label[i] === 0) nonEvents += w
    else throw new RangeError(`${name}: need labels 0 or 1, got ${label[i]} in row ${i}`)
  }
  if (!(events > 0 && nonEvents > 0))
    throw new RangeError(
      `${name}: need rows of both labels, got a weight of ${nonEvents} for 0 and ${events} for 1`,
    )
}

function code(feature: Feature, value: number | string): readonly number[] {
  if (feature.kind === 'number') return typeof value === 'number' ? [value] : []
  const found = feature.categories?.indexOf(String(value)) ?? -1
  return found < 0 ? [] : [found]
}
