/** Scores of a batch as records: level, tier, money and what is recommended. */

import type { Exposure } from '@pratibimba/adapters/postgres'
import { riskLevels } from '@pratibimba/contract'
import { formatDay } from '@pratibimba/numerics/calendar'
import { assessCustomer, type DatedScore, type InterventionPolicy } from '@pratibimba/risk/interventions'
import type { RiskScore } from '@pratibimba/risk/ports'
import type { WarningScores } from '@pratibimba/risk/warning'

export interface BatchToRecord {
  readonly customerId: readonly string[]
  readonly asOfDay: Int32Array
  readonly scores: WarningScores
  /** Of the columns of the contributions. */
  readonly features: readonly string[]
  readonly modelVersion: string
  readonly exposures: ReadonlyMap<string, Exposure>
  /** Earlier scores of a customer, of the days that a trend looks at. */
  history(customerId: string): readonly DatedScore[]
  readonly scoredAt: Date
  /** The one by which `scores` looked ahead. */
  readonly policy: InterventionPolicy
}

const DRIVERS_KEPT = 5

export function* recordsOf(batch: BatchToRecord): Generator<RiskScore> {
  const { customerId, asOfDay, scores, features, exposures, modelVersion, scoredAt, policy } = batch
  const { explanation } = scores
  const width = features.length
  for (let row = 0; row < scores.rows; row++) {
    const id = customerId[row]
    const score = scores.riskScore[row]
    const level = riskLevels[scores.level[row]]
    const days = scores.expectedDays[row]
    const daysToFailure = Number.isNaN(days) ? null : days
    const { exposureMinor, hasLoan } = exposures.get(id) ?? { exposureMinor: 0, hasLoan: false }
    const history = level === 'HIGH' || level === 'CRITICAL' ? batch.history(id) : []
    const { tier, expectedLossMinor, recommendation } = assessCustomer(
      {
        customerId: id,
        probability: score,
        level,
        // Nothing is recommended to LOW, whatever raised it.
        contributions:
          explanation === undefined || level === 'LOW'
            ? []
            : features.map((feature, k) => ({
                feature,
                contribution: explanation.contributions[row * width + k],
              })),
        expectedDaysToFailure: daysToFailure,
        imminentProbability: scores.imminent[row],
        pastScores: history,
        asOfDay: asOfDay[row],
        exposureMinor,
        hasInstalment: hasLoan,
      },
      scoredAt,
      policy,
    )
    yield {
      customerId: id,
      asOfDate: formatDay(asOfDay[row]),
      modelVersion,
      score,
      level,
      flagged: scores.prediction[row] === 1,
      logOdds: scores.logOdds[row],
      ...(daysToFailure === null ? {} : { expectedDaysToFailure: daysToFailure }),
      ...(tier === null ? {} : { tier }),
      exposureMinor: Math.round(exposureMinor),
      expectedLossMinor,
      drivers:
        explanation?.topDrivers(row, DRIVERS_KEPT).map(({ feature, value, contribution }) => ({
          feature,
          value: value === null || Number.isNaN(value) ? null : value,
          contribution,
        })) ?? [],
      ...(recommendation.action === null ? {} : { recommendedAction: recommendation.action.type }),
      scoredAt,
    }
  }
}
