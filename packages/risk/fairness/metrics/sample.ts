/** The rows of one group, gathered: what a metric is computed from. */
import type { Favourable } from '../outcomes.ts'

export interface Sample {
  readonly rows: number
  /** 0 or 1, shape [rows]. */
  readonly label: Float64Array
  /** Shape [rows]; absent when all rows count alike. */
  readonly weight?: Float64Array
  readonly score?: Float64Array
  readonly probability?: Float64Array
  readonly favourableOutcome: Mass
  readonly everyOutcome: Mass
  /** Absent when nothing was decided. */
  readonly confusion?: Confusion
}

/** Decisions against outcomes; "positive" is what is good for the person. */
export type Cell = 'trueNegative' | 'falsePositive' | 'falseNegative' | 'truePositive'
type Confusion = Readonly<Record<Cell, Mass>>

interface Mass {
  /** Σw. */
  readonly weight: number
  /** Σw². */
  readonly squares: number
}

/** Columns to gather from, all of the same length. */
export interface SampleSource {
  readonly label: ArrayLike<number>
  /** 0 or 1, or the chance of 1. */
  readonly decision?: ArrayLike<number>
  readonly weight?: Float64Array
  readonly score?: Float64Array
  readonly probability?: Float64Array
}

/** Gathers the given rows. */
export function sampleOf(source: SampleSource, rows: ArrayLike<number>, favourable: Favourable): Sample {
  const take = (values: ArrayLike<number> | undefined): Float64Array | undefined => {
    if (values === undefined) return undefined
    const taken = new Float64Array(rows.length)
    for (let i = 0; i < taken.length; i++) taken[i] = values[rows[i]]
    return taken
  }
  const weight = take(source.weight)
  const label = take(source.label)!
  const decision = take(source.decision)
  return {
    rows: rows.length,
    label,
    weight,
    score: take(source.score ?? source.probability),
    probability: take(source.probability),
    favourableOutcome: massOf(weight, label, favourable.label),
    everyOutcome: massOf(weight, label),
    confusion: decision && confusionOf(label, decision, weight, favourable),
  }
}

const CELLS: readonly Cell[] = ['trueNegative', 'falsePositive', 'falseNegative', 'truePositive']

function confusionOf(
  label: Float64Array,
  decision: Float64Array,
  weight: Float64Array | undefined,
  favourable: Favourable,
): Confusion {
  const weights = new Float64Array(4)
  const squares = new Float64Array(4)
  for (let i = 0; i < label.length; i++) {
    const missed = label[i] === favourable.label ? 2 : 0
    // Where decisions are randomised a row counts in both cells by its chance.
    const favoured = favourable.decision === 1 ? decision[i] : 1 - decision[i]
    const w = weight === undefined ? 1 : weight[i]
    weights[missed] += w * (1 - favoured)
    squares[missed] += w * w * (1 - favoured)
    weights[missed + 1] += w * favoured
    squares[missed + 1] += w * w * favoured
  }
  return Object.fromEntries(
    CELLS.map((cell, i) => [cell, { weight: weights[i], squares: squares[i] }]),
  ) as unknown as Confusion
}

/** Mass of the rows, or of those with a given label. */
function massOf(weights: Float64Array | undefined, label: Float64Array, only?: 0 | 1): Mass {
  let weight = 0
  let squares = 0
  for (let i = 0; i < label.length; i++) {
    if (only !== undefined && label[i] !== only) continue
    const w = weights === undefined ? 1 : weights[i]
    weight += w
    squares += w * w
  }
  return { weight, squares }
}
