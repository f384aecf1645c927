/** What is told to applicants holds: the same reasons every time, and every change that is offered is approved when it is made. */
import type { CreditApplication, CreditDecision } from '@pratibimba/contract'
import { beforeAll, expect, it } from 'vitest'
import { expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from './support/credit-bank.ts'

const server = withTestServer({ requestsPerMinute: 100_000 })
const APPLICATIONS = 200
const RERUNS = 100

async function decided(application: CreditApplication, explain: 'reasons' | 'full'): Promise<CreditDecision> {
  const reply = await server.post(`/api/v1/credit/score?explain=${explain}`, application)
  return expectReply<CreditDecision>('scoreApplication', reply)
}

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), 'cd-20260101-000001')
}, 120_000)

it(`reasons are the same in ${RERUNS} of ${RERUNS} reruns`, async () => {
  const declined: CreditApplication[] = []
  for (const application of bankApplications(60)) {
    if ((await decided(application, 'reasons')).decision !== 'APPROVED') declined.push(application)
    if (declined.length === 3) break
  }
  expect(declined).toHaveLength(3)
  for (const application of declined) {
    const runs = new Set<string>()
    for (let run = 0; run < RERUNS; run++) {
      const { reasons, risk_factors, score, decision, policy } = await decided(
        application,
        run % 10 === 0 ? 'full' : 'reasons',
      )
      expect(reasons.length).toBeGreaterThan(0)
      runs.add(JSON.stringify({ reasons, risk_factors, score, decision, policy }))
    }
    expect(runs.size).toBe(1)
  }
}, 120_000)

it(`every change that is offered to ${APPLICATIONS} applicants is approved when it is made`, async () => {
  let offered = 0
  for (const application of bankApplications(APPLICATIONS, 11)) {
    const { counterfactual, decision } = await decided(application, 'full')
    if (decision === 'APPROVED') expect(counterfactual).toBeNull()
    if (counterfactual === null) continue
    offered++
    const changes = counterfactual.changes.map(({ field, to }) => [field, to])
    for (const [field] of changes) expect(['date_of_birth', 'customer_id']).not.toContain(field)
    const changed = { ...application, ...Object.fromEntries(changes) } as CreditApplication
    const again = await decided(changed, 'reasons')
    expect(again, JSON.stringify(counterfactual)).toMatchObject({
      decision: 'APPROVED',
      score: counterfactual.score,
    })
  }
  expect(offered).toBeGreaterThan(APPLICATIONS / 20)
}, 300_000)
