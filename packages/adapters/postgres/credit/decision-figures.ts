/** What monitoring asks of decisions. */
import type { DecisionFigures, DecisionSpan, DecisionWeek } from '@pratibimba/risk/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Schema } from '../schema.ts'

export function openDecisionFigures(executor: Kysely<Schema>): DecisionFigures {
  return {
    async weeks(span) {
      const { rows } = await sql<DecisionWeek>`
        select to_char(date_trunc('week', d.decided_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
          count(*) as decisions,
          count(*) filter (where d.decision = 'APPROVED') as approved,
          count(*) filter (where d.decision = 'MANUAL_REVIEW') as reviewed,
          count(r.decision_id) filter (where r.outcome = 'REJECTED') as overridden
        from credit_decisions d left join credit_reviews r using (decision_id)
        where ${within(span)} group by 1 order by 1`.execute(executor)
      return rows
    },
    async scores(span, limit) {
      const { rows } = await sql<{ score: number }>`
        select d.score from credit_decisions d where ${within(span)}
        order by d.decided_at desc, d.decision_id desc limit ${limit}`.execute(executor)
      return Float64Array.from(rows, ({ score }) => score)
    },
    async matured(span, limit) {
      const { rows } = await sql<MaturedRow>`
        select d.score, o.good from credit_decisions d ${lastOutcome} where ${within(span)}
        order by d.decided_at desc, d.decision_id desc limit ${limit}`.execute(executor)
      return maturedOf(rows)
    },
  }
}

export interface MaturedRow {
  readonly score: number
  readonly good: boolean
}

/** Joins what was known last of decision `d`. */
export const lastOutcome = sql`
  join lateral (
    select good from credit_outcomes where decision_id = d.decision_id order by known_at desc limit 1
  ) o on true`

export function maturedOf(rows: readonly MaturedRow[]): { score: Float64Array; good: Uint8Array } {
  return {
    score: Float64Array.from(rows, ({ score }) => score),
    good: Uint8Array.from(rows, ({ good }) => Number(good)),
  }
}

function within({ from, to, modelVersion }: DecisionSpan): RawBuilder<boolean> {
  const model = modelVersion === undefined ? sql`true` : sql`d.model_version = ${modelVersion}`
  return sql`d.decided_at >= ${from} and d.decided_at < ${to} and ${model}`
}
