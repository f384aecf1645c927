import { setTimeout as wait } from 'node:timers/promises'
import type { LoggedEvent, NewEvent } from '@pratibimba/risk/ports'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openEventLog, openOutbox, openRetention } from '../../../postgres/index.ts'
import { publishWaiting } from '../../../postgres/warning/outbox.ts'
import { withTestDatabase } from '../../support/database.ts'

const test_ = withTestDatabase()
const event = (n: number, more: Partial<NewEvent> = {}): NewEvent => ({
  id: `e${n}`,
  topic: 'score.changed',
  key: `C${n % 3}`,
  payload: { n },
  ...more,
})
const numbers = (events: readonly LoggedEvent[]) => events.map(({ payload }) => payload.n)

async function log(options: Parameters<typeof openEventLog>[1] = {}) {
  const database = await test_.fresh()
  const errors: unknown[] = []
  const opened = await openEventLog(database, {
    retryAfterMs: 5,
    onError: (error) => errors.push(error),
    ...options,
  })
  return { database, log: opened, errors }
}

describe('openEventLog', () => {
  test('tells subscribers at once, in order, from where they ask', async () => {
    const { log: events } = await log({ sweepEveryMs: 60_000 })
    await events.append([event(1), event(2)])
    const all: unknown[] = []
    const ends = [await events.subscribe({ after: 0 }, (some) => void all.push(...numbers(some)))]
    await expect.poll(() => all).toEqual([1, 2])
    const fresh: unknown[] = []
    ends.push(
      await events.subscribe(
        { after: 'head', topics: ['other'] },
        (some) => void fresh.push(...numbers(some)),
      ),
    )
    await events.append([event(3), event(4, { topic: 'other' }), event(1)])
    await expect.poll(() => all).toEqual([1, 2, 3, 4])
    await expect.poll(() => fresh).toEqual([4])
    for (const end of ends) await end()
    const page = await events.list({ topics: ['score.changed'], limit: 2, offset: 0 })
    expect([numbers(page.events), page.total]).toEqual([[3, 2], 3])
    expect((await events.list({ key: 'C1', limit: 9, offset: 0 })).total).toBe(2)
    expect(numbers(await events.read({ after: page.events[1]!.position, limit: 9 }))).toEqual([3, 4])
    await events.close()
  })

  test('an event of a transaction that ends late is not passed over', async () => {
    const { database, log: events } = await log()
    const seen: unknown[] = []
    const end = await events.subscribe({ after: 0 }, (some) => void seen.push(...numbers(some)))
    await database.kysely.transaction().execute(async (transaction) => {
      await openOutbox(transaction).append([event(1)])
      await events.append([event(2)])
      await expect.poll(() => seen).toEqual([2])
    })
    await expect.poll(() => seen).toEqual([2, 1])
    await expect(
      database.kysely.transaction().execute(async (transaction) => {
        await openOutbox(transaction).append([event(3)])
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await events.append([event(4)])
    await expect.poll(() => seen).toEqual([2, 1, 4])
    await end()
    await events.close()
  })

  test('a listener that fails gets the same events again', async () => {
    const { log: events, errors } = await log()
    const seen: unknown[] = []
    let failures = 3
    const end = await events.subscribe({ after: 0 }, async (some) => {
      if (failures-- > 0) throw new Error('not now')
      seen.push(...numbers(some))
    })
    await events.append([event(1), event(2)])
    await expect.poll(() => seen).toEqual([1, 2])
    expect(errors).toHaveLength(3)
    await end()
    await events.close()
  })

  test('what is delivered ten times is dealt with once', async () => {
    const { database, log: events } = await log()
    let effects = 0
    const consume = (some: readonly { id: string }[]) =>
      database.kysely.transaction().execute(async (transaction) => {
        const fresh = await openOutbox(transaction).claimFirst(
          'scoring',
          some.map(({ id }) => id),
        )
        effects += fresh.size
      })
    const both = [event(1), event(2)]
    await Promise.all(Array.from({ length: 10 }, (_, i) => consume(i % 2 === 0 ? both : both.toReversed())))
    expect(effects).toBe(2)
    const outbox = openOutbox(database.kysely)
    expect(await outbox.position('scoring')).toBe(0)
    await outbox.advance('scoring', 7)
    await outbox.advance('scoring', 5)
    expect(await outbox.position('scoring')).toBe(7)
    await events.close()
  })

  test('several processes publish each event once and hear of the others’', async () => {
    const { database, log: first } = await log()
    const second = await openEventLog(database)
    const seen: [unknown[], unknown[]] = [[], []]
    const ends = [
      await first.subscribe({ after: 0 }, (some) => void seen[0].push(...numbers(some))),
      await second.subscribe({ after: 0 }, (some) => void seen[1].push(...numbers(some))),
    ]
    await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? first : second).append([event(n)])))
    await expect.poll(() => seen[0].length).toBe(60)
    await expect.poll(() => seen[1]).toEqual(seen[0])
    expect(new Set(seen[0]).size).toBe(60)
    for (const end of ends) await end()
    await first.close()
    await second.close()
  })

  test('comes back when its connections are cut', async () => {
    const { database, log: events } = await log({ sweepEveryMs: 50 })
    const seen: unknown[] = []
    const end = await events.subscribe({ after: 0 }, (some) => void seen.push(...numbers(some)))
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${new URL(database.url).pathname.slice(1)}`.execute(test_.database.kysely)
    await expect
      .poll(() =>
        events.append([event(1)]).then(
          () => 'in',
          () => 'out',
        ),
      )
      .toBe('in')
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([1])
    await end()
    await events.close()
  })
})

test('what a broker did not take waits and comes again, in order', async () => {
  const database = await test_.fresh()
  await openOutbox(database.kysely).append([event(1), event(2), event(3)])
  const failing = async () => Promise.reject(new Error('broker away'))
  await expect(publishWaiting(database.kysely, 2, failing)).rejects.toThrow('broker away')
  const taken: string[] = []
  const take = async (events: readonly NewEvent[]) => {
    await wait(5)
    taken.push(...events.map(({ id }) => id))
  }
  await Promise.all([1, 2, 3].map(() => publishWaiting(database.kysely, 2, take)))
  expect(taken).toEqual(['e1', 'e2', 'e3'])
  expect(await publishWaiting(database.kysely, 2, take)).toBe(0)
  const retention = openRetention(database)
  expect(await retention.forget(new Date(0))).toBe(0)
  expect(await retention.forget(new Date(Date.now() + 60_000))).toBe(3)
})
