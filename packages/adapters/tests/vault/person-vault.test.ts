import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import type { Database } from '../../postgres/index.ts'
import { openKeyFile, openPersonVault, type PostgresPersonVault, VaultUnusable } from '../../vault/index.ts'
import { keyId, type WrappingKeys } from '../../vault/wrapping-keys.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()
const opened: PostgresPersonVault[] = []
afterAll(async () => {
  for (const vault of opened) await vault.close()
})

const text = (value: string) => new TextEncoder().encode(value)

async function open(database: Database, wrappingKeys: WrappingKeys, more: { cacheSize?: number } = {}) {
  const vault = await openPersonVault({ database, wrappingKeys, ...more })
  opened.push(vault)
  return vault
}

async function fresh() {
  const database = await test_.fresh()
  const path = join(await test_.directory(), 'person-keys.json')
  const wrappingKeys = openKeyFile(path)
  return { database, path, wrappingKeys, vault: await open(database, wrappingKeys) }
}

const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('sealing', () => {
  test('a person has one key, which opens what it sealed, also in another process', async () => {
    const { database, wrappingKeys, vault } = await fresh()
    const key = await vault.keyOf('Zoë 1')
    const sealed = key.seal(text('income 52,000'))
    expect(sealed.person).toBe(key.person)
    expect(Buffer.from(sealed.ciphertext).includes('income')).toBe(false)
    const other = await open(database, wrappingKeys)
    expect((await other.keyOf('Zoë 1')).person).toBe(key.person)
    expect((await other.open(key.person))?.unseal(sealed)).toEqual(Buffer.from('income 52,000'))
    expect(await other.customerOf(key.person)).toBe('Zoë 1')
    expect(await other.personOf('Zoë 1')).toBe(key.person)
    expect(await other.personOf('nobody')).toBeUndefined()
    expect(await other.open('no uuid')).toBeUndefined()
    expect(await other.customersOf([key.person, '00000000-0000-4000-8000-000000000000'])).toEqual(
      new Map([[key.person, 'Zoë 1']]),
    )
  })

  test('the same text is never sealed alike; an empty one can be sealed', async () => {
    const { vault } = await fresh()
    const key = await vault.keyOf('A')
    expect(key.seal(text('x')).ciphertext).not.toEqual(key.seal(text('x')).ciphertext)
    expect(key.unseal(key.seal(text('')))).toHaveLength(0)
  })

  test('contents are compared under the key of the person', async () => {
    const { database, wrappingKeys, vault } = await fresh()
    const key = await vault.keyOf('A')
    const same = (await (await open(database, wrappingKeys)).keyOf('A')).mac(text('x'))
    expect(key.mac(text('x'))).toBe(same)
    expect(key.mac(text('y'))).not.toBe(same)
    expect((await vault.keyOf('B')).mac(text('x'))).not.toBe(same)
    expect(same).toMatch(/^[0-9a-f]{64}$/)
  })

  test('what was altered, cut or sealed for another person does not open', async () => {
    const { vault } = await fresh()
    const key = await vault.keyOf('A')
    const sealed = key.seal(text('limit 5,000'))
    for (const part of ['nonce', 'ciphertext'] as const)
      for (let byte = 0; byte < sealed[part].length; byte++) {
        const altered = Uint8Array.from(sealed[part])
        altered[byte]! ^= 1
        expect(() => key.unseal({ ...sealed, [part]: altered })).toThrow(/altered/)
      }
    for (const length of [0, 8, 16]) {
      const cut = { ...sealed, ciphertext: sealed.ciphertext.subarray(0, length) }
      expect(() => key.unseal(cut)).toThrow(/altered/)
    }
    const other = await vault.keyOf('B')
    expect(() => other.unseal(sealed)).toThrow(/does not open/)
    expect(() => other.unseal({ ...sealed, person: other.person })).toThrow(/altered/)
  })

  test('rows of two persons that were exchanged open nothing', async () => {
    const { database, wrappingKeys, vault } = await fresh()
    const [a, b] = [await vault.keyOf('A'), await vault.keyOf('B')]
    await sql`update person_keys p set wrapped_key = q.wrapped_key, sealed_customer = q.sealed_customer
      from person_keys q where q.person <> p.person`.execute(database.kysely)
    const other = await open(database, wrappingKeys)
    for (const { person } of [a, b]) await expect(other.open(person)).rejects.toThrow(/altered/)
  })

  test('the database names nobody', async () => {
    const { database, vault } = await fresh()
    await vault.keyOf('CUST-774411')
    const { rows } = await sql<{ row: string }>`select person_keys::text as row from person_keys`.execute(
      database.kysely,
    )
    for (const form of ['CUST-774411', Buffer.from('CUST-774411').toString('hex')])
      expect(rows[0]!.row).not.toContain(form)
  })

  test('many who ask for one new person at once get one key', async () => {
    const { database, wrappingKeys, vault } = await fresh()
    const vaults = [
      vault,
      await open(database, wrappingKeys),
      await open(database, wrappingKeys, { cacheSize: 0 }),
    ]
    const asked = Array.from({ length: 300 }, (_, n) => vaults[n % 3]!.keyOf(`C${n % 20}`))
    const persons = new Set((await Promise.all(asked)).map(({ person }) => person))
    expect(persons.size).toBe(20)
    const { rows } = await sql`select from person_keys`.execute(database.kysely)
    expect(rows).toHaveLength(20)
  })
})

