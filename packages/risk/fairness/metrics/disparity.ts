/** How far apart the groups are. */

import type { DisparityMetric } from './disparity-metrics.ts'
import {
  differenceInterval,
  type Estimate,
  type Interval,
  isKnown,
  type Known,
  ratioInterval,
} from './estimate.ts'

export interface Disparity {
  readonly id: string
  readonly title: string
  readonly kind: 'difference' | 'ratio'
  /** Null with fewer than two groups that have the metric, and for ratios to nothing. */
  readonly value: number | null
  /** Of the two groups named, taken as given: that they were chosen as the extremes is not corrected for. */
  readonly interval: Interval | null
  /** The metric that decided, and the groups with its smallest and largest value. */
  readonly of: string | null
  readonly lowest: string | null
  readonly highest: string | null
  /** Groups left out because the metric is not defined for them. */
  readonly undefinedFor: readonly string[]
}

/** Estimates by group name, of one metric. */
export type ByGroup = ReadonlyMap<string, Estimate>

/**
 * Largest minus smallest value over groups.
 *
 * @returns null with fewer than two values
 */
export function differenceBetweenGroups(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.max(...values) - Math.min(...values)
}

/**
 * Smallest over largest value.
 *
 * @returns null with fewer than two values, or when the largest is 0
 */
export function ratioBetweenGroups(values: readonly number[]): number | null {
  const largest = Math.max(...values)
  return values.length < 2 || largest === 0 ? null : Math.min(...values) / largest
}

/** Largest distance of a group from the whole; null without groups. */
export function differenceToOverall(values: readonly number[], overall: number): number | null {
  return values.length === 0 ? null : Math.max(...values.map((value) => Math.abs(value - overall)))
}

/** Smallest of value/overall and overall/value over the groups; null without groups, or when nothing can be divided. */
export function ratioToOverall(values: readonly number[], overall: number): number | null {
  const ratios = values
    .map((value) => (value <= overall ? value / overall : overall / value))
    .filter((ratio) => !Number.isNaN(ratio))
  return ratios.length === 0 ? null : Math.min(...ratios)
}

/**
 * One comparison between groups, over estimates by metric and group.
 *
 * Ties go to the group that comes first.
 */
export function disparityOf(
  metric: DisparityMetric,
  estimates: ReadonlyMap<string, ByGroup>,
  z: number,
): Disparity {
  const undefinedFor = new Set<string>()
  let worst: Omit<Disparity, 'undefinedFor'> = {
    id: metric.id,
    title: metric.title,
    kind: metric.kind,
    value: null,
    interval: null,
    of: null,
    lowest: null,
    highest: null,
  }
  for (const id of metric.of) {
    const known: [string, Known][] = []
    for (const [group, estimate] of estimates.get(id) ?? [])
      if (isKnown(estimate)) known.push([group, estimate])
      else undefinedFor.add(group)
    const values = known.map(([, { value }]) => value)
    const value = metric.kind === 'difference' ? differenceBetweenGroups(values) : ratioBetweenGroups(values)
    if (value === null) continue
    if (worst.value !== null && (metric.kind === 'difference' ? value <= worst.value : value >= worst.value))
      continue
    const lowest = known[values.indexOf(Math.min(...values))]
    const highest = known[values.indexOf(Math.max(...values))]
    const interval =
      metric.kind === 'difference'
        ? differenceInterval(highest[1], lowest[1])
        : ratioInterval(lowest[1], highest[1], z)
    worst = { ...worst, value, interval, of: id, lowest: lowest[0], highest: highest[0] }
  }
  return { ...worst, undefinedFor: [...undefinedFor] }
}
