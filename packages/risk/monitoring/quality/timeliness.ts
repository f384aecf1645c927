/** Timeliness: events that arrived long after they happened. */
import { percent } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

/** Share of events. */
const DEFAULT_LIMITS: QualityLimits = { moderate: 0.05, severe: 0.2 }
const HOUR_MS = 3_600_000

/**
 * Share of events that came later than allowed.
 *
 * @param happenedMs when each happened, milliseconds since 1970; shape [events]
 * @param ingestedMs when each was known, same shape
 * @param allowedHours default 24
 * @throws RangeError when the shapes differ or a time is missing
 * @see docs/methods/data-quality.md
 */
export function timeliness(
  source: string,
  happenedMs: Float64Array,
  ingestedMs: Float64Array,
  {
    allowedHours = 24,
    limits = DEFAULT_LIMITS,
  }: { readonly allowedHours?: number; readonly limits?: QualityLimits } = {},
): QualityFigure {
  if (happenedMs.length !== ingestedMs.length)
    throw new RangeError(
      `timeliness: need equally many times, got ${happenedMs.length} and ${ingestedMs.length}`,
    )
  let late = 0
  for (let i = 0; i < happenedMs.length; i++) {
    const delayMs = ingestedMs[i] - happenedMs[i]
    if (Number.isNaN(delayMs))
      throw new RangeError(`timeliness: need both times of ${source}, got none in row ${i}`)
    if (delayMs > allowedHours * HOUR_MS) late++
  }
  return timelinessOf(source, late, happenedMs.length, allowedHours, limits)
}

/** The same from counts, such as a database makes them. */
export function timelinessOf(
  source: string,
  late: number,
  events: number,
  allowedHours = 24,
  limits: QualityLimits = DEFAULT_LIMITS,
): QualityFigure {
  const value = events === 0 ? null : late / events
  return {
    check: 'timeliness',
    subject: source,
    value,
    unit: 'share',
    limits,
    severity: value === null ? 'none' : severityAt(value, limits),
    sentence:
      value === null
        ? `${source}: no event to look at.`
        : `${source}: ${percent(value)} of events came more than ${allowedHours} hours late.`,
  }
}
