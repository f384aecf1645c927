/** Bands of age by which decisions are compared: those that models are tried by before they decide. */

const bands = [
  { from: 0, label: 'under 25' },
  { from: 25, label: '25 to 39' },
  { from: 40, label: '40 to 61' },
  { from: 62, label: '62 and older' },
] as const

export const AGE_BAND = 'age_band'

/** @param age completed years, at least 0 */
export function ageBandOf(age: number): string {
  if (!(age >= 0)) throw new RangeError(`ageBandOf: need an age of 0 or more, got ${age}`)
  return bands.findLast(({ from }) => age >= from)!.label
}
