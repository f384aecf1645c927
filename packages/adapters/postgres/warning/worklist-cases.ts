/** What a worklist shows of a customer beside the score, kept in one row. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { isOpen } from './case-list.ts'

/** To be called by whatever changes cases or assignments, in its transaction. */
export async function refreshWorklistCases(
  executor: Kysely<Schema>,
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return
  const ids = [...new Set(customerIds)]
  await sql`
    insert into worklist_cases
      (customer_id, intervention_id, type, state, due_at, warn_at, paused_at, met_at, assigned_to, cool_down_until)
    select given.id, i.intervention_id, i.type, i.state, i.sla_due_at, i.sla_warn_at, i.sla_paused_at, i.sla_met_at,
      coalesce(i.assignee, a.officer_id),
      (select max(past.cool_down_until) from interventions past where past.customer_id = given.id)
    from unnest(${ids}::text[]) as given(id)
    left join interventions i on i.customer_id = given.id and ${isOpen}
    left join customer_assignments a on a.customer_id = given.id and a.ended_at is null
    order by given.id collate "C"
    on conflict (customer_id) do update set
      intervention_id = excluded.intervention_id, type = excluded.type, state = excluded.state,
      due_at = excluded.due_at, warn_at = excluded.warn_at, paused_at = excluded.paused_at, met_at = excluded.met_at,
      assigned_to = excluded.assigned_to, cool_down_until = excluded.cool_down_until`.execute(executor)
}
