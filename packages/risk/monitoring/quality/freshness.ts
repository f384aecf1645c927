/** Freshness: how long ago each source last said something. */
import { figure } from '../wording.ts'
import { type QualityFigure, type QualityLimits, severityAt } from './quality-figure.ts'

export interface SourceClock {
  readonly source: string
  /** Milliseconds since 1970; null when it never delivered. */
  readonly lastEventAtMs: number | null
}

const HOUR_MS = 3_600_000
/** Hours. */
const DEFAULT_LIMITS: QualityLimits = { moderate: 24, severe: 48 }

/**
 * Hours since the last event of a source. A source that never delivered is severe; one from the future by more than an hour
 * has a wrong clock, which is severe too.
 *
 * @param nowMs milliseconds since 1970
 * @see docs/methods/data-quality.md
 */
export function freshness(
  { source, lastEventAtMs }: SourceClock,
  nowMs: number,
  limits: QualityLimits = DEFAULT_LIMITS,
): QualityFigure {
  const value = lastEventAtMs === null ? null : (nowMs - lastEventAtMs) / HOUR_MS
  const ahead = value !== null && value < -1
  return {
    check: 'freshness',
    subject: source,
    value: value === null ? null : Math.max(0, value),
    unit: 'hours',
    limits,
    severity: value === null || ahead ? 'severe' : severityAt(value, limits),
    sentence:
      value === null
        ? `${source}: no event has ever arrived.`
        : ahead
          ? `${source}: the last event lies ${figure(-value, 1)} hours in the future; a clock is wrong.`
          : `${source}: the last event is ${figure(Math.max(0, value), 1)} hours old; up to ${limits.moderate} are accepted.`,
  }
}
