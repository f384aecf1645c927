/** The answer to "what is this column?": a type, how sure it is, and why. */
import type { ColumnType } from '../schema.ts'
import type { ColumnProfile } from './column-profile.ts'

export interface TypeVerdict {
  readonly type: ColumnType
  /** 0–1. */
  readonly confidence: number
  readonly reason: string
  readonly order?: readonly string[]
}

/** Values of identifiers come back less often than this on average, else they are codes of groups. */
export const MEAN_REPEATS_OF_KEYS = 100

/** "no value comes twice", or how many rows repeat an earlier value. */
export function repeatsInWords({ rows, missing, distinct }: ColumnProfile): string {
  const repeats = rows - missing - distinct
  if (repeats === 0) return 'no value comes twice'
  return `${distinct.toLocaleString('en')} values in ${(rows - missing).toLocaleString('en')} rows`
}
