/** Puts a new wrapping key in the place of the old ones. */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from '../postgres/schema.ts'
import { givenRows } from '../postgres/warning/given-rows.ts'
import { decryptWhole, encryptWhole } from './envelope.ts'
import { keyId, type WrappingKeys } from './wrapping-keys.ts'

const batchSize = 500

/**
 * First the new key is kept beside the old ones and becomes the present one, then every person's key is wrapped anew,
 * a batch at a time, and at last the old ones are forgotten. Two who rotate at once do not lose a key: whoever is not
 * the last one forgets nothing.
 *
 * @param oldKey of an id
 * @returns how many keys were wrapped anew
 * @throws RangeError when the new key is not 32 bytes, or the present one
 */
export async function rotateKeys(
  kysely: Kysely<Schema>,
  wrappingKeys: WrappingKeys,
  oldKey: (id: string) => Promise<KeyObject>,
  newKey: Uint8Array,
): Promise<number> {
  if (newKey.length !== 32) throw new RangeError(`rotate: need a key of 32 bytes, got ${newKey.length}`)
  const id = keyId(newKey)
  const key = createSecretKey(newKey)
  await kysely.transaction().execute(async (transaction) => {
    const present = await lockVault(transaction)
    if (present.wrapping_key === id) throw new RangeError('rotate: need another key than the present one')
    const lookup = decryptWhole(await oldKey(present.wrapping_key), present.wrapped_lookup_key, 'lookup')
    await wrappingKeys.add(newKey)
    await transaction
      .updateTable('person_vault')
      .set({ wrapping_key: id, wrapped_lookup_key: encryptWhole(key, lookup, 'lookup') })
      .execute()
  })

  let rewrapped = 0
  let last = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = await kysely
      .transaction()
      .execute((transaction) => rewrapBatch(transaction, { id, key, oldKey, after: last }))
    rewrapped += batch.rewrapped
    if (batch.last === undefined) break
    last = batch.last
  }

  await kysely.transaction().execute(async (transaction) => {
    const { wrapping_key } = await lockVault(transaction)
    const { rows } = await sql`select from person_keys where wrapping_key <> ${id} limit 1`.execute(
      transaction,
    )
    if (wrapping_key === id && rows.length === 0) await wrappingKeys.keepOnly(id)
  })
  return rewrapped
}

function lockVault(transaction: Transaction<Schema>) {
  return transaction.selectFrom('person_vault').selectAll().forUpdate().executeTakeFirstOrThrow()
}

async function rewrapBatch(
  transaction: Transaction<Schema>,
  {
    id,
    key,
    oldKey,
    after,
  }: {
    readonly id: string
    readonly key: KeyObject
    readonly oldKey: (id: string) => Promise<KeyObject>
    readonly after: string
  },
): Promise<{ rewrapped: number; last: string | undefined }> {
  const rows = await transaction
    .selectFrom('person_keys')
    .select(['person', 'wrapping_key', 'wrapped_key'])
    .where('wrapping_key', '<>', id)
    .where('person', '>', after)
    .orderBy('person')
    .limit(batchSize)
    .forUpdate()
    .execute()
  if (rows.length === 0) return { rewrapped: 0, last: undefined }
  const changed = await Promise.all(
    rows.map(async ({ person, wrapping_key, wrapped_key }) => {
      const about = `key ${person}`
      const bytes = decryptWhole(await oldKey(wrapping_key), wrapped_key, about)
      return { person, wrapped_key: encryptWhole(key, bytes, about) }
    }),
  )
  await sql`
    update person_keys set wrapping_key = ${id}, wrapped_key = given.wrapped_key
    from ${givenRows({ person: 'uuid', wrapped_key: 'bytea' }, changed)}
    where person_keys.person = given.person`.execute(transaction)
  return { rewrapped: rows.length, last: rows.at(-1)!.person }
}
