/** Duplicates: rows whose key came before. */
import { count, percent } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

/** Share of rows. */
const DEFAULT_LIMITS: QualityLimits = { moderate: 0.001, severe: 0.01 }

/**
 * Share of rows that repeat a key.
 *
 * @param keys one per row, shape [rows]
 * @see docs/methods/data-quality.md
 */
export function duplicates(
  table: string,
  keys: ArrayLike<string | number>,
  limits: QualityLimits = DEFAULT_LIMITS,
): QualityFigure {
  const seen = new Set<string | number>()
  for (let i = 0; i < keys.length; i++) seen.add(keys[i])
  const repeats = keys.length - seen.size
  const value = keys.length === 0 ? null : repeats / keys.length
  return {
    check: 'duplicates',
    subject: table,
    value,
    unit: 'share',
    limits,
    severity: value === null ? 'none' : severityAt(value, limits),
    sentence:
      value === null
        ? `${table}: no row to look at.`
        : repeats === 0
          ? `${table}: every key occurs once.`
          : `${table}: ${count(repeats, 'row')} of ${keys.length.toLocaleString('en')} (${percent(value, 2)}) repeat a key.`,
  }
}
