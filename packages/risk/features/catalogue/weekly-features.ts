/** Features that put the last weeks of a signal into one number. */
import type { FeatureDefinition, FeatureGroup, Monotone, Signal, WeeklyAggregate } from '../expression.ts'
import { SIGNAL_WEEKS } from '../expression.ts'
import { weekly } from './formula.ts'

const aggregateTitles: Record<WeeklyAggregate, string> = {
  mean: 'mean week',
  max: 'highest week',
  min: 'lowest week',
  std: 'spread over weeks',
  trend: 'change from week to week',
  consec_high: 'high weeks in a row',
}

/** @param rows which aggregates, the direction of each, and why it tells something */
export function weeklyFeatures(
  group: FeatureGroup,
  signal: Signal,
  missing: string,
  rows: readonly (readonly [WeeklyAggregate, Monotone, string])[],
): FeatureDefinition[] {
  return rows.map(([aggregate, monotone, rationale]) => ({
    id: `${signal.id}_${aggregate}`,
    title: `${signal.title}: ${aggregateTitles[aggregate]}`,
    group,
    unit: aggregate === 'consec_high' ? 'weeks' : signal.unit,
    window: `last ${SIGNAL_WEEKS} weeks`,
    rationale,
    monotone,
    missing,
    value: weekly(aggregate, signal.id),
  }))
}
