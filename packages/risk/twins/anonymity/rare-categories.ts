/** Second pass: categories that too few rows share become one. */
import { codeSizes, type NominalCoded } from './coded-column.ts'

/** Text that stands for categories too rare to be shown. */
export const OTHER = 'Other'

/**
 * Replaces categories held by fewer than k rows: texts by "Other", codes and booleans, which have no such value, by
 * missing.
 *
 * @returns the column, or the column itself when no category was rare
 */
export function groupRareCategories(coded: NominalCoded, k: number): NominalCoded {
  const sizes = codeSizes(coded.codes, coded.levels.length)
  const rare = coded.levels.map((level, code) => code > 0 && sizes[code] < k && level !== OTHER)
  if (!rare.includes(true)) return coded
  const { levels, other } = withOther(coded)
  return { ...coded, levels, codes: coded.codes.map((code) => (rare[code] ? other : code)) }
}

/** The levels with a place for "Other", and its code; 0, missing, where the column cannot hold the text. */
export function withOther({ column, levels }: NominalCoded): {
  levels: NominalCoded['levels']
  other: number
} {
  if (column.kind !== 'category' && column.kind !== 'text') return { levels, other: 0 }
  const known = levels.indexOf(OTHER)
  return known >= 0 ? { levels, other: known } : { levels: [...levels, OTHER], other: levels.length }
}
