/** A small bank with scores, and officers who work on it. */
import type { Intervention, InterventionDetail, ProposeReply } from '@pratibimba/contract'
import { beforeAll } from 'vitest'
import { type TestServer, withTestServer } from '../../support/test-server.ts'
import { customerId, scoreOf } from './bank.ts'

export const officers = ['asha', 'ravi'] as const

export interface Desk {
  readonly server: TestServer
  audited(operation?: string): Promise<number>
  /** Moves the clock on. */
  pass(minutes: number): void
  propose(body: object): ReturnType<TestServer['post']>
  step(one: Pick<Intervention, 'id' | 'version'>, body: object): ReturnType<TestServer['post']>
  /** A case that was opened for a customer who is not held out. */
  opened(type?: string): Promise<Intervention>
}

/**
 * Call at the top of a test file. The clock stands on a Thursday morning until it is moved.
 *
 * @param free the first customer that `opened` may take
 */
export function withDesk(customers = 60, free = 1): Desk {
  const server = withTestServer()
  let next = free
  let now = Date.parse('2026-04-02T10:00:00Z')
  beforeAll(async () => {
    Object.assign(server.context, { clock: () => new Date(now) })
    const { stores } = server.context.warning
    await stores.customers.upsert(
      Array.from({ length: customers }, (_, i) => ({ customerId: customerId(i + 1), region: 'north' })),
      Array.from({ length: customers }, (_, i) => ({
        accountId: `A${i + 1}`,
        customerId: customerId(i + 1),
        kind: 'loan' as const,
        currency: 'EUR',
        outstandingMinor: 1_000_000,
      })),
    )
    // The last one has no score.
    await stores.scores.insert(Array.from({ length: customers - 1 }, (_, i) => scoreOf(i + 1)))
    for (const officerId of officers)
      await stores.interventions.saveOfficer({ officerId, name: officerId, role: 'officer', active: true })
  })
  const desk: Desk = {
    server,
    pass: (minutes) => {
      now += minutes * 60_000
    },
    audited: async (operation) =>
      (
        await server.context.audit.list({
          limit: 1,
          offset: 0,
          ...(operation !== undefined && { operation }),
        })
      ).total,
    propose: (body) => server.post('/api/warning/interventions', body),
    step: ({ id, version }, body) =>
      server.post(`/api/warning/interventions/${id}/steps`, { version, ...body }),
    async opened(type = 'soft_reminder') {
      for (;;) {
        const reply = await desk.propose({ customer_ids: [customerId(next++)], type })
        const [one] = reply.json<ProposeReply>().interventions ?? []
        if (one?.state === 'proposed') return one
        if (reply.statusCode !== 200) throw new Error(reply.body)
      }
    },
  }
  return desk
}

export const intervention = (reply: { json<T>(): T }): Intervention =>
  reply.json<InterventionDetail>().intervention
