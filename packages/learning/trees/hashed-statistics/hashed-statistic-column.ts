/** The column that trees read in place of categories of which only hashes are known. */
import { categoryHash, type Matrix } from '../../data/index.ts'
import type { ColumnSource, HashedPart } from '../tree-ensemble.ts'
import { hashCombination } from './hash-combination.ts'

type HashedStatistic = Extract<ColumnSource, { kind: 'hashed-statistic' }>

/** Fewer rows than this are looked up by bisection: filling a table would cost more. */
const fewRows = 64
/** What a missing category counts as: the label that Python gives it when a column is made text. */
const missingHash = categoryHash('nan')

/**
 * Hashes each row's combination and looks its number up.
 *
 * @param inputs categories are their hash, in [0, 2³²); missing is NaN and counts as the label "nan"
 * @returns shape [rows]
 * @throws RangeError when an input is not there, or cells and values do not fit
 * @see docs/methods/model-exchange.md
 */
export function hashedStatisticColumn(source: HashedStatistic, inputs: Matrix): Float64Array {
  const { cells, values, otherwise, parts } = source
  if (cells.length !== 2 * values.length)
    throw new RangeError(
      `hashedStatisticColumn: need two words per value, got ${cells.length} for ${values.length}`,
    )
  const high = new Uint32Array(inputs.rows)
  const low = new Uint32Array(inputs.rows)
  const unknown = new Uint8Array(inputs.rows)
  const words = new Int32Array(inputs.rows)
  for (const part of parts) {
    readPart(part, inputs, words, unknown)
    hashCombination(high, low, words)
  }
  const places = inputs.rows < fewRows ? undefined : placesOf(cells)
  const column = new Float64Array(inputs.rows)
  for (let row = 0; row < column.length; row++) {
    const place = unknown[row] === 1 ? -1 : find(cells, places, high[row], low[row])
    column[row] = place < 0 ? otherwise : values[place]
  }
  return column
}

function readPart(part: HashedPart, inputs: Matrix, words: Int32Array, unknown: Uint8Array): void {
  const values = inputs.columns[part.input]
  if (values === undefined)
    throw new RangeError(
      `hashedStatisticColumn: need input ${part.input}, got ${inputs.columns.length} inputs`,
    )
  if (part.kind === 'above') {
    const border = Math.fround(part.border)
    const missing = part.missing ? 1 : 0
    for (let row = 0; row < words.length; row++) {
      const value = values[row]
      words[row] = Number.isNaN(value) ? missing : Math.fround(value) > border ? 1 : 0
    }
    return
  }
  for (let row = 0; row < words.length; row++) {
    const value = values[row]
    const hash = Number.isNaN(value) ? missingHash : value
    if (part.kind === 'equals') words[row] = hash === part.hash ? 1 : 0
    else {
      words[row] = hash
      if (hash < 0) unknown[row] = 1
    }
  }
}

/** Open addressing: index of a cell + 1, 0 where free. */
function placesOf(cells: Uint32Array): Uint32Array {
  let size = 4
  while (size < cells.length) size *= 2
  const places = new Uint32Array(size)
  for (let cell = 0; cell < cells.length / 2; cell++) {
    let place = (cells[2 * cell] ^ cells[2 * cell + 1]) & (size - 1)
    while (places[place] !== 0) place = (place + 1) & (size - 1)
    places[place] = cell + 1
  }
  return places
}

function find(cells: Uint32Array, places: Uint32Array | undefined, high: number, low: number): number {
  if (places === undefined) return bisect(cells, high, low)
  const last = places.length - 1
  for (let place = (high ^ low) & last; places[place] !== 0; place = (place + 1) & last) {
    const cell = places[place] - 1
    if (cells[2 * cell] === high && cells[2 * cell + 1] === low) return cell
  }
  return -1
}

function bisect(cells: Uint32Array, high: number, low: number): number {
  let from = 0
  let to = cells.length / 2
  while (from < to) {
    const middle = (from + to) >>> 1
    if (cells[2 * middle] < high || (cells[2 * middle] === high && cells[2 * middle + 1] < low))
      from = middle + 1
    else to = middle
  }
  return cells[2 * from] === high && cells[2 * from + 1] === low ? from : -1
}
