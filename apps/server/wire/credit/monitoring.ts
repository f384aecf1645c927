/** A look at credit decisions, on the wire. */
import type { CreditMonitoring as CreditMonitoringOnWire } from '@pratibimba/contract'
import type { CreditMonitoring, GroupApprovals } from '@pratibimba/risk/governance/monitoring'
import type { TestedFigure } from '@pratibimba/risk/monitoring'
import type { AlertRecord } from '@pratibimba/risk/ports'
import { intervalOf } from '../interval.ts'

export function creditMonitoringToWire(
  figures: CreditMonitoring,
  checkedAt: string,
  alerts: readonly AlertRecord[],
): CreditMonitoringOnWire {
  const { drift, scores, live, reference, estimated } = figures
  return {
    model_version: figures.modelVersion,
    checked_at: checkedAt,
    from: figures.from,
    to: figures.to,
    decisions: figures.decisions,
    drift: (drift?.features ?? []).map(({ name, tests, severity }) => ({
      feature: name,
      ...psiOf(tests),
      severity,
    })),
    target_drift: scores && { ...psiOf(scores.drift.tests), severity: scores.severity },
    live_auc: live?.auc ? intervalOf(live.auc) : null,
    live_accuracy: live?.accuracy ? intervalOf(live.accuracy) : null,
    reference_auc: reference?.auc ?? null,
    corrected_auc: live?.correctedAuc ?? null,
    estimated_auc: estimated?.auc?.value ?? null,
    matured: figures.matured,
    approval_rate_by_week: figures.weeks.map((week) => ({ ...week })),
    fairness: figures.fairness.map(groupToWire),
    fairness_by_month: figures.fairnessByMonth.map((group) => ({
      month: group.month,
      ...groupToWire(group),
    })),
    suppressed: [...figures.suppressed],
    alerts: alerts.map(({ alertId, severity, text, raisedAt }) => ({
      id: alertId,
      severity,
      text,
      opened_at: raisedAt.toISOString(),
    })),
    notes: [...figures.notes],
  }
}

/** Before the first model is in use there is nothing to look at. */
export const nothingMonitored: CreditMonitoringOnWire = {
  model_version: null,
  checked_at: null,
  from: null,
  to: null,
  decisions: 0,
  drift: [],
  target_drift: null,
  live_auc: null,
  live_accuracy: null,
  reference_auc: null,
  corrected_auc: null,
  estimated_auc: null,
  matured: 0,
  approval_rate_by_week: [],
  fairness: [],
  fairness_by_month: [],
  suppressed: [],
  alerts: [],
  notes: ['No credit model is in use yet: train one and promote it.'],
}

function psiOf(tests: readonly TestedFigure[]): { psi: number | null; p_value: number | null } {
  const psi = tests.find(({ id }) => id === 'psi')
  return { psi: psi?.value ?? null, p_value: psi?.adjustedPValue ?? psi?.pValue ?? null }
}

function groupToWire({ attribute, group, decisions, approvalRate, fourFifths }: GroupApprovals) {
  return {
    attribute,
    group,
    decisions,
    approval_rate: intervalOf(approvalRate),
    four_fifths: fourFifths?.value ?? null,
    four_fifths_interval: fourFifths && { low: fourFifths.lower, high: fourFifths.upper },
  }
}
