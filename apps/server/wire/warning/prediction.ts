/** Predictions on the wire. */
import type { Prediction, RecommendedAction } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { actionTypes, type Recommendation } from '@pratibimba/risk/interventions'
import type { Champion } from '../../warning/champion.ts'
import type { Asked } from '../../warning/scoring/predict.ts'
import { driversOfRow, type ScoredRow } from '../../warning/scoring/score-rows.ts'

/** What stands beside a score. */
interface Circumstances {
  readonly customerId: string | null
  readonly asOfDay: number
  /** Absent where what is owed is not known. */
  readonly recommendation?: Recommendation
  readonly scoredAt: Date
  readonly warnings: readonly string[]
}

export function predictionToWire(
  { record, model }: Champion,
  scored: ScoredRow,
  { explain, top }: Asked,
  { customerId, asOfDay, recommendation, scoredAt, warnings }: Circumstances,
): Prediction {
  const { score } = scored
  const most = explain === 'none' ? 0 : explain === 'full' ? model.bundle.features.length : top
  return {
    customer_id: customerId,
    as_of_date: formatDay(asOfDay),
    risk_score: score.riskScore,
    risk_level: score.riskLevel,
    prediction: score.prediction,
    threshold: score.threshold,
    log_odds: score.logOdds,
    base_log_odds: score.baseLogOdds,
    drivers: most === 0 ? [] : driversOfRow(model, scored, most),
    expected_days_to_failure: score.expectedDaysToFailure,
    recommended_action: recommendation === undefined ? null : recommendedAction(recommendation),
    model_version: record.version,
    scored_at: scoredAt.toISOString(),
    warnings:
      recommendation === undefined
        ? [...warnings, 'No action is recommended: what the customer owes is not known.']
        : [...warnings],
  }
}

export function recommendedAction({ action }: Recommendation): RecommendedAction | null {
  if (action === null) return null
  return { type: action.type, title: actionTypes[action.type].title, reason: action.reason }
}
