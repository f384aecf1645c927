/** Keys of persons: one each, wrapped by a key that is not in the database. Destroying one destroys what it sealed. */
import { createHmac, createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import type { PersonVault } from '@pratibimba/risk/ports'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../postgres/database.ts'
import { openReconnectingClient } from '../postgres/reconnecting-client.ts'
import type { Schema } from '../postgres/schema.ts'
import { givenRows } from '../postgres/warning/given-rows.ts'
import { decryptWhole, encryptWhole } from './envelope.ts'
import { grouped } from './grouped.ts'
import { openKeyCache } from './key-cache.ts'
import { type HeldKey, personKey, sealCustomer } from './person-key.ts'
import { rotateKeys } from './rotate-keys.ts'
import { VaultUnusable } from './vault-error.ts'
import { keyId, type WrappingKeys } from './wrapping-keys.ts'

export interface PersonVaultOptions {
  readonly database: Database
  readonly wrappingKeys: WrappingKeys
  /** Keys held in memory. Default 10,000. */
  readonly cacheSize?: number
  /** Longest a key is held without looking whether it is still there, milliseconds. Default 60,000. */
  readonly cacheMs?: number
  /** Told when the connection that hears of erasures breaks; until it is back nothing is held in memory. */
  readonly onTrouble?: (error: unknown) => void
}

export interface PostgresPersonVault extends PersonVault {
  /**
   * Erases within a transaction of the caller's: the key is destroyed when that commits, in all processes.
   *
   * @returns the person whose key it was
   */
  eraseWithin(transaction: Transaction<Schema>, customerId: string): Promise<string | undefined>
  /**
   * Wraps every key anew and forgets the wrapping keys of before. What a crash left half done, the next call finishes;
   * everything stays readable meanwhile.
   *
   * @param newKey 32 bytes; default random ones
   */
  rotate(newKey?: Uint8Array): Promise<{ readonly rewrapped: number }>
  close(): Promise<void>
}

const channel = 'person_erased'
const mostAtOnce = 500
/** Of a wrapping key being replaced while a person's key is made. */
const mostAttempts = 8
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @throws VaultUnusable when the wrapping key is missing, unreadable, or not the one of this database */
export async function openPersonVault(options: PersonVaultOptions): Promise<PostgresPersonVault> {
  const { database, wrappingKeys, cacheSize = 10_000, cacheMs = 60_000 } = options
  const { kysely } = database
  const cache = openKeyCache(cacheSize, cacheMs, () => performance.now())
  const wrapping = openWrapping(kysely, wrappingKeys)
  let { id: presentId, lookupKey } = await wrapping.present()

  let isListening = true
  const listener = await openReconnectingClient({
    url: database.url,
    applicationName: 'pratibimba vault',
    channel,
    onNotification: (person) => (person === undefined ? cache.clear() : cache.release(person)),
    onReconnect() {
      cache.clear()
      isListening = true
    },
    onTrouble(error) {
      isListening = false
      cache.clear()
      options.onTrouble?.(error)
    },
  })

  const hashOf = (customerId: string) => createHmac('sha256', lookupKey).update(customerId).digest()

  const held = async (row: KeyRow, mark: number): Promise<HeldKey> => {
    const wrappedBy = await wrapping.key(row.wrapping_key)
    const bytes = decryptWhole(wrappedBy, row.wrapped_key, `key ${row.person}`)
    const key = personKey(row.person, bytes, row.sealed_customer)
    if (isListening) cache.keep(key, mark)
    return key
  }
  const byHash = async (hashes: readonly Buffer[]): Promise<HeldKey[]> => {
    const mark = cache.mark()
    const { rows } = await sql<KeyRow>`
      select person, wrapping_key, wrapped_key, sealed_customer from person_keys
      where customer_hash = any(${hashes}::bytea[])`.execute(kysely)
    return Promise.all(rows.map((row) => held(row, mark)))
  }
  const find = async (customerIds: readonly string[]) =>
    new Map((await byHash(customerIds.map(hashOf))).map((key) => [key.customerId, key]))

  const findOrMake = async (customerIds: readonly string[]) => {
    const keys = await find(customerIds)
    for (let attempt = 0; keys.size < customerIds.length; attempt++) {
      if (attempt === mostAttempts)
        throw new VaultUnusable('Keys of persons cannot be made: the wrapping key changes all the time.')
      const missing = customerIds.filter((customerId) => !keys.has(customerId))
      const present = await wrapping.key(presentId)
      await insertKeys(
        kysely,
        missing.map((customerId) => newRow(customerId, hashOf(customerId), presentId, present)),
      )
      for (const [customerId, key] of await find(missing)) keys.set(customerId, key)
      // Nothing made, nothing there: the wrapping key was replaced meanwhile.
      if (keys.size < customerIds.length) ({ id: presentId, lookupKey } = await wrapping.present())
    }
    return keys
  }
  const ofPersons = async (persons: readonly string[]) => {
    const mark = cache.mark()
    const { rows } = await sql<KeyRow>`
      select person, wrapping_key, wrapped_key, sealed_customer from person_keys
      where person = any(${persons}::uuid[])`.execute(kysely)
    return new Map(await Promise.all(rows.map(async (row) => [row.person, await held(row, mark)] as const)))
  }
  const makeGrouped = grouped(findOrMake, mostAtOnce)
  const findGrouped = grouped(find, mostAtOnce)
  const openGrouped = grouped(ofPersons, mostAtOnce)

  const open = async (person: string) => {
    if (!uuid.test(person)) return undefined
    return cache.byPerson(person) ?? openGrouped(person)
  }
  const eraseWithin = async (transaction: Transaction<Schema>, customerId: string) => {
    const { rows } = await sql<{ person: string }>`
      with erased as (delete from person_keys where customer_hash = ${hashOf(customerId)} returning person)
      select person, pg_notify(${channel}, person::text) from erased`.execute(transaction)
    const person = rows[0]?.person
    if (person !== undefined) cache.withhold(person)
    return person
  }

  return {
    async keyOf(customerId) {
      return cache.byCustomer(customerId) ?? (await makeGrouped(customerId))!
    },
    open,
    async personOf(customerId) {
      return (cache.byCustomer(customerId) ?? (await findGrouped(customerId)))?.person
    },
    async customerOf(person) {
      return (await open(person))?.customerId
    },
    async customersOf(persons) {
      const keys = await Promise.all(persons.map(open))
      return new Map(keys.filter((key) => key !== undefined).map((key) => [key.person, key.customerId]))
    },
    erase: async (customerId) =>
      (await kysely.transaction().execute((transaction) => eraseWithin(transaction, customerId))) !==
      undefined,
    eraseWithin,
    async rotate(newKey = randomBytes(32)) {
      const rewrapped = await rotateKeys(kysely, wrappingKeys, wrapping.key, newKey)
      ;({ id: presentId, lookupKey } = await wrapping.present())
      return { rewrapped }
    },
    close: () => listener.close(),
  }
}

interface KeyRow {
  readonly person: string
  readonly wrapping_key: string
  readonly wrapped_key: Uint8Array
  readonly sealed_customer: Uint8Array
}

function newRow(customerId: string, hash: Buffer, wrappingId: string, wrappingKey: KeyObject) {
  const person = randomUUID()
  const bytes = randomBytes(32)
  const row = {
    person,
    customer_hash: hash,
    wrapping_key: wrappingId,
    wrapped_key: encryptWhole(wrappingKey, bytes, `key ${person}`),
    sealed_customer: sealCustomer(person, bytes, customerId),
  }
  bytes.fill(0)
  return row
}

/**
 * Makes keys, but for customers who have one meanwhile, and none at all when the wrapping key is no longer the present
 * one. Its commit does not wait for the disk: what is sealed with a key is committed after it and takes it along.
 */
async function insertKeys(kysely: Kysely<Schema>, rows: readonly ReturnType<typeof newRow>[]): Promise<void> {
  const types = {
    person: 'uuid',
    customer_hash: 'bytea',
    wrapping_key: 'text',
    wrapped_key: 'bytea',
    sealed_customer: 'bytea',
  }
  // In one order, so that two who make the same keys do not wait for each other.
  const ordered = rows.toSorted((a, b) => Buffer.compare(a.customer_hash, b.customer_hash))
  await sql`
    with relaxed as (select set_config('synchronous_commit', 'off', true) as mode),
      present as (
        select wrapping_key from person_vault where wrapping_key = ${ordered[0]!.wrapping_key} for share
      )
    insert into person_keys (person, customer_hash, wrapping_key, wrapped_key, sealed_customer)
    select given.* from ${givenRows(types, ordered)}
    where (select mode from relaxed) = 'off' and exists (select from present)
    on conflict (customer_hash) do nothing`.execute(kysely)
}

/** The wrapping keys of a database, held in memory once they were asked for. */
function openWrapping(kysely: Kysely<Schema>, wrappingKeys: WrappingKeys) {
  const known = new Map<string, KeyObject>()
  const key = async (id: string): Promise<KeyObject> => {
    let found = known.get(id)
    if (found !== undefined) return found
    const bytes = await wrappingKeys.get(id)
    if (bytes === undefined)
      throw new VaultUnusable(
        `${wrappingKeys.name} does not hold the wrapping key ${id} of this database. Restore the one that was in use with it.`,
      )
    found = createSecretKey(bytes)
    known.set(id, found)
    return found
  }
  const read = () =>
    kysely.selectFrom('person_vault').select(['wrapping_key', 'wrapped_lookup_key']).executeTakeFirst()
  return {
    key,
    /** The present one, with the key by which customers are looked up; both are made for a new database. */
    async present(): Promise<{ readonly id: string; readonly lookupKey: KeyObject }> {
      let row = await read()
      if (row === undefined) {
        const first = await wrappingKeys.first()
        await kysely
          .insertInto('person_vault')
          .values({
            wrapping_key: keyId(first),
            wrapped_lookup_key: encryptWhole(createSecretKey(first), randomBytes(32), 'lookup'),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        row = (await read())!
      }
      const id = row.wrapping_key
      return { id, lookupKey: createSecretKey(decryptWhole(await key(id), row.wrapped_lookup_key, 'lookup')) }
    },
  }
}
