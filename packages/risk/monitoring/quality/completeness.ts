/** Completeness: more gaps than the reference had, beyond what its sample explains. */
import { wilson } from '@pratibimba/learning/metrics'
import type { FeatureDrift } from '../drift/drift-report.ts'
import { percent } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

/** Rise of the missing share. */
const DEFAULT_LIMITS: QualityLimits = { moderate: 0.05, severe: 0.2 }
const CONFIDENCE = 0.99

/**
 * The figure is how much the share of missing values has risen; a rise that Wilson's 99% interval of today's share does not
 * exclude is none.
 *
 * @param column of an assessment of drift; one that is absent is missing in every row
 * @param rows   of today, > 0
 * @see docs/methods/data-quality.md
 */
export function completeness(
  { name, missingShare }: FeatureDrift,
  rows: number,
  limits: QualityLimits = DEFAULT_LIMITS,
): QualityFigure {
  const { reference, current } = missingShare
  const share = current ?? 1
  const value = Math.max(0, share - reference)
  const certain = wilson(share, rows, CONFIDENCE).lower > reference
  return {
    check: 'completeness',
    subject: name,
    value,
    unit: 'share',
    limits,
    severity: certain ? severityAt(value, limits) : 'none',
    sentence:
      current === null
        ? `${name}: the column is not there.`
        : `${name}: ${percent(share)} of rows have no value; the reference had ${percent(reference)}.`,
  }
}
