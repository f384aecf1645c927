/** The switch that sends every application to a person; what it was is never overwritten. */
import type { KillSwitch } from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openKillSwitch(executor: Kysely<Schema>): KillSwitch {
  return {
    async set({ on, by, at, reason }) {
      await executor
        .insertInto('credit_kill_switch')
        .values({ is_on: on, set_by: by, set_at: at, reason })
        .execute()
    },
    async state(at) {
      const row = await executor
        .selectFrom('credit_kill_switch')
        .selectAll()
        .$if(at !== undefined, (query) => query.where('set_at', '<=', at!))
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && { on: row.is_on, by: row.set_by, at: row.set_at, reason: row.reason }
    },
  }
}