describe('erasure', () => {
  test('what was sealed is unreadable for good, and the next key is another one', async () => {
    const { database, vault } = await fresh()
    const key = await vault.keyOf('A')
    const sealed = key.seal(text('x'))
    expect(await vault.erase('A')).toBe(true)
    expect(await vault.open(key.person)).toBeUndefined()
    expect(await vault.customerOf(key.person)).toBeUndefined()
    expect(await vault.personOf('A')).toBeUndefined()
    expect(await vault.erase('A')).toBe(false)
    const { rows } = await sql`select from person_keys`.execute(database.kysely)
    expect(rows).toHaveLength(0)
    const again = await vault.keyOf('A')
    expect(again.person).not.toBe(key.person)
    expect(() => again.unseal({ ...sealed, person: again.person })).toThrow(/altered/)
  })

  test('commits with the transaction it is part of, or not at all', async () => {
    const { database, vault } = await fresh()
    const { person } = await vault.keyOf('A')
    const broken = database.kysely.transaction().execute(async (transaction) => {
      expect(await vault.eraseWithin(transaction, 'A')).toBe(person)
      // Read by somebody else before it is decided: not held.
      expect((await vault.open(person))?.person).toBe(person)
      throw new Error('the work failed')
    })
    await expect(broken).rejects.toThrow('the work failed')
    expect((await vault.open(person))?.person).toBe(person)
    await database.kysely.transaction().execute(async (transaction) => {
      await vault.eraseWithin(transaction, 'A')
      expect((await vault.open(person))?.person).toBe(person)
    })
    expect(await vault.open(person)).toBeUndefined()
  })

  test('other processes forget the key too', async () => {
    const { database, wrappingKeys, vault } = await fresh()
    const other = await open(database, wrappingKeys)
    const { person } = await other.keyOf('A')
    expect(await other.open(person)).toBeDefined()
    await vault.erase('A')
    await until(async () => (await other.open(person)) === undefined)
  })
})

