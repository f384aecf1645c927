/** The API tests that came with the first description of the system, in translation. */
import type { CreditDecision } from '@pratibimba/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { registerModel, smallCreditModel } from './support/credit-bank.ts'

const server = withTestServer()
const score = (body: object) => server.post('/api/v1/credit/score', body)

beforeAll(async () => {
  await registerModel(server.context, await smallCreditModel(), 'cd-20260101-000001')
}, 120_000)

describe('the credit scoring API', () => {
  it('scores an application', async () => {
    const response = await score({
      customer_id: 'test_123',
      annual_income: 75_000,
      employment_years: 5,
      existing_debt: 15_000,
      loan_amount: 25_000,
      loan_purpose: 'home_improvement',
      credit_history: {
        score: 720,
        accounts: [
          { type: 'credit_card', status: 'active' },
          { type: 'auto_loan', status: 'closed' },
        ],
      },
    })
    expect(response.statusCode).toBe(200)
    const data = expectReply<CreditDecision>('scoreApplication', response)
    for (const field of ['score', 'decision', 'explanation']) expect(data).toHaveProperty(field)
    expect(data.score).toBeGreaterThanOrEqual(0)
    expect(data.score).toBeLessThanOrEqual(1)
    expect(['APPROVED', 'REJECTED', 'MANUAL_REVIEW']).toContain(data.decision)
    expect(data.confidence).toBe(Math.max(data.score, 1 - data.score))
    expect(Object.keys(data.explanation!).sort()).toEqual([
      'feature_importance',
      'lime_explanation',
      'shap_values',
    ])
    expect(data.explanation!.lime_explanation!.terms.length).toBeLessThanOrEqual(10)
    expect(data.risk_factors.length).toBeLessThanOrEqual(5)
  })

  it('refuses an empty id and a negative income', async () => {
    const response = await score({ customer_id: '', annual_income: -1000 })
    expect(response.statusCode).toBe(422)
    const { errors } = expectProblem(response, 422, 'out_of_range')
    const pointers = errors!.map(({ pointer }) => pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/customer_id', '/annual_income', '/loan_amount']))
  })

  it('answers the probes of its deployment', async () => {
    for (const path of ['/health', '/ready']) expect((await server.get(path)).statusCode, path).toBe(200)
  })
})
