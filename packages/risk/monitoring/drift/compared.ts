/** A column of the reference and of today, counted: what every drift test is computed from. */
import type { CellCounts } from '../profiles/cells.ts'
import type { NumberProfile } from '../profiles/reference-profile.ts'

/** One bin, or one label. */
export interface ComparedBin {
  readonly label: string
  /** Rows of the reference and of today. */
  readonly expected: number
  readonly actual: number
}

export interface Compared {
  /** In order of value; labels most frequent first; "other" and "missing" last, where they occur. Empty on both sides: left out. */
  readonly bins: readonly ComparedBin[]
  /** Rows, missing ones included; both > 0. */
  readonly referenceRows: number
  readonly currentRows: number
  /** Rows of today without a value. */
  readonly currentMissing: number
  /** Of numbers; absent for labels. */
  readonly cells?: { readonly reference: NumberProfile; readonly current: CellCounts }
}

/** Rows that each side must expect in a bin that a chi-square law is read from. */
const LEAST_EXPECTED = 10

/** Counts by bin of the two sides, shape [bins]. */
export interface BinCounts {
  readonly expected: Float64Array
  readonly actual: Float64Array
}

/**
 * Neighbouring bins joined until each side expects enough rows in every one, if the two were alike.
 *
 * A bin that is rare on the whole says little by itself, and its logarithm follows no chi-square; one that is rare on one
 * side only is not touched as long as the other has enough.
 */
export function joinRareBins({ bins, referenceRows, currentRows }: Compared): BinCounts {
  const smaller = Math.min(referenceRows, currentRows) / (referenceRows + currentRows)
  const expected: number[] = []
  const actual: number[] = []
  let [e, a] = [0, 0]
  for (const bin of bins) {
    e += bin.expected
    a += bin.actual
    if ((e + a) * smaller < LEAST_EXPECTED) continue
    expected.push(e)
    actual.push(a)
    ;[e, a] = [0, 0]
  }
  if (e + a > 0) {
    const last = expected.length - 1
    if (last < 0) return { expected: Float64Array.of(e), actual: Float64Array.of(a) }
    expected[last] += e
    actual[last] += a
  }
  return { expected: Float64Array.from(expected), actual: Float64Array.from(actual) }
}

/** n·m/(n + m): rows that two samples are worth together. */
export function jointRows({ referenceRows, currentRows }: Compared): number {
  return referenceRows * (currentRows / (referenceRows + currentRows))
}
