/** Which alerts begin and which end, given today's figures. Pure: the caller keeps what is remembered. */
import { amount } from '../wording.ts'
import { type AlertRule, type AlertSeverity, type AlertState, breaches, requireRules } from './alert-rule.ts'

export interface Alert {
  readonly ruleId: string
  readonly title: string
  readonly severity: AlertSeverity
  readonly opensRetraining: boolean
  readonly figure: string
  readonly value: number
  readonly threshold: number
  /** When it was raised, milliseconds since 1970. */
  readonly raisedAtMs: number
  readonly sentence: string
}

export interface ResolvedAlert extends Alert {
  readonly resolvedAtMs: number
}

export interface AlertChanges {
  readonly raise: readonly Alert[]
  readonly resolve: readonly ResolvedAlert[]
  /** To be handed in next time; rules that are gone are forgotten. */
  readonly history: readonly AlertState[]
  /** Figures that rules watch and that were not measured: their rules stand as they are. */
  readonly unmeasured: readonly string[]
}

const HOUR_MS = 3_600_000

/**
 * Advances every rule by one measurement.
 *
 * An alert is raised after `consecutive` breaches in a row, and resolves after as many measurements in a row that have come
 * back past `clearsAt`; in between, nothing changes, so that a figure close to its threshold does not flap. During the
 * cool-down breaches are counted and the alert comes when it ends.
 *
 * @param figures by name; absent or not finite means not measured
 * @param history of the evaluation before; empty at first
 * @param nowMs   milliseconds since 1970
 * @throws RangeError when a rule is not sound
 * @see docs/methods/alerts.md
 */
export function evaluateAlerts(
  rules: readonly AlertRule[],
  figures: Readonly<Record<string, number | null>>,
  history: readonly AlertState[],
  nowMs: number,
): AlertChanges {
  requireRules(rules)
  const before = new Map(history.map((state) => [state.ruleId, state]))
  const raise: Alert[] = []
  const resolve: ResolvedAlert[] = []
  const unmeasured = new Set<string>()
  const after = rules.map((rule): AlertState => {
    const state = before.get(rule.id) ?? { ruleId: rule.id, streak: 0, raisedAtMs: null, resolvedAtMs: null }
    const value = Object.hasOwn(figures, rule.figure) ? figures[rule.figure] : null
    if (value === null || !Number.isFinite(value)) {
      unmeasured.add(rule.figure)
      return state
    }
    const limit = state.raisedAtMs === null ? rule.threshold : (rule.clearsAt ?? rule.threshold)
    const breached = breaches(rule.comparison, value, limit)
    const changing = state.raisedAtMs === null ? breached : !breached
    const streak = changing ? state.streak + 1 : 0
    const next = { ...state, streak }
    if (streak < rule.consecutive) return next
    if (state.raisedAtMs !== null) {
      resolve.push({ ...alertOf(rule, value, state.raisedAtMs, true), resolvedAtMs: nowMs })
      return { ...next, streak: 0, raisedAtMs: null, resolvedAtMs: nowMs }
    }
    const cooling = state.resolvedAtMs !== null && nowMs - state.resolvedAtMs < rule.coolDownHours * HOUR_MS
    if (cooling) return next
    raise.push(alertOf(rule, value, nowMs, false))
    return { ...next, streak: 0, raisedAtMs: nowMs }
  })
  return { raise, resolve, history: after, unmeasured: [...unmeasured] }
}

const words = { above: 'above', at_least: 'at or above', below: 'below', at_most: 'at or below' } as const

function alertOf(rule: AlertRule, value: number, raisedAtMs: number, over: boolean): Alert {
  const { id, title, severity, opensRetraining, figure, threshold, comparison, consecutive } = rule
  const times = consecutive === 1 ? '' : `, ${consecutive} measurements in a row`
  return {
    ruleId: id,
    title,
    severity,
    opensRetraining,
    figure,
    value,
    threshold,
    raisedAtMs,
    sentence: over
      ? `${title}: over, at ${amount(value)}${times}.`
      : `${title}: ${amount(value)} is ${words[comparison]} ${amount(threshold)}${times}${opensRetraining ? '; retraining is due' : ''}.`,
  }
}
