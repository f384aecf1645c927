/** Levels of a discrete column: the well supported ones by name, the rare ones pooled. */
import { MISSING_CODE, MOST_CODES } from '../dependence/latent-data.ts'
import { SUPPORT_ROWS } from '../model.ts'
import type { ColumnDescription } from '../schema.ts'
import type { ValueView } from './value-view.ts'

/** Where rare levels of a category go. */
const OTHER = 'Other'

export interface Levels {
  readonly codes: Uint8Array
  /** What each code stands for: a number, or an index of `dictionary`. */
  readonly values: Float64Array
  readonly dictionary: readonly string[] | null
  readonly notes: readonly string[]
}

/**
 * Levels of a column, numbers ascending, categories in their given order or most frequent first.
 *
 * A level needs `SUPPORT_ROWS` rows. Rare numbers count to the nearest supported number, rare categories to "Other", or
 * to the most frequent one where even together they are too few.
 */
export function levelsOf(name: string, view: ValueView, description: ColumnDescription): Levels {
  const counts = new Map<number, number>()
  for (const value of view.values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  const room = MOST_CODES - 1
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const kept = byCount.filter(([, rows]) => rows >= SUPPORT_ROWS).slice(0, room)
  const rare = byCount.slice(kept.length)
  const rareRows = rare.reduce((sum, [, rows]) => sum + rows, 0)
  const notes: string[] = []
  const { dictionary } = view
  if (dictionary === null) {
    const values = Float64Array.from(kept.map(([value]) => value)).sort()
    if (rare.length > 0) notes.push(rareNote(name, rare.length, 'the nearest value'))
    return {
      ...encode(view.values, (value) => nearestIndex(values, value)),
      values,
      dictionary: null,
      notes,
    }
  }
  const rank =
    description.order === undefined ? null : new Map(description.order.map((level, i) => [level, i]))
  const names = kept.map(([value]) => dictionary[value])
  if (rank !== null) names.sort((a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size))
  const pooled = rareRows >= SUPPORT_ROWS || names.length === 0
  if (pooled && !names.includes(OTHER)) names.push(OTHER)
  if (rare.length > 0)
    notes.push(rareNote(name, rare.length, pooled ? `"${OTHER}"` : 'the most frequent level'))
  const indexOf = new Map(names.map((level, i) => [level, i]))
  const fallback = pooled ? indexOf.get(OTHER)! : indexOf.get(dictionary[kept[0][0]])!
  const code = Float64Array.from(dictionary, (level) => indexOf.get(level) ?? fallback)
  const values = Float64Array.from(names, (_, i) => i)
  return { ...encode(view.values, (value) => code[value]), values, dictionary: names, notes }
}

function encode(values: Float64Array, codeOf: (value: number) => number): { codes: Uint8Array } {
  const codes = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++)
    codes[i] = Number.isNaN(values[i]) ? MISSING_CODE : codeOf(values[i])
  return { codes }
}

function nearestIndex(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] < value) low = middle + 1
    else high = middle
  }
  return low > 0 && value - ascending[low - 1] <= Math.abs(ascending[low] - value) ? low - 1 : low
}

function rareNote(name: string, levels: number, where: string): string {
  return `"${name}": ${levels} ${levels === 1 ? 'level' : 'levels'} with fewer than ${SUPPORT_ROWS} rows or beyond the ${MOST_CODES - 1} most frequent count to ${where}.`
}
