/** Nothing personal stands in the clear outside a sealed record, and after an erasure nothing is readable at all. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CreditApplication, CreditDecision } from '@pratibimba/contract'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { bankApplications, registerModel, smallCreditModel } from './support/credit-bank.ts'
import { formsOf, tablesHolding } from './support/every-cell.ts'

const server = withTestServer({ requestsPerMinute: 100_000 }, {}, { logLevel: 'trace' })
const logged: string[] = []
const scoreAddress = '/api/v1/credit/score'

const planted: CreditApplication = {
  ...bankApplications(1)[0]!,
  customer_id: 'PLANTED-Zarathustra-77',
  date_of_birth: '1971-11-23',
  annual_income: 48_117.31,
  existing_debt: 91_204.77,
  loan_amount: 23_119.53,
}
const personal = [
  planted.customer_id,
  planted.date_of_birth!,
  String(planted.annual_income),
  String(planted.existing_debt),
]
const decisions: CreditDecision[] = []

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
  await registerModel(server.context, await smallCreditModel(), 'cd-20260101-000001')
  for (const explain of ['none', 'reasons', 'full'])
    decisions.push(
      expectReply<CreditDecision>(
        'scoreApplication',
        await server.post(`${scoreAddress}?explain=${explain}&idempotency_key=key-${explain}`, planted),
      ),
    )
  const batch = await server.post(`${scoreAddress}/batch?explain=reasons`, {
    applications: [planted, { ...planted, annual_income: -1 }, ...bankApplications(20, 9)],
  })
  const { decisions: together } = expectReply<{ decisions: CreditDecision[] }>('scoreApplications', batch)
  decisions.push(together.find(({ customer_id }) => customer_id === planted.customer_id)!)
  for (const refused of [
    { ...planted, annual_income: -48_117.31 },
    { ...planted, date_of_birth: '2971-11-23' },
    { ...planted, loan_purpos: 'car' },
  ])
    expect((await server.post(scoreAddress, refused)).statusCode).toBe(422)
}, 120_000)

describe('after decisions', () => {
  it('no table holds the customer, the birth or the income in the clear', async () => {
    const { databaseUrl } = server.context.warning
    // The scan finds what is there: a decision's id stands in the clear.
    expect(await tablesHolding(databaseUrl, [decisions[0]!.decision_id])).toContain('public.credit_decisions')
    expect(await tablesHolding(databaseUrl, personal)).toEqual([])
  })

  it('no file beside the database does', async () => {
    const directory = server.context.settings.dataDirectory
    const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.parentPath.startsWith(join(directory, 'postgres')),
    )
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const text = (await readFile(join(file.parentPath, file.name))).toString('latin1').toLowerCase()
      for (const form of personal.flatMap(formsOf)) expect(text.includes(form), file.name).toBe(false)
    }
  })

  it('no line of the log does', () => {
    expect(logged.length).toBeGreaterThan(5)
    for (const line of logged)
      for (const form of personal) expect(line.includes(form), `a log line holds ${form}`).toBe(false)
  })

  it('those who may read them do', async () => {
    const { decision_id } = decisions[2]!
    const file = expectReply<{ application: CreditApplication }>(
      'getDecision',
      await server.get(`/api/credit/decisions/${decision_id}`),
    )
    expect(file.application).toMatchObject({
      customer_id: planted.customer_id,
      annual_income: planted.annual_income,
    })
    expect(
      expectReply(
        'replayDecision',
        await server.post(`/api/credit/decisions/${decision_id}/replay`, undefined),
      ),
    ).toMatchObject({ identical: true })
  })
})

describe('after an erasure', () => {
  it('nothing about the person is readable anywhere, others are, and the chain is whole', async () => {
    const before = expectReply<{ total: number }>('listDecisions', await server.get('/api/credit/decisions'))
    const address = `/api/credit/persons/${planted.customer_id}/erase`
    const reason = 'Asked for by the person, letter 4711.'
    expect(expectReply('erasePerson', await server.post(address, { reason }))).toEqual({
      erased: true,
      decisions: decisions.length,
    })
    expectProblem(await server.post(address, { reason }), 404, 'not_found')

    for (const { decision_id } of decisions) {
      const replies = [
        await server.get(`/api/credit/decisions/${decision_id}`),
        await server.post(`/api/credit/decisions/${decision_id}/replay`, undefined),
        await server.get(`/api/credit/decisions/${decision_id}/letter`),
      ]
      for (const reply of replies) {
        expect([404, 409], reply.body).toContain(reply.statusCode)
        for (const form of personal) expect(reply.body).not.toContain(form)
      }
    }
    const list = await server.get('/api/credit/decisions?limit=500')
    const after = expectReply<{
      total: number
      decisions: { decision_id: string; customer_id: string | null }[]
    }>('listDecisions', list)
    expect(after.total).toBe(before.total)
    for (const form of personal) expect(list.body).not.toContain(form)
    for (const { decision_id } of decisions)
      expect(after.decisions.find((row) => row.decision_id === decision_id)!.customer_id).toBeNull()
    expect(
      expectReply<{ total: number }>(
        'listDecisions',
        await server.get(`/api/credit/decisions?customer_id=${planted.customer_id}`),
      ).total,
    ).toBe(0)
    expect(after.decisions.filter(({ customer_id }) => customer_id !== null).length).toBe(20)
    expect(await tablesHolding(server.context.warning.databaseUrl, personal)).toEqual([])
    expect(expectReply('verifyAudit', await server.get('/api/fintech/audit-log/verify'))).toMatchObject({
      whole: true,
    })
    const audit = (await server.get('/api/fintech/audit-log?limit=500')).body
    for (const form of personal) expect(audit).not.toContain(form)
  })

  it('the person may come again, as somebody new', async () => {
    const again = expectReply<CreditDecision>('scoreApplication', await server.post(scoreAddress, planted))
    expect(again.customer_id).toBe(planted.customer_id)
    const list = expectReply<{ total: number }>(
      'listDecisions',
      await server.get(`/api/credit/decisions?customer_id=${planted.customer_id}`),
    )
    expect(list.total).toBe(1)
  })
})
