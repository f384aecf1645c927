import type { IngestReply, Operations, ReplyOf } from '@pratibimba/contract'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'

const server = withTestServer()
const put = (...customers: object[]) => server.post('/api/warning/customers', { customers })
const send = (body: object) => server.post('/api/warning/events', body)
const today = () => new Date().toISOString().slice(0, 10)

const transaction = (id: string, more: object = {}) => ({
  customer_id: 'KNOWN-1',
  transaction_id: id,
  timestamp: '2026-03-01T10:00:00Z',
  amount_minor: -100,
  category: 'groceries',
  ...more,
})
const payment = (id: string, more: object = {}) => ({
  customer_id: 'KNOWN-1',
  payment_id: id,
  kind: 'rent',
  due_date: '2026-03-01',
  amount_due_minor: 1_000,
  ...more,
})

beforeAll(async () => {
  expectReply('putCustomers', await put({ customer_id: 'KNOWN-1' }))
})

describe('text that a database does not keep as it is', () => {
  it.each([
    ['\0', '/transactions/0/transaction_id'],
    ['\ud800', '/transactions/0/transaction_id'],
  ])('is refused in a body: %j', async (id, pointer) => {
    const { errors } = expectProblem(
      await send({ transactions: [transaction(id)] }),
      400,
      'malformed_request',
    )
    expect(errors![0]!.pointer).toBe(pointer)
  })

  it('is refused in an address', async () => {
    for (const path of [
      '/api/warning/customers?region=%00',
      '/api/warning/customers/export?search=%00',
      '/api/warning/interventions?assigned_to=a%00b',
    ])
      expectProblem(await server.get(path), 400, 'malformed_request')
  })

  it('is told apart from pairs of surrogates, and from text about it', async () => {
    const reply = expectReply<IngestReply>(
      'ingestEvents',
      await send({ transactions: [transaction('💥'), transaction('\\u0000')] }),
    )
    expect(reply.accepted).toBe(2)
  })
})

describe('numbers that nothing holds', () => {
  it('are refused as offsets', async () => {
    for (const list of ['customers', 'interventions', 'activity', 'models', 'alerts'])
      for (const offset of ['1e300', '99999999999999999999'])
        expectProblem(await server.get(`/api/warning/${list}?offset=${offset}`), 422, 'out_of_range')
  })

  it('are refused as money of customers and their accounts', async () => {
    const account = { account_id: 'A-1', kind: 'credit_card' }
    for (const [customer, pointer] of [
      [{ declared_income_minor: 1e300 }, '/customers/0/declared_income_minor'],
      [{ declared_income_minor: -1 }, '/customers/0/declared_income_minor'],
      [
        { accounts: [{ ...account, credit_limit_minor: -1e18 }] },
        '/customers/0/accounts/0/credit_limit_minor',
      ],
      [{ accounts: [{ ...account, outstanding_minor: 1e18 }] }, '/customers/0/accounts/0/outstanding_minor'],
    ] as const) {
      const { errors } = expectProblem(await put({ customer_id: 'RICH-1', ...customer }), 422, 'out_of_range')
      expect(errors!.map((error) => error.pointer)).toContain(pointer)
    }
  })

  it('are refused as what was paid', async () => {
    const paid = payment('P-1', { paid_date: '2026-03-01', amount_paid_minor: 1e300 })
    const { errors } = expectProblem(await send({ payments: [paid] }), 422, 'out_of_range')
    expect(errors![0]!.pointer).toBe('/payments/0/amount_paid_minor')
  })
})

describe('days that cannot be', () => {
  it.each([
    [{ due_date: '0000-01-01' }, 'due_date'],
    [{ due_date: '1989-12-31' }, 'due_date'],
    [{ due_date: '9999-12-31' }, 'due_date'],
    [{ paid_date: '0001-01-01', amount_paid_minor: 1_000 }, 'paid_date'],
  ])('are refused of a payment: %j', async (more, field) => {
    const { errors } = expectProblem(await send({ payments: [payment('P-2', more)] }), 422, 'out_of_range')
    expect(errors).toEqual([
      { pointer: `/payments/0/${field}`, detail: expect.stringMatching(/Row 1 \(P-2\).*1990-01-01/) },
    ])
  })

  it('are refused of a customer', async () => {
    for (const opened_on of ['0000-01-01', '9999-12-31']) {
      const { errors } = expectProblem(await put({ customer_id: 'OPEN-1', opened_on }), 422, 'out_of_range')
      expect(errors![0]).toMatchObject({
        pointer: '/customers/0/opened_on',
        detail: expect.stringContaining(today()),
      })
    }
  })
})

