/** Cuts an ordered column into cells: an atom is a cell of its own, the rest is cut at quantiles. */
import { MISSING_CODE } from './latent-data.ts'

const CELLS = 100

/**
 * Codes of a numeric column in cells of about 1% of the rows.
 *
 * @param values NaN where missing
 * @param order  rows in ascending order of value, present ones only
 */
export function quantileCells(
  values: Float64Array,
  order: Uint32Array,
): { readonly codes: Uint8Array; readonly cells: number } {
  const n = order.length
  const codes = new Uint8Array(values.length).fill(MISSING_CODE)
  const wanted = n / CELLS
  let cell = 0
  let filled = 0
  for (let start = 0; start < n; ) {
    const value = values[order[start]]
    let end = start + 1
    while (end < n && values[order[end]] === value) end++
    const run = end - start
    // An atom begins a cell, and a full cell ends.
    if (filled > 0 && (filled >= wanted || run >= wanted)) {
      cell++
      filled = 0
    }
    for (let i = start; i < end; i++) codes[order[i]] = cell
    filled += run
    start = end
  }
  return { codes, cells: cell + 1 }
}
