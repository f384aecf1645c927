/**
 * Whatever a person with full rights on the database does to the chain, verification finds it. 300 tamperings, or as many as
 * `PRATIBIMBA_TAMPERINGS` says:
 *
 *     PRATIBIMBA_TAMPERINGS=10000 npx vitest run packages/adapters/tests/postgres/audit-tampering.test.ts
 */
import { join } from 'node:path'
import type { AuditEntry } from '@pratibimba/risk/ports'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type ChainHead, emptyChain, hashEntry, nextEntry } from '../../postgres/audit-chain.ts'
import { type Database, openAuditLog, type PostgresAuditLog } from '../../postgres/index.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()
const length = 60
const tamperings = Number(process.env.PRATIBIMBA_TAMPERINGS ?? 300)
let database: Database
let log: PostgresAuditLog
let genuine: AuditEntry[]

beforeAll(async () => {
  database = await test_.fresh()
  log = await openAuditLog(database, { checkpointDirectory: join(await test_.directory(), 'audit') })
  for (let n = 1; n <= length; n++)
    await log.append({
      operation: `OPERATION_${n % 3}`,
      actor: 'analyst',
      subjectId: `SYNTH_${n % 7}`,
      metadata: { n },
    })
  await log.checkpoint()
  genuine = (await log.list({ limit: length, offset: 0 })).entries.reverse()
  // What an administrator can do: no trigger, no constraint.
  await sql`create table bare (like audit_entries)`.execute(database.kysely)
  await sql`drop table audit_entries`.execute(database.kysely)
  await sql`alter table bare rename to audit_entries`.execute(database.kysely)
})

async function put(entries: readonly AuditEntry[]) {
  await sql`truncate audit_entries`.execute(database.kysely)
  if (entries.length === 0) return
  const rows = entries.map((entry) => ({
    sequence: entry.sequence,
    timestamp: entry.timestamp,
    operation: entry.operation,
    actor: entry.actor,
    subject_id: entry.subjectId ?? null,
    data_hash: entry.dataHash ?? null,
    metadata: JSON.stringify(entry.metadata),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  }))
  await database.kysely.insertInto('audit_entries').values(rows).execute()
}

/** Numbers and hashes made anew from `from` on: a chain that is whole in itself. */
function rechained(entries: readonly AuditEntry[], from: number): AuditEntry[] {
  let head: ChainHead = from === 0 ? emptyChain : entries[from - 1]!
  return entries.map((entry, index) => {
    if (index < from) return entry
    const { operation, actor, subjectId, metadata } = entry
    const next = nextEntry(
      head,
      { operation, actor, ...(subjectId && { subjectId }), metadata },
      entry.timestamp,
    )
    head = next
    return next
  })
}

const place = fc.nat(length - 1)
const alteration = fc.constantFrom<((entry: AuditEntry) => AuditEntry)[]>(
  (entry) => ({ ...entry, actor: 'somebody else' }),
  (entry) => ({ ...entry, operation: 'NOTHING_HAPPENED' }),
  (entry) => ({ ...entry, subjectId: undefined }),
  (entry) => ({ ...entry, dataHash: 'd'.repeat(64) }),
  (entry) => ({ ...entry, metadata: { ...entry.metadata, more: true } }),
  (entry) => ({ ...entry, timestamp: new Date(entry.timestamp.getTime() + 1) }),
  (entry) => ({ ...entry, previousHash: 'e'.repeat(64) }),
  (entry) => ({ ...entry, hash: 'f'.repeat(64) }),
  (entry) => ({ ...entry, sequence: entry.sequence + 1000 }),
  (entry) => {
    const altered = { ...entry, actor: 'somebody with a calculator' }
    return { ...altered, hash: hashEntry(altered) }
  },
)

/** The forger may also make all later hashes anew: then only a checkpoint contradicts, and cannot tell where. */
interface Tampering {
  readonly what: string
  readonly rehashed: boolean
  readonly apply: () => AuditEntry[]
}

const altered = (at: number, alter: (entry: AuditEntry) => AuditEntry) =>
  genuine.map((entry, index) => (index === at ? alter(entry) : entry))
