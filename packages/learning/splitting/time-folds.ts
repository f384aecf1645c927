/** Folds along time: what is held out is always later, or kept apart by more than its labels need. */
import { orderOf } from '@pratibimba/numerics/statistics'
import { type Fold, requireFolds, rowsWhere } from './fold.ts'

export interface TimeFoldOptions {
  /** `expanding` learns from everything before; `rolling` from the last `blocks` blocks. `expanding` when absent. */
  readonly window?: 'expanding' | 'rolling'
  /** Blocks that a rolling window learns from; 1 when absent. */
  readonly blocks?: number
  /** Rows less than this before the first held-out time are left out of learning, in the unit of `time`. */
  readonly gap?: number
  /** When each row's label was known; rows known only at or after the first held-out time do not learn. Shape [n]. */
  readonly labelEnd?: Float64Array
}

/**
 * Folds in the order of time: block k + 1 is held out, blocks before it learn. Equal times stay in one block.
 *
 * @param time  finite, in any unit, shape [n]
 * @param folds number of held-out blocks, ≥ 2; time is cut into one block more, of about equal rows
 * @throws RangeError when there are too few distinct times, or a gap leaves nothing to learn from
 * @see docs/methods/splitting.md
 */
export function timeFolds(
  time: Float64Array,
  folds: number,
  { window = 'expanding', blocks = 1, gap = 0, labelEnd }: TimeFoldOptions = {},
): Fold[] {
  requireFinite('timeFolds', 'time', time)
  requireFolds('timeFolds', folds, time.length - 1, 'rows beyond the first')
  if (!(gap >= 0)) throw new RangeError(`timeFolds: need a gap >= 0, got ${gap}`)
  if (!(Number.isInteger(blocks) && blocks >= 1))
    throw new RangeError(`timeFolds: need a whole number of blocks >= 1, got ${blocks}`)
  if (labelEnd !== undefined && labelEnd.length !== time.length)
    throw new RangeError(`timeFolds: need a labelEnd for each of ${time.length} rows, got ${labelEnd.length}`)
  const starts = blockStarts('timeFolds', time, new Float64Array(folds + 1).fill(1))
  return Array.from({ length: folds }, (_, fold) => {
    const from = starts[fold + 1]
    const until = starts[fold + 2]
    const oldest = window === 'expanding' ? Number.NEGATIVE_INFINITY : starts[Math.max(0, fold + 1 - blocks)]
    const train = rowsWhere(
      time.length,
      (row) =>
        time[row] < from &&
        time[row] >= oldest &&
        from - time[row] >= gap &&
        (labelEnd === undefined || labelEnd[row] < from),
    )
    if (train.length === 0)
      throw new RangeError(
        `timeFolds: need rows to learn from before ${from}, got none that gap and labels allow`,
      )
    return { train, test: rowsWhere(time.length, (row) => time[row] >= from && time[row] < until) }
  })
}

/**
 * Purged folds with embargo: contiguous blocks of time are held out in turn, and rows whose label window meets theirs,
 * or that start within the embargo after it, do not learn.
 *
 * @param start   as-of time of each row, shape [n]
 * @param end     when its label was known, ≥ start, shape [n]
 * @param folds   ≥ 2
 * @param embargo ≥ 0, in the unit of time; 0 when absent
 * @throws RangeError when the input does not fit, there are too few distinct times, or nothing is left to learn from
 * @see López de Prado 2018, "Advances in financial machine learning", chapter 7
 * @see docs/methods/splitting.md
 */
export function purgedFolds(
  start: Float64Array,
  end: Float64Array,
  folds: number,
  { embargo = 0 }: { readonly embargo?: number } = {},
): Fold[] {
  requireFinite('purgedFolds', 'start', start)
  requireFinite('purgedFolds', 'end', end)
  if (end.length !== start.length)
    throw new RangeError(`purgedFolds: need an end for each of ${start.length} rows, got ${end.length}`)
  for (let row = 0; row < start.length; row++)
    if (end[row] < start[row])
      throw new RangeError(`purgedFolds: need end >= start, got ${end[row]} < ${start[row]} in row ${row}`)
  requireFolds('purgedFolds', folds, start.length, 'rows')
  if (!(embargo >= 0)) throw new RangeError(`purgedFolds: need an embargo >= 0, got ${embargo}`)
  const starts = blockStarts('purgedFolds', start, new Float64Array(folds).fill(1))
  return Array.from({ length: folds }, (_, fold) => {
    const from = starts[fold]
    const until = starts[fold + 1]
    const test = rowsWhere(start.length, (row) => start[row] >= from && start[row] < until)
    let lastEnd = Number.NEGATIVE_INFINITY
    for (const row of test) lastEnd = Math.max(lastEnd, end[row])
    const train = rowsWhere(start.length, (row) => end[row] < from || start[row] > lastEnd + embargo)
    if (train.length === 0)
      throw new RangeError(
        `purgedFolds: need rows to learn from outside fold ${fold}, got none after purging`,
      )
    return { train, test }
  })
}

/**
 * Times at which blocks of about the given shares of rows begin, each at a time of its own; then +∞.
 *
 * @returns shape [shares + 1]; the first is −∞
 */
export function blockStarts(name: string, time: Float64Array, shares: Float64Array): Float64Array {
  const order = orderOf(time)
  const n = order.length
  /** Places at which a new time begins. */
  const places: number[] = []
  for (let place = 1; place < n; place++)
    if (time[order[place]] !== time[order[place - 1]]) places.push(place)
  if (places.length + 1 < shares.length)
    throw new RangeError(`${name}: need at least ${shares.length} distinct times, got ${places.length + 1}`)
  const starts = new Float64Array(shares.length + 1).fill(Number.POSITIVE_INFINITY)
  starts[0] = Number.NEGATIVE_INFINITY
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let next = 0
  let before = 0
  for (let block = 1; block < shares.length; block++) {
    before += shares[block - 1]
    const wanted = (before / whole) * n
    const latest = places.length - (shares.length - block)
    while (next < latest && Math.abs(places[next + 1] - wanted) <= Math.abs(places[next] - wanted)) next++
    starts[block] = time[order[places[next]]]
    next++
  }
  return starts
}

function requireFinite(name: string, what: string, values: Float64Array): void {
  for (let row = 0; row < values.length; row++)
    if (!Number.isFinite(values[row]))
      throw new RangeError(`${name}: need finite values of ${what}, got ${values[row]} in row ${row}`)
}
