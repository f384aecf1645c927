/** A small bank with scores, and officers who work on it. */
import type { Intervention, InterventionDetail, ProposeReply, RiskLevel } from '@pratibimba/contract'
import type { RiskScore } from '@pratibimba/risk/ports'
import { beforeAll } from 'vitest'
import { type TestServer, withTestServer } from '../../support/test-server.ts'

export const customerId = (n: number): string => `C${String(n).padStart(7, '0')}`

export const officers = ['asha', 'ravi'] as const

const levels: readonly RiskLevel[] = ['HIGH', 'CRITICAL', 'HIGH', 'MEDIUM']
const probabilities = { HIGH: 0.35, CRITICAL: 0.7, MEDIUM: 0.1, LOW: 0.01 } as const

/** Every fourth is of medium risk and so without a tier. */
export function scoreOf(n: number, more: Partial<RiskScore> = {}): RiskScore {
  const level = levels[n % levels.length]!
  return {
    customerId: customerId(n),
    asOfDate: '2026-04-01',
    modelVersion: 'test-1',
    score: probabilities[level],
    level,
    flagged: level !== 'MEDIUM',
    exposureMinor: 1_000_000 + n,
    expectedLossMinor: Math.round(probabilities[level] * 0.45 * 1_000_000),
    drivers: [
      { feature: 'salary_delay_weeks_mean', value: 2, contribution: 0.9 },
      { feature: 'failed_autodebits_max', value: 3, contribution: 0.5 },
    ],
    ...(level !== 'MEDIUM' && {
      tier: ((n % 3) + 1) as 1 | 2 | 3,
      expectedDaysToFailure: 10,
      recommendedAction: 'soft_reminder' as const,
    }),
    scoredAt: new Date('2026-04-02T00:10:00Z'),
    ...more,
  }
}

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