const swapped = (a: number, b: number) =>
  genuine.map((entry, index) => ({
    ...(index === a ? genuine[b]! : index === b ? genuine[a]! : entry),
    sequence: entry.sequence,
  }))

const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  fc.record({ at: place, alter: alteration }).map(({ at, alter }) => ({
    what: `alter ${at + 1}`,
    rehashed: false,
    apply: () => altered(at, alter),
  })),
  fc.record({ at: place, count: fc.integer({ min: 1, max: 5 }) }).map(({ at, count }) => ({
    what: `remove ${count} from ${at + 1}`,
    rehashed: false,
    apply: () => genuine.toSpliced(at, count),
  })),
  place.map((at) => ({
    what: `cut the tail from ${at + 1}`,
    rehashed: false,
    apply: () => genuine.slice(0, at),
  })),
  fc
    .record({ a: place, b: place })
    .filter(({ a, b }) => a !== b)
    .map(({ a, b }) => ({
      what: `swap ${a + 1} and ${b + 1}`,
      rehashed: false,
      apply: () => swapped(a, b),
    })),
  place.map((at) => ({
    what: `repeat ${at + 1}`,
    rehashed: false,
    apply: () => genuine.toSpliced(at + 1, 0, genuine[at]!),
  })),
  place.map((at) => ({
    what: `alter ${at + 1} and make all hashes anew`,
    rehashed: true,
    apply: () =>
      rechained(
        altered(at, (entry) => ({ ...entry, metadata: { forged: true } })),
        at,
      ),
  })),
  place.map((at) => ({
    what: `remove ${at + 1}, renumber and make all hashes anew`,
    rehashed: true,
    apply: () => rechained(genuine.toSpliced(at, 1), at),
  })),
  place.map((at) => ({
    what: `insert before ${at + 1}, renumber and make all hashes anew`,
    rehashed: true,
    apply: () => rechained(genuine.toSpliced(at, 0, { ...genuine[at]!, metadata: { forged: true } }), at),
  })),
)

/** Sequence of the first genuine entry that is no longer where it was, as it was. */
function firstTouched(entries: readonly AuditEntry[]): number {
  const ordered = entries.toSorted((a, b) => a.sequence - b.sequence)
  const untouched = (entry: AuditEntry | undefined, index: number) =>
    entry?.sequence === index + 1 && entry.hash === genuine[index]!.hash && hashEntry(entry) === entry.hash
  return genuine.findIndex((_, index) => !untouched(ordered[index], index)) + 1 || length + 1
}

test(`each of ${tamperings} tamperings is found, and named where it begins`, async () => {
  const kinds = new Set<string>()
  await put(genuine)
  expect(await log.verify()).toMatchObject({ whole: true, entries: length, checkpointSequence: length })
  await fc.assert(
    fc.asyncProperty(tampering, async ({ what, rehashed, apply }) => {
      kinds.add(what.replace(/\d+/g, 'n'))
      const entries = apply()
      await put(entries)
      // Signing goes on all the while, and must not vouch for what was forged.
      await log.checkpoint().catch(() => undefined)
      const verdict = await log.verify()
      expect(verdict.whole).toBe(false)
      // One later where the altered entry got a fitting hash: the link after it is the one that breaks.
      if (!rehashed) expect(verdict.firstBroken!.sequence).toBeLessThanOrEqual(firstTouched(entries) + 1)
    }),
    { numRuns: tamperings },
  )
  expect(kinds).toContain('cut the tail from n')
  expect(kinds).toContain('remove n, renumber and make all hashes anew')
  await put(genuine)
  expect(await log.verify()).toMatchObject({ whole: true })
}, 1_200_000)

test('a chain that was written over is not signed, and says why', async () => {
  await put(rechained(genuine.toSpliced(20, 0, { ...genuine[20]!, metadata: { forged: true } }), 20))
  await expect(log.checkpoint()).rejects.toThrow(`its entry ${length} is not the one that was signed before`)
  await put([...genuine, { ...genuine[0]!, sequence: length + 1 }])
  await expect(log.checkpoint()).rejects.toThrow(`breaks at entry ${length + 1}`)
  await put(genuine)
  await log.checkpoint()
  expect(await log.verify()).toMatchObject({ whole: true })
})
