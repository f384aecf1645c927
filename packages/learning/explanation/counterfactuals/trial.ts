/** Changed rows of one search: made, checked, scored, compared. */
import type { Matrix } from '../../data/index.ts'
import { type ScoringFunction, scored } from '../population/index.ts'
import { follow, type Limits, violation } from './constraints.ts'
import type { Wanted } from './counterfactual.ts'
import type { NearestRow } from './nearest-row.ts'

/** A changed row. */
export interface Trial {
  readonly values: Float64Array
  /** Inputs that were changed, ascending, without those that follow. */
  readonly moved: readonly number[]
  readonly score: number
  /** From the wanted scores, ≥ 0; 0 when the row has one. */
  readonly gap: number
  /** Σ cost · |change| / scale. */
  readonly distance: number
  /** Distance and what every changed input costs by itself. */
  readonly cost: number
}

export class Trials {
  readonly limits: Limits
  readonly row: Float64Array
  readonly start: Trial
  /** Rows that were scored so far. */
  scoredRows = 0
  /** The trial of the least gap. */
  closest: Trial | undefined
  readonly #score: ScoringFunction
  readonly #wanted: Wanted
  readonly #sparsity: number
  readonly #nearest: NearestRow | undefined
  readonly #budget: number
  readonly #logOdds: boolean

  constructor(
    score: ScoringFunction,
    limits: Limits,
    row: Float64Array,
    wanted: Wanted,
    { sparsity, budget, nearest }: { sparsity: number; budget: number; nearest: NearestRow | undefined },
  ) {
    this.#score = score
    this.limits = limits
    this.row = row
    this.#wanted = wanted
    this.#sparsity = sparsity
    this.#budget = budget
    this.#nearest = nearest
    const own = this.#scores([row])[0]
    // Gaps between probabilities are compared in log-odds, in which changes add up.
    this.#logOdds = [own, wanted.atLeast ?? own, wanted.below ?? own].every((x) => x >= 0 && x <= 1)
    this.start = { values: row, moved: [], score: own, gap: this.gapOf(own), distance: 0, cost: 0 }
  }

  get exhausted(): boolean {
    return this.scoredRows >= this.#budget
  }

  /**
   * Scores changes of trials; those that are not allowed are left out, as is all beyond the budget.
   *
   * @param changes a trial, an input of it, and its new value; the row's own takes a change back
   */
  of(changes: readonly (readonly [Trial, input: number, value: number])[]): readonly Trial[] {
    const made: { values: Float64Array; moved: readonly number[] }[] = []
    for (const [{ values, moved }, input, value] of changes) {
      if (made.length + this.scoredRows >= this.#budget) break
      const next = values.slice()
      next[input] = value
      follow(this.limits, this.row, next)
      if (violation(this.limits, this.row, next) !== undefined) continue
      const back = Object.is(value, this.row[input]) || value === this.row[input]
      const others = moved.filter((other) => other !== input)
      made.push({ values: next, moved: back ? others : [...others, input].sort((a, b) => a - b) })
    }
    const scores = this.#scores(made.map(({ values }) => values))
    return made.map(({ values, moved }, i) => {
      const { distance, changed } = this.#distance(values)
      const gap = this.gapOf(scores[i])
      const trial = {
        values,
        moved,
        score: scores[i],
        gap: gap > 0 ? gap : this.#isNear(values) ? 0 : Number.MIN_VALUE,
        distance,
        cost: distance + this.#sparsity * changed,
      }
      if (moved.length > 0 && (this.closest === undefined || trial.gap < this.closest.gap))
        this.closest = trial
      return trial
    })
  }

  /** Of a score from those wanted; 0 inside. */
  gapOf(score: number): number {
    const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = this.#wanted
    if (score >= atLeast && score < below) return 0
    const edge = score < atLeast ? atLeast : below
    return Math.max(Number.MIN_VALUE, Math.abs(this.#place(score) - this.#place(edge)))
  }

  distanceToData(values: Float64Array): number | undefined {
    return this.#nearest?.distance(values)
  }

  #place(score: number): number {
    if (!this.#logOdds) return score
    const p = Math.min(1 - 1e-12, Math.max(1e-12, score))
    return Math.log(p / (1 - p))
  }

  #isNear(values: Float64Array): boolean {
    return this.#nearest === undefined || this.#nearest.distance(values) <= this.#nearest.most
  }

  #distance(values: Float64Array): { distance: number; changed: number } {
    let distance = 0
    let changed = 0
    for (let input = 0; input < values.length; input++) {
      const from = this.row[input]
      const to = values[input]
      if (Object.is(from, to) || from === to) continue
      const { category, cost, scale } = this.limits.inputs[input]
      changed++
      distance += cost * (category || Number.isNaN(from) ? 1 : Math.abs(to - from) / scale)
    }
    return { distance, changed }
  }

  #scores(rows: readonly Float64Array[]): Float64Array {
    if (rows.length === 0) return new Float64Array(0)
    this.scoredRows += rows.length
    const columns = Array.from(this.row, (_, input) => Float64Array.from(rows, (row) => row[input]))
    const matrix: Matrix = { rows: rows.length, columns }
    return scored('counterfactuals', this.#score, matrix)
  }
}
