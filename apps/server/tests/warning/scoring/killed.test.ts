import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type {
  CustomerDetail,
  IngestReply,
  Job,
  JobStarted,
  LiveEvent,
  Operations,
  Prediction,
  ReplyOf,
} from '@pratibimba/contract'
import { expect, test } from 'vitest'
import { withKilledServer } from '../../support/killed-server.ts'

const CUSTOMERS = 300
const ROUNDS = 2
/** Customers of a round, each with one event of its own request. */
const A_ROUND = 25
/** Scores that are seen before the server is killed. */
const SEEN = 4

interface Feed {
  readonly events: readonly LiveEvent[]
  readonly total: number
}

const server = withKilledServer(join(import.meta.dirname, '../pipeline/pipeline-server.ts'))
const { start, kill, get } = server
const post = async <T>(path: string, body: object) => (await server.post(path, body)).json() as Promise<T>

async function run(path: string, body: object): Promise<void> {
  const { job_id } = await post<JobStarted>(path, body)
  for (;;) {
    const { state } = await get<Job>(`/api/jobs/${job_id}`)
    if (state === 'COMPLETED') return
    expect(state).toMatch(/PENDING|RUNNING/)
    await pause(50)
  }
}

const scoresTold = () => get<Feed>('/api/warning/activity?kind=score&limit=500')
const detail = (id: string) => get<CustomerDetail>(`/api/warning/customers/${id}`)
const scoredAtOf = async (id: string) => (await detail(id)).row.scored_at
const eventOf = (customerId: string, timestamp: string) => ({
  customer_id: customerId,
  transaction_id: `KILLED-${customerId}`,
  timestamp,
  amount_minor: -250_000,
  balance_minor: -90_000,
  category: 'gambling',
})

/** Sends the events one request after the other, until one is cut off. @returns those that were answered */
async function ingestUntilCut(ids: readonly string[], timestamp: string): Promise<string[]> {
  const answered: string[] = []
  for (const id of ids)
    try {
      const reply = await post<IngestReply>('/api/warning/events', { transactions: [eventOf(id, timestamp)] })
      expect(reply.accepted).toBe(1)
      answered.push(id)
    } catch (error) {
      // The connection is gone with the server; anything else fails the test.
      if (!(error instanceof TypeError)) throw error
      break
    }
  return answered
}

test('events that came in before the server was killed are scored after it, each of them once', {
  timeout: 600_000,
}, async () => {
  await start()
  await run('/api/warning/pipeline/simulate', { customers: CUSTOMERS, days: 255, seed: 7 })
  await run('/retraining/trigger', { trials: 0, seed: 7 })
  await run('/api/warning/pipeline/score', {})
  const { customers } = await get<ReplyOf<Operations['listCustomers']>>('/api/warning/customers?limit=200')
  const calm = customers.map(({ customer_id }) => customer_id)
  const timestamp = new Date().toISOString()
  let cutBetween = 0
  for (let round = 0; round < ROUNDS; round++) {
    const ids = calm.slice(round * A_ROUND, (round + 1) * A_ROUND)
    const before = (await scoresTold()).total
    const sending = ingestUntilCut(ids, timestamp)
    while ((await scoresTold()).total < before + SEEN) await pause(5)
    const seen = (await scoresTold()).events.slice(0, SEEN).map(({ customer_id }) => customer_id!)
    const scoredAt = await Promise.all(seen.map(scoredAtOf))
    await kill()
    const answered = await sending
    await start()
    // What was cut off is not known to have come in: whoever sends it again adds it once.
    const again = await post<IngestReply>('/api/warning/events', {
      transactions: ids.map((id) => eventOf(id, timestamp)),
    })
    expect(again.accepted + again.repeated).toBe(ids.length)
    expect(again.repeated).toBeGreaterThanOrEqual(answered.length)
    if (answered.length > SEEN) cutBetween++

    await expect.poll(async () => (await scoresTold()).total, { timeout: 60_000 }).toBe(before + ids.length)
    const told = (await scoresTold()).events.slice(0, ids.length)
    expect(told.map(({ customer_id }) => customer_id).sort()).toEqual([...ids].sort())
    expect(await Promise.all(seen.map(scoredAtOf))).toEqual(scoredAt)
  }
  expect(cutBetween).toBeGreaterThan(0)

  // The score in force is that of all events, and asking for it writes nothing: it was on record.
  for (const id of calm.slice(0, ROUNDS * A_ROUND)) {
    const { row } = await detail(id)
    const { risk_score } = await post<Prediction>('/predict', { customer_id: id })
    expect([id, row.risk_score, await scoredAtOf(id)]).toEqual([id, risk_score, row.scored_at])
  }
  expect((await scoresTold()).total).toBe(ROUNDS * A_ROUND)
})
