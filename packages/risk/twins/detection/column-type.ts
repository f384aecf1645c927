/** The type of a column from its profile. */
import type { ColumnProfile } from './column-profile.ts'
import { numberType } from './number-type.ts'
import { textType } from './text-type.ts'
import type { TypeVerdict } from './type-verdict.ts'

/**
 * Tells the type of a column that holds no personal data.
 *
 * @see docs/methods/schema-detection.md
 */
export function columnType(profile: ColumnProfile): TypeVerdict {
  if (profile.distinct === 0) return { type: 'category', confidence: 0, reason: 'every value is missing' }
  switch (profile.column.kind) {
    case 'boolean':
      return { type: 'boolean', confidence: 1, reason: 'stored as true and false' }
    case 'date':
      return { type: 'date', confidence: 1, reason: 'every value is a calendar date' }
    case 'timestamp':
      return { type: 'timestamp', confidence: 1, reason: 'every value is a date with a time' }
    case 'serial':
      return { type: 'identifier', confidence: 1, reason: 'numbered with a common prefix' }
    default:
      return profile.numbers ? numberType(profile, profile.numbers) : textType(profile)
  }
}
