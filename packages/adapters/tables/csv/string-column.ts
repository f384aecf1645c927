/** A column of strings as category or text, whichever suits it. */
import type { CategoryColumn, TextColumn } from '@pratibimba/numerics/frame'

/**
 * A category when its values repeat, at most half as many distinct values as present rows; else text.
 *
 * @param codes row by row the index into `strings`; renumbered in place
 * @param strings distinct, some perhaps no longer used by any row
 * @param asCategory a category in any case
 */
export function stringColumn(
  codes: Int32Array,
  strings: readonly string[],
  validity: Uint8Array | undefined,
  asCategory: boolean,
): CategoryColumn | TextColumn {
  const rows = codes.length
  const shared = validity === undefined ? {} : { validity }
  const used = new Uint8Array(strings.length)
  let presentRows = 0
  for (let row = 0; row < rows; row++)
    if (validity === undefined || validity[row] === 1) {
      used[codes[row]] = 1
      presentRows++
    }
  // In code-unit order: the same values give the same codes, whatever the order of the rows.
  const order = [...strings.keys()]
    .filter((code) => used[code] === 1)
    .sort((a, b) => (strings[a] < strings[b] ? -1 : 1))
  if (!asCategory && order.length * 2 > presentRows) {
    const values = Array.from(codes, (code, row) => (validity?.[row] === 0 ? '' : strings[code]))
    return { kind: 'text', values, ...shared }
  }
  const renumbered = new Int32Array(strings.length)
  order.forEach((code, rank) => {
    renumbered[code] = rank
  })
  for (let row = 0; row < rows; row++) codes[row] = validity?.[row] === 0 ? 0 : renumbered[codes[row]]
  return { kind: 'category', values: codes, dictionary: order.map((code) => strings[code]), ...shared }
}
