/** Alert rules as data, and what is remembered of each between evaluations. */

export const comparisons = ['above', 'at_least', 'below', 'at_most'] as const
export type Comparison = (typeof comparisons)[number]
export const alertSeverities = ['info', 'warning', 'critical'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

export interface AlertRule {
  readonly id: string
  readonly title: string
  /** Name of the figure it watches. */
  readonly figure: string
  readonly comparison: Comparison
  readonly threshold: number
  /** Value that the figure must have passed for an alert to resolve; the threshold when absent. On the good side of it. */
  readonly clearsAt?: number
  /** Measurements in a row that must breach before it is raised, and be clear before it resolves; at least 1. */
  readonly consecutive: number
  /** Hours after it resolved in which it is not raised again. */
  readonly coolDownHours: number
  readonly severity: AlertSeverity
  readonly opensRetraining: boolean
}

/** What is remembered of a rule; plain JSON. */
export interface AlertState {
  readonly ruleId: string
  /** Breaches in a row, or while raised, clear measurements in a row. */
  readonly streak: number
  /** Milliseconds since 1970; null while it is not raised. */
  readonly raisedAtMs: number | null
  readonly resolvedAtMs: number | null
}

/** @throws RangeError naming rule and field */
export function requireRules(rules: readonly AlertRule[]): void {
  const ids = new Set<string>()
  for (const rule of rules) {
    const { id, comparison, threshold, clearsAt = threshold, consecutive, coolDownHours } = rule
    if (id === '' || ids.has(id)) throw new RangeError(`evaluateAlerts: need ids that differ, got "${id}"`)
    ids.add(id)
    if (!comparisons.includes(comparison))
      throw new RangeError(
        `evaluateAlerts: need one of ${comparisons.join(', ')} in ${id}, got "${comparison}"`,
      )
    if (!Number.isFinite(threshold) || !Number.isFinite(clearsAt))
      throw new RangeError(
        `evaluateAlerts: need a finite threshold in ${id}, got ${threshold} and ${clearsAt}`,
      )
    const rising = comparison === 'above' || comparison === 'at_least'
    if (rising ? clearsAt > threshold : clearsAt < threshold)
      throw new RangeError(
        `evaluateAlerts: need clearsAt ${rising ? '<=' : '>='} ${threshold} in ${id}, got ${clearsAt}`,
      )
    if (!(Number.isInteger(consecutive) && consecutive >= 1))
      throw new RangeError(`evaluateAlerts: need consecutive >= 1 in ${id}, got ${consecutive}`)
    if (!(coolDownHours >= 0))
      throw new RangeError(`evaluateAlerts: need coolDownHours >= 0 in ${id}, got ${coolDownHours}`)
  }
}

/** Whether a value is on the bad side of a limit. */
export function breaches(comparison: Comparison, value: number, limit: number): boolean {
  switch (comparison) {
    case 'above':
      return value > limit
    case 'at_least':
      return value >= limit
    case 'below':
      return value < limit
    case 'at_most':
      return value <= limit
  }
}
