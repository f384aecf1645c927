/** From contributions of inputs to a short list of reasons. */
import type { Feature } from '../../data/index.ts'
import {
  defaultWording,
  type ReasonDirection,
  type ReasonEntry,
  type ReasonTable,
  wordingOf,
} from './reason-table.ts'

export interface ReasonInput {
  readonly input: number
  readonly name: string
  readonly direction: ReasonDirection
  /** To the adverse side; negative where the input spoke for the person. */
  readonly contribution: number
}

export interface Reason {
  readonly code: string
  readonly text: string
  /** Where the text comes from: the table, or the input's name. */
  readonly wording: 'table' | 'default'
  /** Sum over the inputs, to the adverse side, > 0. */
  readonly contribution: number
  /** Of all that moved the score to the adverse side, the inputs that may not be named included. */
  readonly share: number
  /** Largest first. */
  readonly inputs: readonly ReasonInput[]
}

export interface RowReasons {
  /** Largest first; empty when nothing moved the score to the adverse side. */
  readonly reasons: readonly Reason[]
  /** Inputs that may not be named and moved the score to the adverse side: the model is to be reviewed. */
  readonly withheld: readonly ReasonInput[]
  readonly notice?: string
}

interface Group {
  readonly code: string
  readonly entry: ReasonEntry | undefined
  readonly inputs: readonly number[]
}

export interface ReasonGroups {
  readonly groups: readonly Group[]
  readonly withheld: readonly number[]
}

/** Contributions closer than this share of the largest are equal. */
const EQUAL = 1e-10
/** What rounding leaves where nothing moved. */
const NOTHING = 1e-12

/**
 * Inputs by reason: the table's in its order, then each input without an entry, in the model's.
 *
 * @throws RangeError when an input that may not be named is not one of the model's
 */
export function groupInputs(
  features: readonly Feature[],
  table: ReasonTable,
  unnamed: readonly string[],
): ReasonGroups {
  for (const name of unnamed)
    if (!features.some((feature) => feature.name === name))
      throw new RangeError(`reasons: need an input of the model as not to be named, got ${name}`)
  const withheld = features.flatMap(({ name }, input) => (unnamed.includes(name) ? input : []))
  const free = features
    .map(({ name }, input) => ({ name, input }))
    .filter(({ input }) => !withheld.includes(input))
  const ofTable = table.reasons.map((entry) => ({
    code: entry.code,
    entry,
    inputs: free.filter(({ name }) => entry.inputs.includes(name)).map(({ input }) => input),
  }))
  const taken = new Set(ofTable.flatMap(({ inputs }) => inputs))
  const others = free
    .filter(({ input }) => !taken.has(input))
    .map(({ name, input }) => ({ code: `input:${name}`, entry: undefined, inputs: [input] }))
  return { groups: [...ofTable.filter(({ inputs }) => inputs.length > 0), ...others], withheld }
}

/**
 * Reasons of one row.
 *
 * @param adverse contribution of each input to the adverse side, shape [inputs]
 * @param directions how each input's value lies, asked for those that are named
 */
export function rankReasons(
  features: readonly Feature[],
  { groups, withheld }: ReasonGroups,
  adverse: Float64Array,
  directions: (input: number) => ReasonDirection,
  most: number,
): RowReasons {
  const largest = adverse.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  // Ties within rounding fall to the order of the table; counted in whole units, "equal" is transitive.
  const unit = Math.max(EQUAL * largest, NOTHING)
  const sums = groups.map(({ inputs }) => inputs.reduce((sum, input) => sum + adverse[input], 0))
  const named = groups
    .map((group, place) => ({ group, place, sum: sums[place], rank: Math.round(sums[place] / unit) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.place - b.place)
  const described = (inputs: readonly number[]): readonly ReasonInput[] =>
    inputs
      .map((input) => ({
        input,
        name: features[input].name,
        direction: directions(input),
        contribution: adverse[input],
      }))
      .sort((a, b) => Math.round((b.contribution - a.contribution) / unit) || a.input - b.input)
  const hidden = described(withheld.filter((input) => adverse[input] > unit))
  const total =
    named.reduce((sum, { sum: own }) => sum + own, 0) +
    hidden.reduce((sum, { contribution }) => sum + contribution, 0)
  return {
    reasons: named.slice(0, most).map(({ group, sum }) => {
      const inputs = described(group.inputs)
      return { ...worded(features, group, inputs[0]), contribution: sum, share: sum / total, inputs }
    }),
    withheld: hidden,
    ...(hidden.length > 0 && {
      notice: `${hidden.length === 1 ? 'An input' : `${hidden.length} inputs`} that may not be named as a reason moved the score to the adverse side (${hidden.map(({ name }) => name).join(', ')}): the model should not read ${hidden.length === 1 ? 'it' : 'them'} without review.`,
    }),
  }
}

/** In the words for the input that weighs most. */
function worded(
  features: readonly Feature[],
  { code, entry }: Group,
  { input, direction }: ReasonInput,
): Pick<Reason, 'code' | 'text' | 'wording'> {
  const text = entry && wordingOf(entry, direction)
  return text === undefined
    ? { code, text: defaultWording(features[input], direction), wording: 'default' }
    : { code, text, wording: 'table' }
}
