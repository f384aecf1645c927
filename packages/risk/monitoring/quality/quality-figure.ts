/** One finding about the quality of data. */
import type { Severity } from '../severity.ts'

export const qualityChecks = [
  'completeness',
  'range',
  'domain',
  'freshness',
  'duplicates',
  'volume',
  'timeliness',
] as const
export type QualityCheck = (typeof qualityChecks)[number]

export interface QualityFigure {
  readonly check: QualityCheck
  /** Column, source or table it is about. */
  readonly subject: string
  /** Null where there is nothing to measure. */
  readonly value: number | null
  readonly unit: 'share' | 'hours' | 'robust_deviations'
  /** Values above are moderate, and severe. */
  readonly limits: QualityLimits
  readonly severity: Severity
  readonly sentence: string
}

export interface QualityLimits {
  readonly moderate: number
  readonly severe: number
}

/** @throws RangeError when the limits do not ascend from 0 */
export function severityAt(value: number, { moderate, severe }: QualityLimits): Severity {
  if (!(moderate >= 0 && severe >= moderate))
    throw new RangeError(`quality: need limits 0 <= moderate <= severe, got ${moderate} and ${severe}`)
  return value > severe ? 'severe' : value > moderate ? 'moderate' : 'none'
}
