/** Draws a whole twin piece by piece, so that memory is bounded by the piece. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { Compute } from '../../ports/index.ts'
import type { TwinModel } from '../model.ts'
import { openRows } from './sample-rows.ts'
import { type TwinPiece, twinRows } from './twin-rows.ts'

const CHUNK_ROWS = 65_536

export interface SampleOptions {
  /** Rows of the first table; other tables of their own follow in the original's proportion, children by their counts. */
  readonly rows: number
  /** Integer in [0, 2⁵³ − 1]. */
  readonly seed: number
  /** Threads to draw on; without it the caller's own. The rows are the same. */
  readonly compute?: Compute
  /** Rows (of a child table: parents) per piece. Default 65,536. */
  readonly chunkRows?: number
  readonly signal?: AbortSignal
}

export interface TwinChunk extends TwinPiece {
  readonly frame: Frame
}

/**
 * Draws every table, one after the other, in pieces in order.
 *
 * @throws RangeError when rows or chunkRows is not a positive integer
 */
export async function* sampleTwin(model: TwinModel, options: SampleOptions): AsyncIterable<TwinChunk> {
  const { rows, seed, compute, chunkRows = CHUNK_ROWS, signal } = options
  if (!(Number.isSafeInteger(rows) && rows >= 1))
    throw new RangeError(`sampleTwin: need at least 1 row, got ${rows}`)
  if (!(Number.isSafeInteger(chunkRows) && chunkRows >= 1))
    throw new RangeError(`sampleTwin: need at least 1 row a piece, got ${chunkRows}`)
  const pieces = piecesOf(model, rows, chunkRows)
  if (compute === undefined) {
    const draw = openRows(model, seed)
    for (const piece of pieces) {
      signal?.throwIfAborted()
      yield { ...piece, frame: draw(piece.table, piece.start, piece.end) }
    }
    return
  }
  // The pool reads ahead, so the pieces are listed a second time beside its answers.
  const names = piecesOf(model, rows, chunkRows)
  for await (const frame of compute.map(twinRows, { model, seed }, pieces, signal)) {
    const { value } = names.next()
    if (value !== undefined) yield { ...value, frame }
  }
}

/** Index range of each table: its own rows, or those of the table at the root of its parents. */
function* piecesOf(model: TwinModel, rows: number, chunkRows: number): Generator<TwinPiece, undefined> {
  const rowsOf = new Map<string, number>()
  const first = model.tables[0]
  for (const { name, rows: learnt, link } of model.tables) {
    const own =
      link === null ? Math.max(1, Math.round((rows * learnt) / first.rows)) : rowsOf.get(link.parentTable)!
    rowsOf.set(name, own)
    for (let start = 0; start < own; start += chunkRows)
      yield { table: name, start, end: Math.min(own, start + chunkRows) }
  }
}
