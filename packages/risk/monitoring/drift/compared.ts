/** A column of the reference and of today, counted: what every drift test is computed from. */
import type { CellCounts } from '../profiles/cells.ts'
import type { NumberProfile } from '../profiles/reference-profile.ts'

/** One bin, or one label. */
export interface ComparedBin {
  readonly label: string
  /** Labels too rare to be kept, or unknown, together; and rows without a value. */
  readonly role: 'value' | 'other' | 'missing'
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
 * Bins joined until each side expects enough rows in every one, if the two were alike: a bin that is rare on the whole says
 * little by itself, and its logarithm follows no chi-square. One that is rare on one side only stays.
 *
 * Bins of numbers are joined to neighbours. Labels are joined in one tail, with all that the reference did not keep: which
 * ones is decided by both sides together, since a choice by the rows of the reference alone would pick what is rare there by
 * chance, and false alarms with it.
 */
export function joinRareBins(compared: Compared): BinCounts {
  const { bins, referenceRows, currentRows, cells } = compared
  const smaller = Math.min(referenceRows, currentRows) / (referenceRows + currentRows)
  const isRare = (expected: number, actual: number) => (expected + actual) * smaller < LEAST_EXPECTED
  const inTail = ({ role, expected, actual }: ComparedBin) => role === 'other' || isRare(expected, actual)
  const byMass = (a: ComparedBin, b: ComparedBin) => b.expected + b.actual - a.expected - a.actual
  const ordered =
    cells === undefined ? [...bins.filter((bin) => !inTail(bin)).sort(byMass), ...bins.filter(inTail)] : bins
  const tailStart = cells === undefined ? bins.filter((bin) => !inTail(bin)).length : bins.length
  const expected: number[] = []
  const actual: number[] = []
  let [e, a] = [0, 0]
  for (const [k, bin] of ordered.entries()) {
    e += bin.expected
    a += bin.actual
    if (isRare(e, a) || (k >= tailStart && k < bins.length - 1)) continue
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
