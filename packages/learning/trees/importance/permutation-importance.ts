/** What a model loses when it can no longer tell whose value is whose. */
import { normalQuantile } from '@pratibimba/numerics/distributions'
import { openStream, shuffle } from '@pratibimba/numerics/random'
import type { LabelledMatrix } from '../../data/index.ts'
import type { Estimate } from '../../metrics/index.ts'
import { inputsOf, type Model, outputsOf, scaleOf } from '../../models/index.ts'
import { lossMeasure, type PermutationMetric } from './row-losses.ts'

export interface PermutationOptions {
  /** Integer in [0, 2⁵³ − 1]. */
  readonly seed: number
  /** Shuffles per input. Default 10. */
  readonly repeats?: number
  /** Default: AUC; log-loss for several classes, squared error for a regression. */
  readonly metric?: PermutationMetric
  /** Names of inputs that are shuffled together, so that what one could tell for another is lost too. */
  readonly groups?: readonly (readonly string[])[]
  /** Level of the intervals, in (0, 1). Default .95. */
  readonly confidence?: number
  readonly signal?: AbortSignal
  /** Called with the share of work done, 0 … 1. */
  onProgress?(share: number): void
}

export interface PermutationDrop {
  /** Inputs that were shuffled together. */
  readonly features: readonly string[]
  /** Mean loss of the metric over the repeats; its interval is that of other rows and other shuffles. */
  readonly drop: Estimate
  /** Standard deviation over the repeats: of the shuffles alone. */
  readonly deviation: number
}

/**
 * Shuffles the values of an input over the rows, and measures what the model loses.
 *
 *   drop = mean over repeats of [ loss(shuffled) − loss ],  loss = 1 − AUC, log-loss or squared error
 *
 * The interval is that of paired rows: of an AUC by DeLong's deviations, averaged over the repeats.
 *
 * @param data rows of any choice with both outcomes; held-out ones tell what generalises, those of training what was learnt
 * @returns in the order of the inputs; a group stands where its first one does
 * @throws RangeError when data or options do not fit; the signal's reason when stopped
 * @see Breiman 2001, "Random forests"; Fisher, Rudin, Dominici 2019
 * @see docs/methods/feature-importance.md
 */
export function permutationImportance(
  model: Model,
  data: LabelledMatrix,
  { seed, repeats = 10, confidence = 0.95, ...options }: PermutationOptions,
): readonly PermutationDrop[] {
  const inputs = inputsOf(model)
  if (!(Number.isInteger(repeats) && repeats >= 1))
    throw new RangeError(`permutationImportance: need an integer repeats ≥ 1, got ${repeats}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`permutationImportance: need confidence in (0, 1), got ${confidence}`)
  if (data.columns.length !== inputs.length)
    throw new RangeError(
      `permutationImportance: need a column for each of ${inputs.length} inputs, got ${data.columns.length}`,
    )
  const groups = groupsOf(
    inputs.map(({ name }) => name),
    options.groups ?? [],
  )
  const measure = lossMeasure(options.metric ?? naturalMetric(model), model, data)
  const before = measure.of(model, data)
  const stream = openStream(seed, 'permutation-importance')
  const z = normalQuantile(0.5 + confidence / 2)

  return groups.map((members, g) => {
    const differences = new Float64Array(data.rows)
    const drops = new Float64Array(repeats)
    for (let repeat = 0; repeat < repeats; repeat++) {
      options.signal?.throwIfAborted()
      options.onProgress?.((g + repeat / repeats) / groups.length)
      const order = shuffle(
        Uint32Array.from({ length: data.rows }, (_, row) => row),
        stream.at(members[0] * 2 ** 20 + repeat),
      )
      const columns = data.columns.slice()
      for (const member of members) {
        const own = data.columns[member]
        columns[member] = Float64Array.from(order, (row) => own[row])
      }
      const after = measure.of(model, { ...data, columns })
      drops[repeat] = after.mean - before.mean
      for (let row = 0; row < data.rows; row++)
        differences[row] += (after.rows[row] - before.rows[row]) / repeats
    }
    const value = drops.reduce((sum, drop) => sum + drop, 0) / repeats
    const squares = drops.reduce((sum, drop) => sum + (drop - value) ** 2, 0)
    const reach = z * measure.standardError(differences)
    return {
      features: members.map((member) => inputs[member].name),
      drop: { value, lower: value - reach, upper: value + reach },
      deviation: Math.sqrt(squares / Math.max(1, repeats - 1)),
    }
  })
}

function naturalMetric(model: Model): PermutationMetric {
  if (outputsOf(model) > 1) return 'log-loss'
  return scaleOf(model) === 'value' ? 'squared-error' : 'auc'
}

/** Indices of inputs that go together; those in no group go alone. */
function groupsOf(
  names: readonly string[],
  groups: readonly (readonly string[])[],
): readonly (readonly number[])[] {
  const groupOf = new Map<number, number[]>()
  for (const group of groups) {
    const members: number[] = []
    for (const name of group) {
      const input = names.indexOf(name)
      if (input < 0)
        throw new RangeError(`permutationImportance: need groups of the model's inputs, got "${name}"`)
      if (groupOf.has(input))
        throw new RangeError(`permutationImportance: need each input in one group, got "${name}" in two`)
      groupOf.set(input, members)
      members.push(input)
    }
    members.sort((a, b) => a - b)
  }
  return names.flatMap((_, input) => {
    const members = groupOf.get(input) ?? [input]
    return members[0] === input ? [members] : []
  })
}
