/** A customer's scores on the wire. */
import type { ScorePoint } from '@pratibimba/contract'
import type { RiskScore } from '@pratibimba/risk/ports'

export function scorePointToWire(score: RiskScore): ScorePoint {
  return {
    as_of_date: score.asOfDate,
    risk_score: score.score,
    risk_level: score.level,
    expected_days_to_failure: score.expectedDaysToFailure ?? null,
    model_version: score.modelVersion,
  }
}
