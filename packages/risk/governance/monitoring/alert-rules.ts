/** Alerts over credit decisions: the rules a bank begins with, and the figures that they watch. */
import { type AlertRule, decisionAlertRules } from '../../monitoring/index.ts'
import type { CreditMonitoring } from './credit-monitoring.ts'

const WEEK_HOURS = 24 * 7

export const creditAlertRules: readonly AlertRule[] = [
  ...decisionAlertRules,
  {
    id: 'input_drift',
    title: 'Applications have changed',
    figure: 'drift_severe_features',
    comparison: 'at_least',
    threshold: 3,
    clearsAt: 2,
    consecutive: 2,
    coolDownHours: WEEK_HOURS,
    severity: 'warning',
    opensRetraining: true,
  },
  {
    id: 'score_drift',
    title: 'Scores have moved',
    figure: 'score_psi',
    comparison: 'at_least',
    threshold: 0.25,
    clearsAt: 0.2,
    consecutive: 2,
    coolDownHours: WEEK_HOURS,
    severity: 'warning',
    opensRetraining: false,
  },
  {
    id: 'four_fifths',
    title: 'A group is approved too rarely beyond chance',
    // Upper end of the smallest ratio's interval: below the gate only when chance does not explain it.
    figure: 'smallest_four_fifths_upper',
    comparison: 'below',
    threshold: 0.8,
    clearsAt: 0.82,
    consecutive: 2,
    coolDownHours: WEEK_HOURS,
    severity: 'critical',
    opensRetraining: false,
  },
  {
    id: 'reviews_overridden',
    title: 'Persons reject most of what is sent to them',
    figure: 'override_share',
    comparison: 'above',
    threshold: 0.8,
    clearsAt: 0.75,
    consecutive: 2,
    coolDownHours: WEEK_HOURS,
    severity: 'info',
    opensRetraining: false,
  },
]

/** Fewest reviews that a share of them is told of. */
const LEAST_REVIEWS = 30

/**
 * What the rules watch; null is not measured.
 *
 * The AUC is the one carried over to all who applied, where there is one: the threshold speaks of all, and the AUC of the
 * approved alone lies below it for a sound model.
 */
export function creditFigures(monitoring: CreditMonitoring): Record<string, number | null> {
  const { live, drift, scores, fairness, reviews } = monitoring
  const uppers = fairness.flatMap(({ fourFifths }) => fourFifths?.upper ?? [])
  return {
    live_auc: live?.correctedAuc ?? null,
    live_accuracy: live?.accuracy?.value ?? null,
    drift_severe_features: drift?.counts.severe ?? null,
    score_psi: scores?.drift.tests.find(({ id }) => id === 'psi')?.value ?? null,
    smallest_four_fifths_upper: uppers.length > 0 ? Math.min(...uppers) : null,
    override_share: reviews.sent >= LEAST_REVIEWS ? reviews.rejected / reviews.sent : null,
  }
}