describe('the wrapping key', () => {
  test('is replaced while keys are made and used', async () => {
    const { database, path, wrappingKeys, vault } = await fresh()
    const other = await open(database, openKeyFile(path), { cacheSize: 0 })
    const before = await Promise.all(Array.from({ length: 1200 }, (_, n) => vault.keyOf(`C${n}`)))
    const sealed = before.map((key) => key.seal(text(key.person)))
    const old = await wrappingKeys.first()
    const during = Promise.all(Array.from({ length: 200 }, (_, n) => other.keyOf(`D${n}`)))
    const { rewrapped } = await vault.rotate()
    expect(rewrapped).toBeGreaterThanOrEqual(1200)
    await during
    await other.keyOf('after')
    expect(await wrappingKeys.get(keyId(old))).toBeUndefined()
    const later = await open(database, openKeyFile(path))
    for (const one of sealed.slice(0, 50))
      expect((await later.open(one.person))!.unseal(one).toString()).toBe(one.person)
    expect(await later.personOf('D7')).toBe((await during)[7]!.person)
    const { rows } = await sql<{ wrapping_key: string }>`
      select distinct wrapping_key from person_keys`.execute(database.kysely)
    expect(rows).toEqual([{ wrapping_key: keyId(await wrappingKeys.first()) }])
  })

  test('can be given; a wrong one is refused', async () => {
    const { wrappingKeys, vault } = await fresh()
    await vault.keyOf('A')
    const given = randomBytes(32)
    expect(await vault.rotate(given)).toEqual({ rewrapped: 1 })
    expect(await wrappingKeys.first()).toEqual(given)
    await expect(vault.rotate(given)).rejects.toThrow(RangeError)
    await expect(vault.rotate(randomBytes(16))).rejects.toThrow(RangeError)
  })

  test('a rotation that a crash ended leaves everything readable, and the next one finishes it', async () => {
    const { database, path, wrappingKeys, vault } = await fresh()
    const keys = await Promise.all(Array.from({ length: 700 }, (_, n) => vault.keyOf(`C${n}`)))
    // Dies in the second batch: the old key is wanted no more.
    let asked = 0
    const dying: WrappingKeys = { ...wrappingKeys, keepOnly: () => Promise.reject(new Error('crash')) }
    const crashing = await open(database, dying)
    await sql`create function crash() returns trigger language plpgsql as
      $$ begin if new.person > '80000000-0000-0000-0000-000000000000' then raise exception 'crash'; end if; return new; end $$`.execute(
      database.kysely,
    )
    await sql`create trigger crash before update on person_keys for each row execute function crash()`.execute(
      database.kysely,
    )
    await expect(crashing.rotate()).rejects.toThrow(/crash/)
    await sql`drop trigger crash on person_keys`.execute(database.kysely)
    const check = async () => {
      const later = await open(database, openKeyFile(path))
      for (const { person } of keys) if ((await later.customerOf(person)) !== undefined) asked++
    }
    await check()
    expect(asked).toBe(700)
    // And one that ends before the old keys are forgotten.
    await expect(crashing.rotate()).rejects.toThrow(/crash/)
    await vault.rotate()
    asked = 0
    await check()
    expect(asked).toBe(700)
  })

  test('two who rotate at once lose nothing', async () => {
    const { database, path, vault } = await fresh()
    const other = await open(database, openKeyFile(path))
    const keys = await Promise.all(Array.from({ length: 600 }, (_, n) => vault.keyOf(`C${n}`)))
    await Promise.allSettled([vault.rotate(), other.rotate()])
    const later = await open(database, openKeyFile(path))
    for (const { person } of keys) expect(await later.customerOf(person)).toBeDefined()
  })

  test('missing, or of another database: says so and makes no new one', async () => {
    const { database, path, vault } = await fresh()
    await vault.keyOf('A')
    await rm(path)
    await expect(openPersonVault({ database, wrappingKeys: openKeyFile(path) })).rejects.toThrow(
      /missing.*Restore it/,
    )
    const another = openKeyFile(join(await test_.directory(), 'keys.json'))
    await another.first()
    const opening = openPersonVault({ database, wrappingKeys: another })
    await expect(opening).rejects.toThrow(VaultUnusable)
    await expect(opening).rejects.toThrow(/does not hold the wrapping key/)
  })
})
