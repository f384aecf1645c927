/** Finds counterfactuals for rows, and returns none that the scoring function itself has not confirmed. */
import type { Feature, Matrix } from '../../data/index.ts'
import { type InputMarginal, type ScoringFunction, scored } from '../population/index.ts'
import { candidatesOf } from './candidate-values.ts'
import { type CounterfactualConstraints, limitsOf, violation } from './constraints.ts'
import type { Counterfactual, CounterfactualChange, CounterfactualResult, Wanted } from './counterfactual.ts'
import { nearestRow } from './nearest-row.ts'
import { minimalSets, search } from './search.ts'
import { shorten } from './shorten.ts'
import { type Trial, Trials } from './trial.ts'

export interface CounterfactualOptions {
  /** Counterfactuals, at most; no two change the same inputs. */
  readonly most: number
  /** Inputs of one that change, at most, without those that follow. */
  readonly mostChanges: number
  /** What each changed input costs beside its distance; distances are in scales of the input, ≥ 0. */
  readonly sparsity: number
  /** Changed numbers stay between these quantiles of the training rows, unless `min` and `max` say otherwise. */
  readonly range: readonly [number, number]
  /** Rows that may be scored. */
  readonly budget: number
  /** Real rows that a counterfactual must be near to, by Gower's distance. */
  readonly near?: { readonly rows: Matrix; readonly most: number }
}

export const defaultCounterfactuals: CounterfactualOptions = {
  most: 3,
  mostChanges: 4,
  sparsity: 0.5,
  range: [0.01, 0.99],
  budget: 20_000,
}

/** Rounds of searching for one row. */
const MOST_SEARCHES = 5

export interface CounterfactualFinder {
  /**
   * The same for the same row, whatever was asked before.
   *
   * @throws RangeError when the matrix does not have the inputs or the row, or nothing or nothing possible is wanted
   */
  find(matrix: Matrix, row: number, wanted: Wanted): CounterfactualResult
}

/**
 * Prepares the search for counterfactuals of a scoring function.
 *
 * @param marginals `inputMarginals` of the training rows
 * @param splits    `splitValuesOf(model)`: where the score can change; quantiles are tried without
 * @throws RangeError naming a constraint or option that cannot be
 * @see docs/methods/counterfactuals.md
 */
export function counterfactualFinder(
  score: ScoringFunction,
  features: readonly Feature[],
  marginals: readonly InputMarginal[],
  constraints: CounterfactualConstraints = {},
  options: Partial<CounterfactualOptions> & { readonly splits?: readonly Float64Array[] } = {},
): CounterfactualFinder {
  const asked = { ...defaultCounterfactuals, ...options }
  checkOptions(asked, features, marginals)
  const limits = limitsOf(features, marginals, constraints, asked.range)
  const nearest = asked.near && nearestRow(asked.near.rows, marginals, asked.near.most)
  return {
    find(matrix, rowNumber, wanted) {
      const row = rowOf(matrix, rowNumber, features.length)
      checkWanted(wanted)
      const trials = new Trials(score, limits, row, wanted, { ...asked, nearest })
      const answer = { score: trials.start.score, counterfactuals: [] }
      if (trials.start.gap === 0) return { ...answer, outcome: 'already', scoredRows: trials.scoredRows }
      const candidates = candidatesOf(limits, marginals, asked.splits, row)
      const found = findSets(trials, candidates, asked)
      const counterfactuals = verified(score, features, trials, found)
      if (counterfactuals.length > 0)
        return { ...answer, outcome: 'found', counterfactuals, scoredRows: trials.scoredRows }
      const { closest } = trials
      return {
        ...answer,
        outcome: 'none',
        ...(closest && {
          closest: { score: closest.score, changes: changesOf(features, row, closest.values, limits) },
        }),
        scoredRows: trials.scoredRows,
        note: noteOf(trials, asked),
      }
    },
  }
}

/**
 * Searches, and while sets are lacking, again without one input of what was found: a tree of what is left alone, after
 * Reiter's for hitting sets, breadth first.
 */
function findSets(
  trials: Trials,
  candidates: ReturnType<typeof candidatesOf>,
  { most, mostChanges }: CounterfactualOptions,
): readonly Trial[] {
  let found: readonly Trial[] = []
  const waiting: ReadonlySet<number>[] = [new Set()]
  for (let searches = 0; searches < MOST_SEARCHES && found.length < most && !trials.exhausted; searches++) {
    const banned = waiting.shift()
    if (banned === undefined) break
    const more = search(trials, { candidates, mostChanges, sets: most, banned })
    const shortened = more.slice(0, most + 1).map((trial) => shorten(trials, trial, candidates))
    found = minimalSets([...found, ...shortened])
    for (const input of minimalSets(shortened)[0]?.moved ?? []) waiting.push(new Set([...banned, input]))
  }
  return found.slice(0, most)
}

