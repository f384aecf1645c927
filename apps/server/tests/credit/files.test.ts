import type { CreditDecision, DecisionRow } from '@pratibimba/contract'
import { columnNames, valueAt } from '@pratibimba/numerics/frame'
import { applicationBlock, planApplications } from '@pratibimba/risk/applications'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { registerModel, smallCreditModel } from './support/credit-bank.ts'

const server = withTestServer({}, {}, { threads: 2 })

/** A table of the bank's applications as of today, with a row that is none. */
function csvOf(count: number, seed: number): string {
  const { applications } = applicationBlock(planApplications({ count, seed }), 0, count)
  const names = columnNames(applications).filter(
    (name) => !['accepted', 'outcome_date', 'good', 'application_date'].includes(name),
  )
  const cell = (name: string, row: number) => {
    const value = valueAt(applications.columns.get(name)!, row)
    return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '')
  }
  const lines = Array.from({ length: count }, (_, row) => names.map((name) => cell(name, row)))
  lines[3]![names.indexOf('loan_amount')] = '-5'
  return [names, ...lines].map((line) => line.join(',')).join('\n')
}

async function decided(body: object): Promise<{ state: string; job: string; rows: string[][] }> {
  const { job_id } = expectReply<{ job_id: string }>(
    'decideFile',
    await server.post('/api/v1/credit/score/file', body),
    202,
  )
  const { state } = await server.waitForJob(job_id)
  const file = await server.get(`/api/v1/credit/score/file/${job_id}/decisions.csv`)
  const rows = file.body
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  return { state, job: job_id, rows }
}

describe('a file of applications', () => {
  let upload = ''
  beforeAll(async () => {
    await registerModel(server.context, await smallCreditModel(), 'cd-1')
    const reply = await server.upload([{ name: 'applications.csv', data: csvOf(300, 7) }])
    upload = reply.json<{ file_id: string }>().file_id
  })

  it('is decided on trial, as it would be over HTTP, and nothing is recorded', async () => {
    const { state, job, rows } = await decided({ upload_id: upload, record: false, explain: 'full' })
    expect(state).toBe('COMPLETED')
    const [names, ...cells] = rows
    expect(cells).toHaveLength(299)
    expect(names!.slice(0, 4)).toEqual(['row', 'customer_id', 'score', 'decision'])
    const refused = await server.get(`/api/v1/credit/score/file/${job}/refused.csv`)
    expect(refused.body).toMatch(/4,loan_amount,/)
    const none = await server.get('/api/credit/decisions')
    expect(none.json<{ total: number }>().total).toBe(0)
    const { entries } = await server.context.audit.list({
      operation: 'CREDIT_FILE_DECIDED',
      limit: 5,
      offset: 0,
    })
    expect(entries[0]!.metadata).toMatchObject({
      recorded: false,
      rows: 299,
      refused: 1,
      model_version: 'cd-1',
    })
  })

  it('is decided and recorded: each as one by one', async () => {
    const { state, rows } = await decided({ upload_id: upload, explain: 'reasons' })
    expect(state).toBe('COMPLETED')
    const [names, ...cells] = rows
    expect(names!.slice(0, 5)).toEqual(['row', 'customer_id', 'decision_id', 'score', 'decision'])
    const list = (await server.get('/api/credit/decisions?limit=1')).json<{
      total: number
      decisions: DecisionRow[]
    }>()
    expect(list.total).toBe(299)
    const [, customerId, id, score, decision] = cells[10]!
    const { decision: file } = (await server.get(`/api/credit/decisions/${id}`)).json<{
      decision: CreditDecision
    }>()
    expect(file).toMatchObject({ customer_id: customerId, decision })
    expect(file.score).toBe(Number(score))
    const again = await server.post(file.replay, undefined)
    expect(again.json()).toMatchObject({ identical: true })
    expect((await server.context.audit.verify()).whole).toBe(true)
  })

  it('on trial scores to the bit as recorded', async () => {
    const trial = await decided({ upload_id: upload, record: false, explain: 'none', format: 'csv' })
    const recorded = (await server.get('/api/credit/decisions?limit=200')).json<{
      decisions: DecisionRow[]
    }>()
    const byCustomer = new Map(recorded.decisions.map((row) => [row.customer_id, row]))
    let compared = 0
    for (const [, customerId, score, decision] of trial.rows.slice(1)) {
      const row = byCustomer.get(customerId!)
      if (row === undefined) continue
      expect({ score: Number(score), decision }).toEqual({ score: row.score, decision: row.decision })
      compared++
    }
    expect(compared).toBe(200)
  })

  it('that is no table of applications fails with what is missing', async () => {
    const reply = await server.upload([{ name: 'other.csv', data: 'a,b\n1,2\n3,4\n' }])
    const { file_id } = reply.json<{ file_id: string }>()
    const { job_id } = expectReply<{ job_id: string }>(
      'decideFile',
      await server.post('/api/v1/credit/score/file', { upload_id: file_id, record: false }),
      202,
    )
    const job = await server.waitForJob(job_id)
    expect(job).toMatchObject({ state: 'FAILED', failure: { error_code: 'unusable_data' } })
    expectProblem(await server.get(`/api/v1/credit/score/file/${job_id}/decisions.csv`), 404, 'not_found')
  })

  it('that was never uploaded is not found', async () => {
    const answer = await server.post('/api/v1/credit/score/file', { upload_id: 'RAW_00000000' })
    expectProblem(answer, 404, 'not_found')
  })
})
