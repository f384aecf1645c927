/** Reasons from a scorecard's points: what was not earned. */
import type { Matrix } from '../../data/index.ts'
import type { ScorecardModel } from '../../scorecard/index.ts'
import { pointsLost } from '../linear/index.ts'
import { groupInputs, type RowReasons, rankReasons } from './rank-reasons.ts'
import type { ReasonDirection } from './reason-table.ts'
import { type ReasonTable, reasonTable } from './reason-table.ts'

export interface ScorecardReasonOptions {
  /** What points are lost against: the best bin of each attribute, or the average applicant (default). */
  readonly yardstick?: 'best' | 'mean'
  /** Reasons of a row, at most; default 4. */
  readonly most?: number
  /** Inputs that are never named: protected ones. */
  readonly unnamed?: readonly string[]
}

/**
 * Reasons by points lost; contributions are in points.
 *
 * A number is high where the bins below its own earn more on average than those above, low otherwise: what would earn points
 * is the other way.
 *
 * @param matrix columns in the order of `model.inputs`
 * @returns one per row
 * @throws RangeError when the table, an option or the matrix cannot be
 * @see docs/methods/reason-codes.md
 */
export function scorecardReasons(
  model: ScorecardModel,
  matrix: Matrix,
  table: ReasonTable,
  { yardstick = 'mean', most = 4, unnamed = [] }: ScorecardReasonOptions = {},
): readonly RowReasons[] {
  if (!(Number.isInteger(most) && most >= 1)) throw new RangeError(`reasons: need most >= 1, got ${most}`)
  const groups = groupInputs(model.inputs, reasonTable(table), unnamed)
  const lost = pointsLost(model, matrix, yardstick)
  return Array.from({ length: matrix.rows }, (_, row) => {
    const own = new Float64Array(model.inputs.length)
    for (const { input, lost: points } of lost) own[input] += points[row]
    const direction = (input: number) => directionOf(model, input, matrix.columns[input][row])
    return rankReasons(model.inputs, groups, own, direction, most)
  })
}

function directionOf(model: ScorecardModel, input: number, value: number): ReasonDirection {
  if (Number.isNaN(value)) return 'missing'
  if (model.inputs[input].kind === 'category') return 'category'
  const attribute = model.attributes.find((one) => one.input === input)
  if (attribute === undefined) return 'high'
  const { splits, bins } = attribute.binned
  const own = splits.filter((split) => split <= value).length
  const meanOf = (from: number, to: number): number => {
    let points = 0
    let share = 0
    for (let bin = from; bin < to; bin++) {
      points += bins[bin].share * attribute.points[bin]
      share += bins[bin].share
    }
    return share > 0 ? points / share : Number.NEGATIVE_INFINITY
  }
  return meanOf(0, own) > meanOf(own + 1, splits.length + 1) ? 'high' : 'low'
}
