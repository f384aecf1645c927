/** Groups of people: one attribute, or several crossed. */

export interface Groups {
  /** Group of each row, 0 … k − 1; −1 where it is not known. Shape [rows]. */
  readonly codes: Int32Array
  /** Name of each group by code, shape [k]. */
  readonly labels: readonly string[]
}

/** Joins the names of attributes, and those of their groups. */
export const CROSS = ' × '

/**
 * The groups that several attributes form together; only combinations that occur, in the order of their codes.
 *
 * A row with an unknown attribute is unknown in the crossing.
 *
 * @param attributes at least one, each of shape [rows]
 * @throws RangeError when there is none or they differ in length
 */
export function crossGroups(attributes: readonly Groups[]): Groups {
  if (attributes.length === 0) throw new RangeError('crossGroups: need at least one attribute, got none')
  let crossed = attributes[0]
  for (const next of attributes.slice(1)) crossed = crossTwo(crossed, next)
  return crossed
}

function crossTwo(left: Groups, right: Groups): Groups {
  const rows = left.codes.length
  if (right.codes.length !== rows)
    throw new RangeError(`crossGroups: need ${rows} rows in every attribute, got ${right.codes.length}`)
  const width = right.labels.length
  const cells = new Int32Array(left.labels.length * width)
  for (let i = 0; i < rows; i++) {
    const cell = cellOf(left.codes[i], right.codes[i], width)
    if (cell >= 0) cells[cell] = 1
  }
  const labels: string[] = []
  for (let cell = 0; cell < cells.length; cell++) {
    const present = cells[cell] === 1
    cells[cell] = present ? labels.length : -1
    if (present) labels.push(`${left.labels[Math.floor(cell / width)]}${CROSS}${right.labels[cell % width]}`)
  }
  const codes = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    const cell = cellOf(left.codes[i], right.codes[i], width)
    codes[i] = cell < 0 ? -1 : cells[cell]
  }
  return { codes, labels }
}

function cellOf(left: number, right: number, width: number): number {
  return left < 0 || right < 0 ? -1 : left * width + right
}

/** Row numbers by group, each ascending; rows of unknown group are counted. */
export interface GroupedRows {
  readonly rowsOf: readonly Int32Array[]
  readonly unknown: number
}

/**
 * Sorts row numbers by group (counting sort).
 *
 * @throws RangeError when a code names no group
 */
export function rowsByGroup({ codes, labels }: Groups): GroupedRows {
  const sizes = new Int32Array(labels.length)
  let unknown = 0
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code === -1) unknown++
    else if (code >= 0 && code < labels.length) sizes[code]++
    else
      throw new RangeError(
        `fairness: need group codes from −1 to ${labels.length - 1}, got ${code} in row ${i}`,
      )
  }
  const rowsOf = Array.from(sizes, (size) => new Int32Array(size))
  const next = new Int32Array(labels.length)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]
    if (code >= 0) rowsOf[code][next[code]++] = i
  }
  return { rowsOf, unknown }
}
