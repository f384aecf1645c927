/** Rows of a worklist on the wire. */
import type { CustomerRow, Driver, trends } from '@pratibimba/contract'
import { actionTypes } from '@pratibimba/risk/interventions'
import type { ScoreDriver, WorklistRow } from '@pratibimba/risk/ports'

export type DescribeDriver = (driver: ScoreDriver) => Driver

/** A change of the score in thirty days from which on it counts as rising or falling. */
export const NOTICEABLE_CHANGE = 0.02

export function customerRowToWire(row: WorklistRow, describe: DescribeDriver): CustomerRow {
  const [first] = row.drivers
  const driver = first === undefined || first.contribution <= 0 ? undefined : describe(first)
  return {
    customer_id: row.customerId,
    as_of_date: row.asOfDate,
    risk_score: row.score,
    risk_level: row.level,
    change_30d: row.change30d ?? null,
    trend: trendOf(row),
    tier: row.tier ?? null,
    expected_days_to_failure: row.expectedDaysToFailure ?? null,
    exposure_minor: row.exposureMinor,
    expected_loss_minor: row.expectedLossMinor,
    top_driver:
      driver === undefined ? null : { feature: driver.feature, title: driver.title, text: driver.text },
    recommended_action: recommendedAction(row),
    region: row.region ?? null,
    employment_type: row.employmentType ?? null,
    income_bracket: (row.incomeBracket as CustomerRow['income_bracket']) ?? null,
    age_band: (row.ageBand as CustomerRow['age_band']) ?? null,
    home_ownership: row.homeOwnership ?? null,
    assigned_to: row.assignedTo ?? null,
    open_case: row.openCase
      ? {
          intervention_id: row.openCase.interventionId,
          type: row.openCase.type,
          state: row.openCase.state,
          sla_state: row.openCase.slaState ?? null,
          due_at: row.openCase.dueAt?.toISOString() ?? null,
        }
      : null,
    cool_down_until: row.coolDownUntil?.toISOString() ?? null,
    held_out_by: row.heldOutBy ?? null,
    model_version: row.modelVersion,
    scored_at: row.scoredAt.toISOString(),
  }
}

function trendOf({ change30d: change = 0 }: WorklistRow): (typeof trends)[number] {
  if (change >= NOTICEABLE_CHANGE) return 'rising'
  return change <= -NOTICEABLE_CHANGE ? 'falling' : 'stable'
}

function recommendedAction({ recommendedAction: type }: WorklistRow): CustomerRow['recommended_action'] {
  if (type === undefined) return null
  const { title, does } = actionTypes[type]
  return { type, title, reason: does }
}
