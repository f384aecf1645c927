/** Smoothed empirical quantiles: atoms as atoms, the rest in pieces whose ends are means of several rows. */
import { type Marginal, SUPPORT_ROWS } from '../model.ts'

/** A value held by this share of the rows is an atom (a zero, a cap, a round number). */
const ATOM_SHARE = 0.004
/** Widest piece as a share of the rows; pieces narrow towards the ends of a run, where tails need it. */
const PIECE_SHARE = 0.01

/**
 * The quantile function of ascending values.
 *
 * Every end of a piece is the mean of the `SUPPORT_ROWS` values around it, so that no single row's value is stored;
 * fewer values than that between two atoms are counted to the atom before them.
 *
 * @param sorted ascending, at least `SUPPORT_ROWS` values
 * @throws RangeError when there are fewer
 * @see docs/methods/marginals.md
 */
export function quantilePieces(sorted: Float64Array): Marginal {
  const n = sorted.length
  if (n < SUPPORT_ROWS) throw new RangeError(`quantilePieces: need at least ${SUPPORT_ROWS} values, got ${n}`)
  const atomRows = Math.max(SUPPORT_ROWS, Math.ceil(ATOM_SHARE * n))
  const pieces = new PieceList()
  let blockStart = 0
  for (let start = 0; start < n; ) {
    let end = start + 1
    while (end < n && sorted[end] === sorted[start]) end++
    if (end - start >= atomRows) {
      flush(sorted, blockStart, start, pieces)
      pieces.push(end - start, sorted[start], sorted[start])
      blockStart = end
    }
    start = end
  }
  flush(sorted, blockStart, n, pieces)
  return pieces.finish(n)
}

/** Cuts the values in [start, end), none of them an atom, into pieces. */
function flush(sorted: Float64Array, start: number, end: number, pieces: PieceList): void {
  const rows = end - start
  if (rows < SUPPORT_ROWS) {
    pieces.widen(rows)
    return
  }
  const widest = Math.max(SUPPORT_ROWS, Math.ceil(PIECE_SHARE * sorted.length))
  let from = start
  let low = meanAround(sorted, start, start, end)
  let width = SUPPORT_ROWS
  while (from < end) {
    const left = end - from
    // Widths double from one end and halve towards the other.
    let take = Math.min(width, widest, Math.max(SUPPORT_ROWS, left >> 1))
    if (left - take < SUPPORT_ROWS) take = left
    const to = from + take
    const high = meanAround(sorted, to, start, end)
    pieces.push(take, low, high)
    low = high
    from = to
    width *= 2
  }
}

/** Mean of the `SUPPORT_ROWS` values nearest to position `at` within [start, end). */
function meanAround(sorted: Float64Array, at: number, start: number, end: number): number {
  const from = Math.max(start, Math.min(at - (SUPPORT_ROWS >> 1), end - SUPPORT_ROWS))
  let mean = 0
  for (let i = from; i < from + SUPPORT_ROWS; i++) mean += sorted[i] / SUPPORT_ROWS
  // Rounding of the mean must not leave the values it was taken of.
  return Math.max(sorted[from], Math.min(sorted[from + SUPPORT_ROWS - 1], mean))
}

class PieceList {
  readonly #rows: number[] = []
  readonly #low: number[] = []
  readonly #high: number[] = []
  /** Rows before the first piece that are too few to be one. */
  #waiting = 0

  push(rows: number, low: number, high: number): void {
    this.#rows.push(rows + this.#waiting)
    this.#low.push(low)
    this.#high.push(high)
    this.#waiting = 0
  }

  /** Counts rows to the last piece, or to the next one when there is none yet. */
  widen(rows: number): void {
    if (this.#rows.length === 0) this.#waiting += rows
    else this.#rows[this.#rows.length - 1] += rows
  }

  finish(n: number): Marginal {
    const upper = new Float64Array(this.#rows.length)
    let sum = 0
    for (let k = 0; k < upper.length; k++) {
      sum += this.#rows[k]
      upper[k] = sum / n
    }
    return { upper, low: Float64Array.from(this.#low), high: Float64Array.from(this.#high) }
  }
}