describe('customers', () => {
  it('have ids that can stand in an address', async () => {
    for (const customer_id of ['A/../B', "O'Brien", '%', ' ', 'é', ''])
      expectProblem(await put({ customer_id }), 422, 'out_of_range')
  })

  it('are given once, and their accounts too', async () => {
    const twice = expectProblem(
      await put({ customer_id: 'T-1' }, { customer_id: 'T-1' }),
      422,
      'out_of_range',
    )
    expect(twice.errors![0]!.pointer).toBe('/customers/1/customer_id')
    const account = { account_id: 'T-A', kind: 'current' }
    const shared = expectProblem(
      await put({ customer_id: 'T-1', accounts: [account] }, { customer_id: 'T-2', accounts: [account] }),
      422,
      'out_of_range',
    )
    expect(shared.errors![0]!.pointer).toBe('/customers/1/accounts/0/account_id')
    expectProblem(await server.get('/customer/T-1/history'), 404, 'not_found')
  })

  it('keep the accounts that are theirs', async () => {
    const account = { account_id: 'OWN-A', kind: 'current' }
    expectReply('putCustomers', await put({ customer_id: 'OWN-1', accounts: [account] }))
    expectProblem(await put({ customer_id: 'OWN-2', accounts: [account] }), 409, 'conflict')
  })
})

describe('events that are not kept', () => {
  it('do not move the day as of which the portfolio stands', async () => {
    const { days } = server.context.warning.scoring
    expectReply('ingestEvents', await send({ transactions: [transaction('D-1')] }))
    const day = await days.latest()
    const strange = transaction('D-2', { customer_id: 'NOBODY-1', timestamp: new Date().toISOString() })
    const reply = expectReply<IngestReply>('ingestEvents', await send({ transactions: [strange] }))
    expect(reply).toMatchObject({ accepted: 0, rejected: [{ id: 'D-2' }] })
    expect(await days.latest()).toBe(day)
  })

  it('name fields as they were sent', async () => {
    expectReply('ingestEvents', await send({ transactions: [transaction('F-1')] }))
    const reply = expectReply<IngestReply>(
      'ingestEvents',
      await send({ transactions: [transaction('F-1', { amount_minor: -7 })] }),
    )
    expect(reply.conflicts[0]!.detail).toContain('amount_minor')
  })
})

it('a schedule that cannot be read is told without the words of a library', async () => {
  const reply = await server.inject({
    method: 'PUT',
    url: '/api/warning/pipeline/scoring/schedule',
    payload: { schedule: '99 99 * * *' },
  })
  expect(expectProblem(reply, 422, 'out_of_range').detail).not.toContain('CronPattern')
})

describe('officers', () => {
  const officers = (...given: object[]) =>
    server.inject({ method: 'PUT', url: '/api/warning/officers', payload: { officers: given } })

  it.each([
    [[{ id: 'nobody', name: 'Asha' }], '/officers/0/id'],
    [[{ id: 'o1', name: '   ' }], '/officers/0/name'],
    [
      [
        { id: 'o1', name: 'Asha' },
        { id: 'o1', name: 'Ravi' },
      ],
      '/officers/1/id',
    ],
  ])('that cannot be told apart are refused: %j', async (given, pointer) => {
    const { errors } = expectProblem(await officers(...given), 422, 'out_of_range')
    expect(errors!.map((error) => error.pointer)).toEqual([pointer])
  })
})

it('a contact is neither in the past nor years ahead', async () => {
  const id = 'INT_00000000'
  for (const contact_at of ['2020-01-01T00:00:00Z', '9999-12-31T00:00:00Z'])
    for (const [path, body] of [
      [`/api/warning/interventions/${id}/steps`, { version: 1 }],
      ['/api/warning/interventions/steps', { items: [{ intervention_id: id, version: 1 }] }],
    ] as const) {
      const reply = await server.post(path, { ...body, action: 'schedule_contact', contact_at })
      expect(expectProblem(reply, 422, 'out_of_range').errors![0]!.pointer).toBe('/contact_at')
    }
})

it('who was not scored thirty days ago is among those who did not move, as the row says', async () => {
  const score = {
    customerId: 'KNOWN-1',
    asOfDate: '2026-03-01',
    modelVersion: 'm',
    score: 0.4,
    level: 'HIGH' as const,
  }
  await server.context.record(async ({ warning: { scores } }) => {
    await scores.insert([
      {
        ...score,
        flagged: true,
        logOdds: -0.4,
        exposureMinor: 1_000,
        expectedLossMinor: 180,
        drivers: [],
        scoredAt: new Date(),
      },
    ])
    return { fact: { operation: 'TEST', actor: 'test', metadata: {} }, result: undefined }
  })
  const rows = async (trend: string) => {
    const path = `/api/warning/customers?trend=${trend}`
    return expectReply<ReplyOf<Operations['listCustomers']>>('listCustomers', await server.get(path))
      .customers
  }
  expect((await rows('stable')).map(({ trend, change_30d }) => [trend, change_30d])).toEqual([
    ['stable', null],
  ])
  expect(await rows('rising')).toEqual([])
})
