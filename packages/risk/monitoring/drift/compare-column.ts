/** Counts a column of today into the bins of its profile. */
import type { Feature } from '@pratibimba/learning/data'
import { countCells } from '../profiles/cells.ts'
import { countCodes } from '../profiles/profile-of.ts'
import type { CategoryProfile, NumberProfile } from '../profiles/reference-profile.ts'
import type { Compared, ComparedBin } from './compared.ts'

/**
 * @param values shape [rows], rows > 0; NaN is missing
 * @throws RangeError when a value is infinite
 */
export function compareNumbers(
  profile: NumberProfile,
  referenceRows: number,
  values: Float64Array,
): Compared {
  const current = countCells(Float64Array.from(profile.knots), values)
  if (current.present > 0 && !(current.min > -Infinity && current.max < Infinity))
    throw new RangeError(`assessDrift: need finite numbers in ${profile.name}, got an infinite one`)
  const { knots, binEnds } = profile
  const bins: ComparedBin[] = []
  let cell = 0
  for (const end of binEnds) {
    const start = cell
    let [expected, actual] = [0, 0]
    for (; cell <= end; cell++) {
      const place = cell >> 1
      expected += cell % 2 === 0 ? profile.between[place] : profile.at[place]
      actual += cell % 2 === 0 ? current.between[place] : current.at[place]
    }
    if (expected + actual > 0)
      bins.push({ label: labelOf(knots, start, end), role: 'value', expected, actual })
  }
  if (profile.missing + current.missing > 0)
    bins.push({ label: 'missing', role: 'missing', expected: profile.missing, actual: current.missing })
  return {
    bins,
    referenceRows,
    currentRows: values.length,
    currentMissing: current.missing,
    cells: { reference: profile, current },
  }
}

/** @param codes shape [rows], rows > 0; codes of the labels that `feature` has */
export function compareLabels(
  profile: CategoryProfile,
  referenceRows: number,
  feature: Feature,
  codes: Float64Array,
): Compared {
  const { counts, unknown, missing } = countCodes(feature, codes)
  const rowsOf = new Map((feature.categories ?? []).map((label, code) => [label, counts[code]]))
  const bins: ComparedBin[] = profile.categories.map((label, i) => ({
    label,
    role: 'value',
    expected: profile.counts[i],
    actual: rowsOf.get(label) ?? 0,
  }))
  const known = bins.reduce((sum, { actual }) => sum + actual, 0)
  const other = counts.reduce((sum, rows) => sum + rows, unknown) - known
  if (profile.other + other > 0)
    bins.push({ label: 'other', role: 'other', expected: profile.other, actual: other })
  if (profile.missing + missing > 0)
    bins.push({ label: 'missing', role: 'missing', expected: profile.missing, actual: missing })
  return { bins, referenceRows, currentRows: codes.length, currentMissing: missing }
}

/** `≤ 3`, `3 to 7` (3 left out, 7 included unless 7 is a bin of its own), `= 7`, `> 7`. */
function labelOf(knots: readonly number[], start: number, end: number): string {
  const last = 2 * knots.length
  if (knots.length === 0) return 'any value'
  if (start === end && start % 2 === 1) return `= ${short(knots[start >> 1])}`
  const low = start === 0 ? undefined : short(knots[(start >> 1) - (start % 2 === 0 ? 1 : 0)])
  const high = end === last ? undefined : short(knots[end >> 1])
  const open = end % 2 === 0
  if (low === undefined) return high === undefined ? 'any value' : `${open ? '<' : '≤'} ${high}`
  return high === undefined ? `> ${low}` : `${low} to ${high}`
}

function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−')
}
