/** One division into rows to learn from, to choose on, and to test on. */
import { codesOf, rowsWhere, type SeededSplit, shuffled } from './fold.ts'
import { dealGroups } from './grouped-folds.ts'
import { byClass } from './random-folds.ts'
import { blockStarts } from './time-folds.ts'

export interface HoldoutShares {
  /** Shares of the rows, summing to 1. */
  readonly train: number
  /** Rows to stop early, calibrate and choose on; none when absent. */
  readonly validation?: number
  readonly test: number
}

export interface HoldoutOptions extends SeededSplit {
  /** Classes to keep level, shape [n]. */
  readonly label?: ArrayLike<number | string>
  /** Keeps rows of one group together, shape [n]. */
  readonly group?: ArrayLike<number | string>
  /** Puts the latest rows into test and those before them into validation, shape [n]; excludes label and group. */
  readonly time?: Float64Array
}

export interface Holdout {
  readonly train: Int32Array
  /** Empty when no share was asked for. */
  readonly validation: Int32Array
  readonly test: Int32Array
}

/**
 * Divides rows into train, validation and test.
 *
 * Without groups and times every class meets its share within one row.
 *
 * @param rows number of rows
 * @throws RangeError when the shares do not sum to 1, a shape differs, or there are too few rows, groups or times
 * @see docs/methods/splitting.md
 */
export function holdout(rows: number, shares: HoldoutShares, options: HoldoutOptions): Holdout {
  const wanted = [shares.train, shares.validation ?? 0, shares.test]
  if (wanted.some((share) => !(share >= 0)) || Math.abs(wanted.reduce((a, b) => a + b) - 1) > 1e-9)
    throw new RangeError(`holdout: need shares >= 0 that sum to 1, got ${wanted.join(', ')}`)
  if (!(shares.train > 0 && shares.test > 0))
    throw new RangeError(`holdout: need shares of train and test > 0, got ${shares.train} and ${shares.test}`)
  for (const name of ['label', 'group', 'time'] as const) {
    const values = options[name]
    if (values !== undefined && values.length !== rows)
      throw new RangeError(`holdout: need a ${name} for each of ${rows} rows, got ${values.length}`)
  }
  if (options.time !== undefined && (options.label !== undefined || options.group !== undefined))
    throw new RangeError('holdout: need either time, or label and group, got both')
  const parts = wanted.flatMap((share, part) => (share > 0 ? [part] : []))
  if (rows < parts.length) throw new RangeError(`holdout: need at least ${parts.length} rows, got ${rows}`)
  const used = Float64Array.from(parts, (part) => wanted[part])
  const assigned = assign(rows, used, options)
  const rowsOf = (part: number) => {
    const found = rowsWhere(rows, (row) => parts[assigned[row]] === part)
    if (found.length === 0 && wanted[part] > 0)
      throw new RangeError(`holdout: need rows for a share of ${wanted[part]}, got none of ${rows} rows`)
    return found
  }
  return { train: rowsOf(0), validation: rowsOf(1), test: rowsOf(2) }
}

/** Index into `shares` of each row. */
function assign(
  rows: number,
  shares: Float64Array,
  { seed, label, group, time }: HoldoutOptions,
): Int32Array {
  if (time !== undefined) {
    const starts = blockStarts('holdout', time, shares)
    return Int32Array.from(time, (at) => starts.findLastIndex((start) => at >= start))
  }
  if (group !== undefined) return dealGroups('holdout', label ?? new Int32Array(rows), group, shares, seed)
  const assigned = new Int32Array(rows)
  const order = label === undefined ? shuffled(rows, seed, 'holdout') : byClass(label, seed)
  const classes = label === undefined ? new Int32Array(rows) : codesOf(label).codes
  for (let first = 0; first < rows; ) {
    let last = first
    while (last < rows && classes[order[last]] === classes[order[first]]) last++
    let cumulative = 0
    let from = first
    for (let part = 0; part < shares.length; part++) {
      cumulative += shares[part]
      const until = part === shares.length - 1 ? last : first + Math.round(cumulative * (last - first))
      for (let place = from; place < until; place++) assigned[order[place]] = part
      from = Math.max(from, until)
    }
    first = last
  }
  return assigned
}
