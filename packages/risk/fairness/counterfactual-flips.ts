/** What becomes of people when only their protected attribute changes. */
import type { Matrix } from '@pratibimba/learning/data'

export interface FlipOptions {
  /** Column of the matrix that is changed. */
  readonly column: number
  /** Values it is changed to, one after the other: codes of categories, or numbers. */
  readonly values: readonly number[]
  /** Score from which on the decision is 1; without it only scores are compared. */
  readonly threshold?: number
  /** How many of the most affected rows are named; default 10. */
  readonly worstRows?: number
}

export interface Flip {
  /** What the attribute is changed to. */
  readonly value: number
  /** Rows that had another value, missing ones included. */
  readonly rows: number
  /** Over those rows; null when there are none. */
  readonly meanAbsoluteChange: number | null
  readonly meanChange: number | null
  readonly largestAbsoluteChange: number | null
  /** Rows whose decision changes, from 0 to 1 and from 1 to 0; null without a threshold. */
  readonly flippedUp: number | null
  readonly flippedDown: number | null
  readonly shareFlipped: number | null
}

export interface FlippedRow {
  readonly row: number
  readonly from: number
  readonly to: number
  readonly before: number
  readonly after: number
}

export interface CounterfactualFlips {
  readonly flips: readonly Flip[]
  /** Rows whose score changes under some flip, and as a share of all rows. */
  readonly rowsAffected: number
  readonly shareAffected: number
  /** Rows whose decision changes under some flip, as a share of all rows; null without a threshold. */
  readonly shareFlipped: number | null
  /** The largest changes, one per row, the largest first; ties by row number. */
  readonly worst: readonly FlippedRow[]
}

/**
 * Scores every row as it is and with its protected attribute changed to each of the values, all else equal.
 *
 * It finds what a model reads from the attribute itself. That other columns stand in for it goes unseen; for that there
 * are the metrics by group.
 *
 * @param score answers one score per row, shape [rows]; it must not keep the matrix
 * @throws RangeError when the column or the values do not fit, or a score is missing or not finite
 * @see docs/methods/fairness.md
 */
export async function counterfactualFlips(
  matrix: Matrix,
  score: (matrix: Matrix) => Float64Array | Promise<Float64Array>,
  options: FlipOptions,
): Promise<CounterfactualFlips> {
  const { column, values, threshold, worstRows = 10 } = options
  const { rows } = matrix
  if (rows === 0) throw new RangeError('counterfactualFlips: need at least one row, got none')
  if (!(Number.isInteger(column) && column >= 0 && column < matrix.columns.length))
    throw new RangeError(
      `counterfactualFlips: need a column from 0 to ${matrix.columns.length - 1}, got ${column}`,
    )
  if (values.length === 0 || !values.every(Number.isFinite))
    throw new RangeError(`counterfactualFlips: need finite values to change to, got [${values.join(', ')}]`)
  const actual = matrix.columns[column]
  const before = checked(await score(matrix), rows)
  const largest = new Float64Array(rows)
  const largestTo = new Float64Array(rows)
  const largestAfter = new Float64Array(rows)
  const flipped = new Uint8Array(rows)
  const flips: Flip[] = []
  for (const value of values) {
    const columns = matrix.columns.slice()
    columns[column] = new Float64Array(rows).fill(value)
    const after = checked(await score({ rows, columns }), rows)
    let [changed, sum, absolute, most, up, down] = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < rows; i++) {
      if (actual[i] === value) continue
      changed++
      const change = after[i] - before[i]
      const size = Math.abs(change)
      sum += change
      absolute += size
      most = Math.max(most, size)
      if (size > largest[i]) {
        largest[i] = size
        largestTo[i] = value
        largestAfter[i] = after[i]
      }
      if (threshold !== undefined && before[i] >= threshold !== after[i] >= threshold) {
        if (after[i] >= threshold) up++
        else down++
        flipped[i] = 1
      }
    }
    flips.push({
      value,
      rows: changed,
      meanAbsoluteChange: changed === 0 ? null : absolute / changed,
      meanChange: changed === 0 ? null : sum / changed,
      largestAbsoluteChange: changed === 0 ? null : most,
      flippedUp: threshold === undefined ? null : up,
      flippedDown: threshold === undefined ? null : down,
      shareFlipped: threshold === undefined || changed === 0 ? null : (up + down) / changed,
    })
  }
  const affected = [...largest.keys()].filter((row) => largest[row] > 0)
  return {
    flips,
    rowsAffected: affected.length,
    shareAffected: affected.length / rows,
    shareFlipped: threshold === undefined ? null : flipped.reduce((sum, each) => sum + each, 0) / rows,
    worst: affected
      .sort((a, b) => largest[b] - largest[a] || a - b)
      .slice(0, worstRows)
      .map((row) => ({
        row,
        from: actual[row],
        to: largestTo[row],
        before: before[row],
        after: largestAfter[row],
      })),
  }
}

function checked(scores: Float64Array, rows: number): Float64Array {
  if (scores.length !== rows)
    throw new RangeError(`counterfactualFlips: need ${rows} scores, got ${scores.length}`)
  const wrong = scores.findIndex((score) => !Number.isFinite(score))
  if (wrong >= 0)
    throw new RangeError(`counterfactualFlips: need finite scores, got ${scores[wrong]} in row ${wrong}`)
  // The scorer may hand out the same array every time.
  return scores.slice()
}
