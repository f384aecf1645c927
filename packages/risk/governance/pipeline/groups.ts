/** Groups of persons by which fairness is measured: bands of age, and columns as they are. */
import { type Column, isPresent, valueAt } from '@pratibimba/numerics/frame'
import type { Groups } from '../../fairness/index.ts'

/** From these ages on, and what the bands are called. From 62 on applicants are elderly (12 CFR 1002.2(o)). */
const bands = [
  { from: 0, label: 'under 25' },
  { from: 25, label: '25 to 39' },
  { from: 40, label: '40 to 61' },
  { from: 62, label: '62 and older' },
] as const

/** The attribute that bands of age are measured under, and the band that laws protect. */
export const AGE_BAND = 'age_band'
export const ELDERLY = '62 and older'

/** A column with more different values is none of groups. */
const MOST_GROUPS = 100

export function ageBands(column: Column, rows: Int32Array): Groups {
  return {
    labels: bands.map(({ label }) => label),
    codes: Int32Array.from(rows, (row) => {
      const age = isPresent(column, row) ? Number(valueAt(column, row)) : Number.NaN
      return Number.isNaN(age) ? -1 : bands.findLastIndex(({ from }) => age >= from)
    }),
  }
}

/** A group for each value, in the order of the alphabet; those beyond the hundredth are not known. */
export function groupsOf(column: Column, rows: Int32Array): Groups {
  const texts = Array.from(rows, (row) => (isPresent(column, row) ? String(valueAt(column, row)) : undefined))
  const labels = [...new Set(texts.filter((text) => text !== undefined))].sort().slice(0, MOST_GROUPS)
  const codes = new Map(labels.map((label, code) => [label, code]))
  return {
    labels,
    codes: Int32Array.from(texts, (text) => (text === undefined ? -1 : (codes.get(text) ?? -1))),
  }
}
