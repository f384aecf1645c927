/** What may change, how far, and what changes with it. */
import { categoryHash, type Feature } from '../../data/index.ts'
import { type InputMarginal, isOnStep, quantileOf } from '../population/index.ts'

export interface InputConstraint {
  readonly input: string
  /** Default `any`. */
  readonly change?: 'any' | 'none' | 'up' | 'down'
  /** Numbers: of the changed value. */
  readonly min?: number
  readonly max?: number
  /** Numbers: changed values are multiples of it; 1 for whole numbers. The step of the training rows when absent. */
  readonly step?: number
  /** Categories: labels that may be moved to. */
  readonly allowed?: readonly string[]
  /** How hard a change is, > 0; default 1. */
  readonly cost?: number
  /** Whether a missing value may become a known one; default false. A known value never becomes missing. */
  readonly fillMissing?: boolean
}

export type LinkedRule =
  /** When `leader` changes by d, `input` changes by factor · d; it is not changed in any other way. Both known. */
  | {
      readonly kind: 'follows'
      readonly input: string
      readonly leader: string
      /** Default 1. */
      readonly factor?: number
      /** Only when the leader moves this way. */
      readonly only?: 'up' | 'down'
    }
  /** input ≤ factor · other + plus, wherever one of them changes and both are known; factor 1, plus 0 when absent. */
  | {
      readonly kind: 'at-most'
      readonly input: string
      readonly other: string
      readonly factor?: number
      readonly plus?: number
    }

export interface CounterfactualConstraints {
  readonly inputs?: readonly InputConstraint[]
  readonly rules?: readonly LinkedRule[]
}

/** The constraints of one input, with what the training rows say. */
export interface InputLimits {
  readonly name: string
  readonly category: boolean
  readonly up: boolean
  readonly down: boolean
  /** Whether it changes only as a rule says. */
  readonly follower: boolean
  /** Of changed values. */
  readonly low: number
  readonly high: number
  readonly step: number
  /** Of followers, null unless asked for: they go where the leader takes them. */
  readonly checkedStep: number | null
  /** Categories that may be moved to, most frequent first. */
  readonly codes: readonly number[]
  readonly cost: number
  readonly scale: number
  readonly fillMissing: boolean
}

type Rule =
  | { kind: 'follows'; input: number; leader: number; factor: number; only?: 'up' | 'down' }
  | { kind: 'at-most'; input: number; other: number; factor: number; plus: number }

export interface Limits {
  readonly inputs: readonly InputLimits[]
  readonly rules: readonly Rule[]
}

/**
 * @param range shares of the training rows between whose quantiles changed numbers stay
 * @throws RangeError naming the input and what is wrong with its constraint
 */
export function limitsOf(
  features: readonly Feature[],
  marginals: readonly InputMarginal[],
  { inputs = [], rules = [] }: CounterfactualConstraints,
  range: readonly [number, number],
): Limits {
  const placeOf = new Map(features.map(({ name }, input) => [name, input]))
  const find = (name: string): number => {
    const input = placeOf.get(name)
    if (input === undefined)
      throw new RangeError(
        `counterfactuals: need an input of the model in constraints, got ${name}; there are ${[...placeOf.keys()].slice(0, 8).join(', ')}${placeOf.size > 8 ? ', …' : ''}`,
      )
    return input
  }
  const asked = new Map<number, InputConstraint>()
  for (const constraint of inputs) {
    const input = find(constraint.input)
    if (asked.has(input))
      throw new RangeError(`counterfactuals: need one constraint for ${constraint.input}, got two`)
    asked.set(input, constraint)
  }
  const resolved = rules.map((rule): Rule => {
    const places = [rule.input, rule.kind === 'follows' ? rule.leader : rule.other]
    const [input, other] = places.map(find)
    for (const place of [input, other])
      if (features[place].kind !== 'number')
        throw new RangeError(`counterfactuals: need numbers in rules, got category ${features[place].name}`)
    if (input === other)
      throw new RangeError(`counterfactuals: need two inputs in a rule, got ${rule.input} twice`)
    const factor = finite(rule.input, 'factor', rule.factor ?? 1)
    return rule.kind === 'follows'
      ? { kind: 'follows', input, leader: other, factor, ...(rule.only && { only: rule.only }) }
      : { kind: 'at-most', input, other, factor, plus: finite(rule.input, 'plus', rule.plus ?? 0) }
  })
  const followers = resolved.filter((rule) => rule.kind === 'follows').map(({ input }) => input)
  if (new Set(followers).size !== followers.length)
    throw new RangeError('counterfactuals: need one leader for an input that follows, got two')
  return {
    inputs: features.map((feature, input) =>
      limitsOfInput(
        feature,
        marginals[input],
        asked.get(input) ?? { input: feature.name },
        followers.includes(input),
        range,
      ),
    ),
    rules: inOrder(resolved),
  }
}

/** Why a changed row is not allowed; nothing when it is. */
export function violation(
  { inputs, rules }: Limits,
  row: Float64Array,
  values: Float64Array,
): string | undefined {
  for (let input = 0; input < inputs.length; input++) {
    if (Object.is(row[input], values[input]) || row[input] === values[input]) continue
    const reason = violationOfInput(inputs[input], row[input], values[input])
    if (reason !== undefined) return `${inputs[input].name} ${reason}`
  }
  for (const rule of rules) {
    if (rule.kind === 'follows') {
      const due = followed(rule, row, values)
      if (!Object.is(due, values[rule.input]) && Math.abs(due - values[rule.input]) > tolerance(due))
        return `${inputs[rule.input].name} does not follow ${inputs[rule.leader].name}`
      continue
    }
    const { input, other, factor, plus } = rule
    if (values[input] === row[input] && values[other] === row[other]) continue
    const most = factor * values[other] + plus
    if (values[input] > most + tolerance(most))
      return `${inputs[input].name} is above what ${inputs[other].name} allows`
  }
  return undefined
}

