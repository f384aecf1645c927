/** Reference data by key, and answers that are given again. */
import {
  RecordConflict,
  type ReferenceRecord,
  type ReferenceStore,
  type RepliesStore,
} from '@pratibimba/risk/ports'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { startsWith } from './customer-store.ts'
import type { WarningSchema } from './tables.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openReferenceStore(executor: Kysely<Schema>): ReferenceStore {
  return {
    async get<Value>(key: string) {
      const row = await executor
        .selectFrom('reference_data')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst()
      return row && fromReferenceRow<Value>(row)
    },
    async list(keyPrefix) {
      const rows = await executor
        .selectFrom('reference_data')
        .selectAll()
        .where(startsWith('key', keyPrefix))
        .orderBy('key')
        .execute()
      return rows.map((row) => fromReferenceRow(row))
    },
    async put<Value>(
      key: string,
      value: Value,
      { actor, at, expectedVersion }: Parameters<ReferenceStore['put']>[2],
    ) {
      const change = { value: JSON.stringify(value), changed_by: actor, changed_at: at }
      const row =
        expectedVersion === undefined || expectedVersion === 0
          ? await executor
              .insertInto('reference_data')
              .values({ key, version: 1, ...change })
              .onConflict((conflict) =>
                expectedVersion === 0
                  ? conflict.column('key').doNothing()
                  : conflict
                      .column('key')
                      .doUpdateSet({ ...change, version: sql<number>`reference_data.version + 1` }),
              )
              .returningAll()
              .executeTakeFirst()
          : await executor
              .updateTable('reference_data')
              .set({ ...change, version: expectedVersion + 1 })
              .where('key', '=', key)
              .where('version', '=', expectedVersion)
              .returningAll()
              .executeTakeFirst()
      if (row === undefined)
        throw new RecordConflict(`"${key}" was changed by somebody else meanwhile; look at it again.`)
      return fromReferenceRow<Value>(row)
    },
    async remove(key) {
      const { numDeletedRows } = await executor
        .deleteFrom('reference_data')
        .where('key', '=', key)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

function fromReferenceRow<Value>(row: Selectable<WarningSchema['reference_data']>): ReferenceRecord<Value> {
  return {
    key: row.key,
    version: row.version,
    value: row.value as Value,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}

/** @param transaction of the work that is done once; a second request of the key waits for its end */
export function openReplies(transaction: Kysely<Schema>): RepliesStore {
  return {
    async earlier<Reply>(key: string, contentHash: string) {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('replies')
        .values({ key, content_hash: contentHash })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows === 1n) return undefined
      const row = await transaction
        .selectFrom('replies')
        .select(['content_hash', 'reply'])
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
      if (row.content_hash !== contentHash)
        throw new RecordConflict(`The key ${key} was used for another request already.`)
      return (row.reply ?? undefined) as Reply | undefined
    },
    async keep(key, contentHash, reply) {
      await transaction
        .updateTable('replies')
        .set({ reply: JSON.stringify(reply) })
        .where('key', '=', key)
        .where('content_hash', '=', contentHash)
        .execute()
    },
  }
}
