/** Rows that nobody can tell apart by the given codes. */

export interface Classes {
  /** Class of each row, numbered in the order of first sight. */
  readonly ids: Int32Array
  /** Rows of each class. */
  readonly sizes: Int32Array
}

/**
 * Groups rows by their codes, one column after the other, exactly: pairs (class so far, code) are numbered anew.
 *
 * @param columns codes of each column, shape [columns][rows]
 * @param counts  codes of column j are below counts[j]
 * @param rows    number of rows; without columns all are in one class
 */
export function equivalenceClasses(
  columns: readonly Int32Array[],
  counts: readonly number[],
  rows: number,
): Classes {
  const ids = new Int32Array(rows)
  let classes = rows > 0 ? 1 : 0
  const fewestFirst = counts.map((_, j) => j).sort((a, b) => counts[a] - counts[b])
  for (const j of fewestFirst) if (classes < rows) classes = refine(ids, classes, columns[j], counts[j])
  const sizes = new Int32Array(classes)
  for (let row = 0; row < rows; row++) sizes[ids[row]]++
  return { ids, sizes }
}

/** Renumbers `ids` in place by (id, code); answers how many there are. */
function refine(ids: Int32Array, classes: number, codes: Int32Array, count: number): number {
  return classes * count <= 4 * ids.length + 65_536
    ? refineByTable(ids, classes, codes, count)
    : refineByHash(ids, codes, count)
}

function refineByTable(ids: Int32Array, classes: number, codes: Int32Array, count: number): number {
  const numbers = new Int32Array(classes * count)
  let next = 0
  for (let row = 0; row < ids.length; row++) {
    const pair = ids[row] * count + codes[row]
    if (numbers[pair] === 0) numbers[pair] = ++next
    ids[row] = numbers[pair] - 1
  }
  return next
}

/** Open addressing with linear probing; keys are exact as long as classes × codes < 2⁵³. */
function refineByHash(ids: Int32Array, codes: Int32Array, count: number): number {
  const bits = Math.ceil(Math.log2(2 * ids.length + 2))
  const mask = 2 ** bits - 1
  const keys = new Float64Array(mask + 1)
  const numbers = new Int32Array(mask + 1)
  let next = 0
  for (let row = 0; row < ids.length; row++) {
    const key = ids[row] * count + codes[row]
    let slot = (Math.imul(Math.imul(ids[row], 0x9e3779b1) ^ codes[row], 0x85ebca6b) >>> 7) & mask
    slot = (slot ^ Math.imul(codes[row], 0xc2b2ae35)) & mask
    while (numbers[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask
    if (numbers[slot] === 0) {
      keys[slot] = key
      numbers[slot] = ++next
    }
    ids[row] = numbers[slot] - 1
  }
  return next
}
