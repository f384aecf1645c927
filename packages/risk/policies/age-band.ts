/** Ages in coarse bands, for figures by group. */

/**
 * Decades of life.
 *
 * @param age completed years, or null where it is not known
 * @returns such as `30-39`; undefined where the age is not known
 */
export function ageBand(age: number | null): string | undefined {
  if (age === null || !Number.isFinite(age)) return undefined
  if (age < 20) return 'under 20'
  if (age >= 70) return '70 and over'
  const decade = Math.floor(age / 10) * 10
  return `${decade}-${decade + 9}`
}
