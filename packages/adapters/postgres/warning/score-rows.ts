/** Scores as rows. */
import { heldOutDays, type SlaState } from '@pratibimba/contract'
import type { RiskScore, WorklistRow } from '@pratibimba/risk/ports'
import { present } from './given-rows.ts'
import type { LatestScoreRow, RiskScoreRow, WorklistCaseRow } from './tables.ts'

export const scoreTypes = {
  customer_id: 'text',
  as_of_date: 'date',
  model_version: 'text',
  score: 'double precision',
  level: 'text',
  flagged: 'boolean',
  shadow: 'boolean',
  log_odds: 'double precision',
  expected_days_to_failure: 'double precision',
  tier: 'smallint',
  exposure_minor: 'bigint',
  expected_loss_minor: 'bigint',
  recommended_action: 'text',
  drivers: 'jsonb',
  scored_at: 'timestamptz',
} as const satisfies Record<keyof RiskScoreRow, string>

export function toScoreRow(score: RiskScore, shadow: boolean) {
  return {
    customer_id: score.customerId,
    as_of_date: score.asOfDate,
    model_version: score.modelVersion,
    score: score.score,
    level: score.level,
    flagged: score.flagged,
    shadow,
    log_odds: score.logOdds ?? null,
    expected_days_to_failure: score.expectedDaysToFailure ?? null,
    tier: score.tier ?? null,
    exposure_minor: score.exposureMinor,
    expected_loss_minor: score.expectedLossMinor,
    recommended_action: score.recommendedAction ?? null,
    drivers: score.drivers.length === 0 ? null : JSON.stringify(score.drivers),
    scored_at: score.scoredAt,
  }
}

export function fromScoreRow(row: Omit<RiskScoreRow, 'shadow'>): RiskScore {
  return {
    customerId: row.customer_id,
    asOfDate: row.as_of_date,
    modelVersion: row.model_version,
    score: row.score,
    level: row.level,
    flagged: row.flagged,
    exposureMinor: row.exposure_minor,
    expectedLossMinor: row.expected_loss_minor,
    drivers: row.drivers ?? [],
    scoredAt: row.scored_at,
    ...present({
      logOdds: row.log_odds,
      expectedDaysToFailure: row.expected_days_to_failure,
      tier: row.tier,
      recommendedAction: row.recommended_action,
    }),
  }
}

export type JoinedRow = LatestScoreRow & {
  [Key in keyof Omit<WorklistCaseRow, 'customer_id'> as `case_${Key}`]: WorklistCaseRow[Key]
} & {
  /** The latest time that the customer was drawn into the control group. */
  held_out: { readonly by: string; readonly at: string } | null
}

export function fromJoinedRow(row: JoinedRow, now: Date): WorklistRow {
  const coolDown = row.case_cool_down_until
  return {
    ...fromScoreRow(row),
    ...present({
      change1d: row.change_1d,
      change7d: row.change_7d,
      change30d: row.change_30d,
      region: row.region,
      employmentType: row.employment_type,
      homeOwnership: row.home_ownership,
      ageBand: row.age_band,
      incomeBracket: row.income_bracket,
      assignedTo: row.case_assigned_to,
      coolDownUntil: coolDown !== null && coolDown > now ? coolDown : null,
      heldOutBy: heldOutBy(row.held_out, now),
    }),
    ...(row.case_intervention_id !== null && {
      openCase: {
        interventionId: row.case_intervention_id,
        type: row.case_type!,
        state: row.case_state!,
        ...present({
          slaState: slaStateOf(
            {
              dueAt: row.case_due_at,
              warnAt: row.case_warn_at,
              pausedAt: row.case_paused_at,
              metAt: row.case_met_at,
            },
            now,
          ),
          dueAt: row.case_due_at,
        }),
      },
    }),
  }
}

interface ClockColumns {
  readonly dueAt: Date | null
  readonly warnAt: Date | null
  readonly pausedAt: Date | null
  readonly metAt: Date | null
}

export function slaStateOf({ dueAt, warnAt, pausedAt, metAt }: ClockColumns, now: Date): SlaState | null {
  if (dueAt === null || warnAt === null) return null
  if (metAt !== null) return metAt <= dueAt ? 'met' : 'breached'
  if ((pausedAt ?? now) > dueAt) return 'overdue'
  if (pausedAt !== null) return 'paused'
  return now >= warnAt ? 'approaching' : 'within'
}

function heldOutBy(held: JoinedRow['held_out'], now: Date): string | null {
  if (held === null) return null
  return Date.parse(held.at) + heldOutDays * 86_400_000 > now.getTime() ? held.by : null
}
