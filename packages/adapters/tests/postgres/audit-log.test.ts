import { createPublicKey, verify } from 'node:crypto'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditFact } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAuditLog, openPortfolioStore } from '../../postgres/index.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()

const fact = (n: number, more: Partial<AuditFact> = {}): AuditFact => ({
  operation: 'GENERATION_COMPLETED',
  actor: 'system',
  metadata: { n },
  ...more,
})

async function openFresh() {
  const database = await test_.fresh()
  const checkpointDirectory = join(await test_.directory(), 'audit')
  return { database, checkpointDirectory, log: await openAuditLog(database, { checkpointDirectory }) }
}

describe('append and list', () => {
  test('entries are numbered, linked, dated to the millisecond, and listed newest first', async () => {
    const { log } = await openFresh()
    const first = await log.append(fact(1, { subjectId: 'SYNTH_1', dataHash: 'a'.repeat(64) }))
    const second = await log.append(fact(2, { operation: 'CLONE_INITIATED', subjectId: 'TWIN_1' }))
    expect([first.sequence, second.sequence]).toEqual([1, 2])
    expect(first.previousHash).toBe('0'.repeat(64))
    expect(second.previousHash).toBe(first.hash)
    expect(await log.list({ limit: 10, offset: 0 })).toEqual({ entries: [second, first], total: 2 })
    expect(await log.list({ operation: 'CLONE_INITIATED', limit: 10, offset: 0 })).toEqual({
      entries: [second],
      total: 1,
    })
    expect(await log.list({ subjectId: 'SYNTH_1', limit: 10, offset: 0 })).toEqual({
      entries: [first],
      total: 1,
    })
    expect(await log.list({ limit: 1, offset: 1 })).toEqual({ entries: [first], total: 2 })
    await log.close()
  })

  test('any JSON survives the database with its hash', async () => {
    const { log } = await openFresh()
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
        async (metadata) => {
          fc.pre(!JSON.stringify(metadata).includes('\\u0000'))
          await log.append(fact(0, { metadata }))
        },
      ),
      { numRuns: 200 },
    )
    expect(await log.verify()).toMatchObject({ whole: true })
    await log.close()
  })

  test('what is not JSON is refused and writes nothing, also for those who wait with it', async () => {
    const { log } = await openFresh()
    const outcomes = await Promise.allSettled([
      log.append(fact(1)),
      log.append(fact(2, { metadata: { income: Number.NaN } })),
      log.append(fact(3, { dataHash: 'abc' })),
      log.append(fact(4)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(String((outcomes[1] as PromiseRejectedResult).reason)).toContain('/metadata/income')
    expect(await log.verify()).toMatchObject({ whole: true, entries: 2 })
    await log.close()
  })
})

describe('transaction', () => {
  const newPortfolio = (id: string) => ({
    id,
    name: id,
    source: 'SYNTHETIC' as const,
    numBorrowers: 1,
    seed: 1,
    request: {},
  })

  test('business rows and entry stand or fall together, and a failure is its own alone', async () => {
    const { database, log } = await openFresh()
    const store = openPortfolioStore(database.kysely)
    const outcomes = await Promise.allSettled(
      ['P1', 'P1', 'P2', 'FAIL', 'P3'].map((id) =>
        log.transaction(async (transaction) => {
          const result = await openPortfolioStore(transaction).create(newPortfolio(id))
          if (id === 'FAIL') throw new Error('changed my mind')
          return { fact: fact(0, { subjectId: id }), result }
        }),
      ),
    )
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    const { portfolios } = await store.list({ sort: 'name', limit: 10, offset: 0 })
    expect(portfolios.map(({ id }) => id)).toEqual(['P1', 'P2', 'P3'])
    const { entries } = await log.list({ limit: 10, offset: 0 })
    expect(entries.map(({ subjectId }) => subjectId)).toEqual(['P3', 'P2', 'P1'])
    await log.close()
  })

  test('appendWith is undone with the transaction of the caller', async () => {
    const { database, log } = await openFresh()
    const undone = database.kysely.transaction().execute(async (transaction) => {
      await log.appendWith(transaction, fact(1))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await database.kysely.transaction().execute((transaction) => log.appendWith(transaction, fact(2)))
    expect(await log.verify()).toMatchObject({ whole: true, entries: 1 })
    await log.close()
  })

  test('50 appenders through two logs leave one whole chain', async () => {
    const { database, log, checkpointDirectory } = await openFresh()
    const other = await openAuditLog(database, { checkpointDirectory })
    await Promise.all(
      Array.from({ length: 50 }, async (_, appender) => {
        for (let n = 0; n < 10; n++) {
          const into = (appender + n) % 2 === 0 ? log : other
          if (n % 5 === 4)
            await database.kysely
              .transaction()
              .execute((transaction) => into.appendWith(transaction, fact(n)))
          else if (n % 5 === 3) await into.transaction(async () => ({ fact: fact(n), result: undefined }))
          else await into.append(fact(n))
        }
      }),
    )
    expect(await log.verify()).toMatchObject({ whole: true, entries: 500 })
    await log.close()
    await other.close()
  })
})

describe('append-only', () => {
  test.each([
    "update audit_entries set actor = 'somebody'",
    'delete from audit_entries',
    'truncate audit_entries',
  ])('%s is refused', async (statement) => {
    const { database, log } = await openFresh()
    await log.append(fact(1))
    const { sql } = await import('kysely')
    await expect(sql.raw(statement).execute(database.kysely)).rejects.toThrow(/append-only/)
    expect(await log.verify()).toMatchObject({ whole: true, entries: 1 })
    await log.close()
  })
})

describe('checkpoints', () => {
  test('an auditor can check the last one with the public key', async () => {
    const { log, checkpointDirectory } = await openFresh()
    const { hash } = await log.append(fact(1))
    await log.checkpoint()
    const { signature, ...signed } = JSON.parse(
      await readFile(join(checkpointDirectory, 'head.json'), 'utf8'),
    )
    expect(signed).toMatchObject({ sequence: 1, hash })
    const text = JSON.stringify({ at: signed.at, hash: signed.hash, sequence: signed.sequence })
    const key = createPublicKey(await readFile(join(checkpointDirectory, 'audit-key.pub.pem'), 'utf8'))
    expect(verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))).toBe(true)
    expect((await stat(join(checkpointDirectory, 'audit-key.pem'))).mode & 0o777).toBe(0o600)
    await log.close()
  })

  test('is signed by itself within the second', async () => {
    const { log, checkpointDirectory } = await openFresh()
    await log.append(fact(1))
    await expect
      .poll(async () => JSON.parse(await readFile(join(checkpointDirectory, 'head.json'), 'utf8')).sequence, {
        timeout: 10_000,
      })
      .toBe(1)
    await log.close()
  })

  test('a forged or removed checkpoint is noticed', async () => {
    const { log, checkpointDirectory } = await openFresh()
    await log.append(fact(1))
    await log.checkpoint()
    const path = join(checkpointDirectory, 'head.json')
    const genuine = await readFile(path, 'utf8')
    await writeFile(path, genuine.replace('"sequence":1', '"sequence":0'))
    expect((await log.verify()).firstBroken?.reason).toMatch(/no valid signature/)
    await rm(path)
    expect((await log.verify()).firstBroken?.reason).toMatch(/removed/)
    await writeFile(path, genuine)
    expect(await log.verify()).toMatchObject({ whole: true, checkpointSequence: 1 })
    await log.close()
  })

  test('checkpoints without their key do not begin anew in silence', async () => {
    const { database, log, checkpointDirectory } = await openFresh()
    await log.close()
    await rm(join(checkpointDirectory, 'audit-key.pem'))
    await expect(openAuditLog(database, { checkpointDirectory })).rejects.toThrow(/Restore the key/)
  })

  test('one is kept for every thousand entries, and the walk is longer than a page', async () => {
    const { log, checkpointDirectory } = await openFresh()
    for (let thousand = 0; thousand < 3; thousand++) {
      await Promise.all(Array.from({ length: 1_000 }, (_, n) => log.append(fact(n))))
      await log.checkpoint()
    }
    const kept = (await readFile(join(checkpointDirectory, 'checkpoints.jsonl'), 'utf8')).trim().split('\n')
    expect(kept.map((line) => JSON.parse(line).sequence)).toEqual([1000, 2000, 3000])
    expect(await log.verify()).toMatchObject({ whole: true, entries: 3_000, checkpointSequence: 3_000 })
    await log.close()
  })
})
