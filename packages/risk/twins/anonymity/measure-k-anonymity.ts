/** How well rows hide among each other. */
import { columnOf, type Frame } from '@pratibimba/numerics/frame'
import { codeColumn, codeCount } from './coded-column.ts'
import { equivalenceClasses } from './equivalence-classes.ts'

/** Classes whose sizes lie in [from, to]. */
export interface ClassSizeBin {
  readonly from: number
  /** null: no upper end. */
  readonly to: number | null
  readonly classes: number
  readonly rows: number
}

export interface KAnonymity {
  /** Size of the smallest class; 0 when there is no row. */
  readonly k: number
  readonly classes: number
  /** Rows that stand alone in their class. */
  readonly uniqueRows: number
  readonly sizeHistogram: readonly ClassSizeBin[]
}

const BIN_STARTS = [1, 2, 3, 4, 5, 10, 20, 50, 100, 1000]

/**
 * k of a table: the size of its smallest class of rows with equal quasi-identifiers. A missing value is a level of
 * its own, equal to other missing values.
 *
 *   k = min_c |{rows with quasi-identifiers c}|
 *
 * @param quasiIdentifiers column names; with none of them all rows are one class
 * @throws RangeError when there is no such column
 * @see docs/methods/k-anonymity.md
 */
export function measureKAnonymity(frame: Frame, quasiIdentifiers: readonly string[]): KAnonymity {
  const coded = quasiIdentifiers.map((name) => codeColumn(name, columnOf(frame, name), true))
  const { sizes } = equivalenceClasses(
    coded.map(({ codes }) => codes),
    coded.map(codeCount),
    frame.rows,
  )
  return describeClasses(sizes)
}

/** @param sizes rows of each class */
export function describeClasses(sizes: Int32Array): KAnonymity {
  const classes = new Array<number>(BIN_STARTS.length).fill(0)
  const rows = new Array<number>(BIN_STARTS.length).fill(0)
  let k = sizes.length === 0 ? 0 : Infinity
  for (const size of sizes) {
    if (size < k) k = size
    let bin = BIN_STARTS.length - 1
    while (BIN_STARTS[bin] > size) bin--
    classes[bin]++
    rows[bin] += size
  }
  const sizeHistogram = BIN_STARTS.map((from, bin) => ({
    from,
    to: bin + 1 < BIN_STARTS.length ? BIN_STARTS[bin + 1] - 1 : null,
    classes: classes[bin],
    rows: rows[bin],
  }))
  return { k, classes: sizes.length, uniqueRows: rows[0], sizeHistogram }
}
