/** Officers, and who looks after which customers. */
import type { AssignmentRecord, InterventionStore, OfficerRecord } from '@pratibimba/risk/ports'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { isOpen } from './case-list.ts'
import { present } from './given-rows.ts'
import type { WarningSchema } from './tables.ts'
import { refreshWorklistCases } from './worklist-cases.ts'

type Assignments = Pick<
  InterventionStore,
  'assignCustomers' | 'assignments' | 'saveOfficer' | 'officer' | 'officers'
>

export function openAssignments(executor: Kysely<Schema>): Assignments {
  return {
    async assignCustomers(customerIds, officerId, { actor, at, reason }) {
      const ids = [...new Set(customerIds)].sort()
      if (ids.length === 0) return 0
      const changes = sql<boolean>`officer_id is distinct from ${officerId}`
      const ended = await executor
        .updateTable('customer_assignments')
        .set({ ended_at: at })
        .where('customer_id', '=', sql<string>`any(${ids})`)
        .where('ended_at', 'is', null)
        .where(changes)
        .executeTakeFirst()
      let begun = 0n
      if (officerId !== null) {
        const { numAffectedRows } = await sql`
          insert into customer_assignments (customer_id, officer_id, assigned_by, assigned_at, reason)
          select id, ${officerId}, ${actor}, ${at}, ${reason ?? null} from unnest(${ids}::text[]) as given(id)
          on conflict (customer_id) where ended_at is null do nothing`.execute(executor)
        begun = numAffectedRows ?? 0n
      }
      await refreshWorklistCases(executor, ids)
      return Number(officerId === null ? ended.numUpdatedRows : begun)
    },
    async assignments(customerId) {
      const rows = await executor
        .selectFrom('customer_assignments')
        .selectAll()
        .where('customer_id', '=', customerId)
        .orderBy('assigned_at', 'desc')
        .orderBy('assignment_id', 'desc')
        .execute()
      return rows.map(
        (row): AssignmentRecord => ({
          customerId: row.customer_id,
          officerId: row.officer_id,
          assignedBy: row.assigned_by,
          assignedAt: row.assigned_at,
          ...present({ endedAt: row.ended_at, reason: row.reason }),
        }),
      )
    },
    async saveOfficer(officer) {
      const row = {
        name: officer.name,
        role: officer.role,
        team: officer.team ?? null,
        capacity: officer.capacity ?? null,
        active: officer.active,
      }
      await executor
        .insertInto('officers')
        .values({ officer_id: officer.officerId, ...row })
        .onConflict((conflict) => conflict.column('officer_id').doUpdateSet(row))
        .execute()
    },
    async officer(officerId) {
      const row = await executor
        .selectFrom('officers')
        .selectAll()
        .where('officer_id', '=', officerId)
        .executeTakeFirst()
      return row && fromOfficerRow(row)
    },
    async officers() {
      const { rows } = await sql<
        Selectable<WarningSchema['officers']> & { open_cases: number; customers: number }
      >`
        select o.*,
          (select count(*) from interventions i where i.assignee = o.officer_id and ${isOpen}) as open_cases,
          (select count(*) from customer_assignments a where a.officer_id = o.officer_id and a.ended_at is null) as customers
        from officers o order by o.name, o.officer_id`.execute(executor)
      return rows.map((row) => ({
        ...fromOfficerRow(row),
        openCases: row.open_cases,
        customers: row.customers,
      }))
    },
  }
}

function fromOfficerRow(row: Selectable<WarningSchema['officers']>): OfficerRecord {
  return {
    officerId: row.officer_id,
    name: row.name,
    role: row.role,
    active: row.active,
    ...present({ team: row.team, capacity: row.capacity }),
  }
}