/** Moves what follows, in place. */
export function follow({ rules }: Limits, row: Float64Array, values: Float64Array): void {
  for (const rule of rules) if (rule.kind === 'follows') values[rule.input] = followed(rule, row, values)
}

function followed(rule: Extract<Rule, { kind: 'follows' }>, row: Float64Array, values: Float64Array): number {
  const moved = values[rule.leader] - row[rule.leader]
  const counts = rule.only === undefined || (rule.only === 'up' ? moved > 0 : moved < 0)
  if (!counts || moved === 0 || Number.isNaN(moved)) return row[rule.input]
  return row[rule.input] + rule.factor * moved
}

function violationOfInput(limits: InputLimits, from: number, to: number): string | undefined {
  if (Number.isNaN(to)) return 'may not become missing'
  if (Number.isNaN(from) && !limits.fillMissing) return 'is missing and stays so'
  if (!limits.up && !limits.down) return 'may not change'
  if (limits.category) return limits.codes.includes(to) ? undefined : 'may not become that category'
  if (to > from && !limits.up) return 'may not rise'
  if (to < from && !limits.down) return 'may not fall'
  if (to < limits.low - tolerance(limits.low)) return 'is below its range'
  if (to > limits.high + tolerance(limits.high)) return 'is above its range'
  if (limits.checkedStep !== null && !isOnStep(to, limits.checkedStep)) return 'is between its steps'
  return undefined
}

function tolerance(value: number): number {
  return 1e-9 * Math.max(1, Math.abs(value))
}

function limitsOfInput(
  feature: Feature,
  marginal: InputMarginal,
  asked: InputConstraint,
  follower: boolean,
  [from, to]: readonly [number, number],
): InputLimits {
  const { name } = feature
  const { change = 'any', cost = 1, fillMissing = false } = asked
  if (!(cost > 0 && cost < Number.POSITIVE_INFINITY))
    throw new RangeError(`counterfactuals: need a cost > 0 of ${name}, got ${cost}`)
  const category = marginal.kind === 'category'
  const wrong = category
    ? (['min', 'max', 'step'] as const).find((key) => asked[key] !== undefined)
    : asked.allowed && 'allowed'
  if (wrong !== undefined)
    throw new RangeError(`counterfactuals: need no ${wrong} for ${feature.kind} ${name}, got one`)
  if (category && (change === 'up' || change === 'down'))
    throw new RangeError(`counterfactuals: need any or none as change of category ${name}, got ${change}`)
  if (asked.step !== undefined && !(asked.step > 0))
    throw new RangeError(`counterfactuals: need a step > 0 of ${name}, got ${asked.step}`)
  const known = marginal.kind === 'number' && marginal.quantiles.length > 0
  const low = asked.min ?? (known ? quantileOf(marginal, from) : Number.NEGATIVE_INFINITY)
  const high = asked.max ?? (known ? quantileOf(marginal, to) : Number.POSITIVE_INFINITY)
  if (
    !(finite(name, 'min', asked.min ?? 0) <= finite(name, 'max', asked.max ?? Number.MAX_VALUE)) &&
    asked.min !== undefined
  )
    throw new RangeError(`counterfactuals: need min <= max of ${name}, got ${asked.min} and ${asked.max}`)
  return {
    name,
    category,
    follower,
    up: change === 'any' || change === 'up',
    down: change === 'any' || change === 'down',
    low,
    high,
    step: asked.step ?? (marginal.kind === 'number' ? marginal.step : 1),
    checkedStep: asked.step ?? (follower || marginal.kind !== 'number' ? null : marginal.step),
    codes: marginal.kind === 'category' ? codesOf(feature, marginal, asked.allowed) : [],
    cost,
    scale: marginal.kind === 'number' ? marginal.scale : 1,
    fillMissing,
  }
}

/** Known categories, those of the training rows by frequency first. */
function codesOf(
  feature: Feature,
  marginal: Extract<InputMarginal, { kind: 'category' }>,
  allowed: readonly string[] | undefined,
): readonly number[] {
  const seen = Array.from(marginal.codes).filter((code) => code >= 0)
  if (allowed === undefined) return seen
  const wanted = allowed.map((label) => {
    const code = feature.hashed ? categoryHash(label) : (feature.categories?.indexOf(label) ?? -1)
    if (code < 0)
      throw new RangeError(`counterfactuals: need known categories of ${feature.name}, got ${label}`)
    return code
  })
  return [...seen.filter((code) => wanted.includes(code)), ...wanted.filter((code) => !seen.includes(code))]
}

/** Leaders before what follows them. */
function inOrder(rules: readonly Rule[]): readonly Rule[] {
  const follows = rules.filter((rule) => rule.kind === 'follows')
  const ordered: Rule[] = []
  while (ordered.length < follows.length) {
    const next = follows.find(
      (rule) =>
        !ordered.includes(rule) &&
        !follows.some((other) => other.input === rule.leader && !ordered.includes(other)),
    )
    if (next === undefined) throw new RangeError('counterfactuals: need rules without a circle, got one')
    ordered.push(next)
  }
  return [...ordered, ...rules.filter((rule) => rule.kind !== 'follows')]
}

function finite(name: string, what: string, value: number): number {
  if (!Number.isFinite(value))
    throw new RangeError(`counterfactuals: need a finite ${what} of ${name}, got ${value}`)
  return value
}