/** Scores what was found once more, all together, and holds it against the constraints; what fails is not returned. */
function verified(
  score: ScoringFunction,
  features: readonly Feature[],
  trials: Trials,
  found: readonly Trial[],
): readonly Counterfactual[] {
  if (found.length === 0) return []
  const columns = features.map((_, input) => Float64Array.from(found, ({ values }) => values[input]))
  const scores = scored('counterfactuals', score, { rows: found.length, columns })
  return found.flatMap(({ values, distance }, i) => {
    if (trials.gapOf(scores[i]) > 0 || violation(trials.limits, trials.row, values) !== undefined) return []
    const distanceToData = trials.distanceToData(values)
    return {
      values,
      changes: changesOf(features, trials.row, values, trials.limits),
      score: scores[i],
      distance,
      ...(distanceToData !== undefined && { distanceToData }),
    }
  })
}

function changesOf(
  features: readonly Feature[],
  row: Float64Array,
  values: Float64Array,
  { inputs }: Trials['limits'],
): readonly CounterfactualChange[] {
  return features.flatMap((feature, input) => {
    const from = row[input]
    const to = values[input]
    if (Object.is(from, to) || from === to) return []
    const text = `${feature.name}: ${textOf(feature, from)} → ${textOf(feature, to)}`
    return { input, name: feature.name, from, to, text, implied: inputs[input].follower }
  })
}

function textOf({ kind, categories }: Feature, value: number): string {
  if (Number.isNaN(value)) return 'missing'
  if (kind === 'category') return categories?.[value] ?? `category ${value}`
  return String(Number(value.toPrecision(12)))
}

function noteOf(trials: Trials, { mostChanges, budget, near }: CounterfactualOptions): string {
  if (trials.closest === undefined) return 'No input can be changed within the constraints.'
  const where = near === undefined ? '' : ' near enough to real rows'
  const searched = trials.exhausted ? `the budget of ${budget} rows` : `${trials.scoredRows} changed rows`
  return `None was found${where} with up to ${mostChanges} changes within ${searched}; that does not prove that there is none.`
}

function rowOf(matrix: Matrix, row: number, inputs: number): Float64Array {
  if (matrix.columns.length !== inputs)
    throw new RangeError(`counterfactuals: need ${inputs} columns, got ${matrix.columns.length}`)
  if (!(Number.isInteger(row) && row >= 0 && row < matrix.rows))
    throw new RangeError(`counterfactuals: need a row below ${matrix.rows}, got ${row}`)
  return Float64Array.from(matrix.columns, (column) => column[row])
}

function checkWanted({ atLeast, below }: Wanted): void {
  if (atLeast === undefined && below === undefined)
    throw new RangeError('counterfactuals: need atLeast or below, got neither')
  for (const bound of [atLeast, below])
    if (bound !== undefined && !Number.isFinite(bound))
      throw new RangeError(`counterfactuals: need finite scores to be wanted, got ${bound}`)
  if (atLeast !== undefined && below !== undefined && !(atLeast < below))
    throw new RangeError(`counterfactuals: need atLeast < below, got ${atLeast} and ${below}`)
}

function checkOptions(
  options: CounterfactualOptions & { readonly splits?: readonly Float64Array[] },
  features: readonly Feature[],
  marginals: readonly InputMarginal[],
): void {
  const { most, mostChanges, budget, sparsity, range, near, splits } = options
  for (const [name, given] of [
    ['marginals', marginals.length],
    ['splits', splits?.length ?? features.length],
    ['columns of near', near?.rows.columns.length ?? features.length],
  ] as const)
    if (given !== features.length)
      throw new RangeError(`counterfactuals: need ${features.length} ${name}, got ${given}`)
  for (const [name, value] of Object.entries({ most, mostChanges, budget }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`counterfactuals: need ${name} >= 1, got ${value}`)
  if (!(sparsity >= 0 && sparsity < Number.POSITIVE_INFINITY))
    throw new RangeError(`counterfactuals: need sparsity >= 0, got ${sparsity}`)
  if (!(range[0] >= 0 && range[0] < range[1] && range[1] <= 1))
    throw new RangeError(`counterfactuals: need a range within [0, 1], got ${range.join(' to ')}`)
  if (near !== undefined && !(near.most >= 0 && near.rows.rows > 0))
    throw new RangeError('counterfactuals: need near.most >= 0 and at least 1 row, got less')
}
