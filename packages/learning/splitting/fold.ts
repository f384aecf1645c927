/** Which rows learn and which are held out. */
import { openStream, shuffle } from '@pratibimba/numerics/random'

export interface Fold {
  /** Rows to learn from, ascending. */
  readonly train: Int32Array
  /** Rows held out, ascending; none of them is in `train`. */
  readonly test: Int32Array
}

export interface SeededSplit {
  /** Seed of every draw of the split. */
  readonly seed: number
}

/** Folds from the number of the fold that holds each row out; shape [n]. */
export function foldsOf(assigned: Int32Array, folds: number): Fold[] {
  return Array.from({ length: folds }, (_, fold) => ({
    train: rowsWhere(assigned.length, (row) => assigned[row] !== fold),
    test: rowsWhere(assigned.length, (row) => assigned[row] === fold),
  }))
}

/** Ascending rows for which the condition holds. */
export function rowsWhere(rows: number, holds: (row: number) => boolean): Int32Array {
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (holds(row)) found[count++] = row
  return found.slice(0, count)
}

/** 0 … n − 1 in random order. */
export function shuffled(n: number, seed: number, purpose: string): Int32Array {
  return shuffle(
    Int32Array.from({ length: n }, (_, i) => i),
    openStream(seed, purpose),
  )
}

/** Numbers distinct values from 0 in the order they come. */
export function codesOf(values: ArrayLike<number | string>): { codes: Int32Array; count: number } {
  const known = new Map<number | string, number>()
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let code = known.get(values[i])
    if (code === undefined) {
      code = known.size
      known.set(values[i], code)
    }
    codes[i] = code
  }
  return { codes, count: known.size }
}

/** @throws RangeError when the number of folds is not whole, under 2, or more than there is to hold out */
export function requireFolds(name: string, folds: number, available: number, unit: string): void {
  if (!(Number.isInteger(folds) && folds >= 2))
    throw new RangeError(`${name}: need a whole number of folds >= 2, got ${folds}`)
  if (available < folds)
    throw new RangeError(`${name}: need at least ${folds} ${unit} for ${folds} folds, got ${available}`)
}
