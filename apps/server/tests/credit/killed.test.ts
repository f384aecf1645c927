import { join } from 'node:path'
import type { AuditVerdict, CreditDecision, DecisionRow } from '@pratibimba/contract'
import { expect, it } from 'vitest'
import { withKilledServer } from '../support/killed-server.ts'
import { bankApplications } from './support/credit-bank.ts'

const server = withKilledServer(join(import.meta.dirname, 'support/credit-server.ts'))
const applications = bankApplications(400)
const score = (place: number) =>
  server.post(`/api/v1/credit/score?explain=reasons&idempotency_key=key-${place}`, applications[place]!)

it('what was answered before a kill is there after it, and nothing is decided twice', {
  timeout: 240_000,
}, async () => {
  await server.start()
  const answered = new Map<number, string>()
  let next = 0
  let isKilled = false
  const work = async () => {
    while (!isKilled && next < applications.length) {
      const place = next++
      try {
        const reply = await score(place)
        const body = await reply.text()
        if (reply.status === 200) answered.set(place, body)
      } catch {
        // The server went away before it answered: the client asks again below.
        return
      }
    }
  }
  const working = Promise.all(Array.from({ length: 8 }, work))
  while (answered.size < 60) await new Promise((resolve) => setTimeout(resolve, 5))
  isKilled = true
  await server.kill()
  await working
  const asked = next
  await server.start()

  for (let place = 0; place < asked; place++) {
    const reply = await score(place)
    const body = await reply.text()
    expect(reply.status, body).toBe(200)
    if (answered.has(place)) expect(body).toBe(answered.get(place))
    else answered.set(place, body)
  }
  const { decisions, total } = await server.get<{ decisions: DecisionRow[]; total: number }>(
    '/api/credit/decisions?limit=200',
  )
  expect(total).toBe(asked)
  const ids = new Set([...answered.values()].map((body) => (JSON.parse(body) as CreditDecision).decision_id))
  expect(ids.size).toBe(asked)
  for (const { decision_id } of decisions) expect(ids).toContain(decision_id)
  expect(await server.get<AuditVerdict>('/api/fintech/audit-log/verify')).toMatchObject({ whole: true })
})
