/** Rubbish at every address of credit decisions: refused with a problem, nothing of ours or of persons in it, and nothing broken. */
import {
  type CreditApplication,
  type Operation,
  operations,
  type Problem,
  ProblemError,
} from '@pratibimba/contract'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { expectProblem, expectReply } from '../support/contract-check.ts'
import { withTestServer } from '../support/test-server.ts'
import { registerModel, seedApplication, smallCreditModel } from './support/credit-bank.ts'

const server = withTestServer({ requestsPerMinute: 1_000_000 }, {}, { logLevel: 'trace' })
const logged: string[] = []
const score = (body: unknown) => server.post('/api/v1/credit/score?explain=reasons', body)

const NAME = 'Zarathustra-4711'
const credit = Object.entries(operations as Record<string, Operation>).filter(([, { path }]) =>
  /^\/(?:api\/credit|api\/v1\/credit|v2)(?:\/|$)/.test(path),
)

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => logged.push(String(line)) > 0)
  await registerModel(server.context, await smallCreditModel(), 'cd-20260101-000001')
}, 120_000)

/** Values that have broken programs. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -0, -1, 1e15, 1e308, 5e-324, 2 ** 53, Number.MIN_SAFE_INTEGER],
    ...['', ' ', NAME, '__proto__', 'constructor', '../../etc/passwd', "'; drop table credit_decisions; --"],
    ...['2099-01-01', '1899-12-31', '2024-02-30', '0000-00-00', '2026-01-01T00:00:00Z', 'champion', 'NaN'],
    ...['x'.repeat(5_000), '\u202e', '💥'.repeat(40), '%00', '{{7*7}}', '<script>', [], {}, [[]], [null]],
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Bodies near what an operation takes: its own fields, with values that fit, that almost do, and that do not. */
function bodyOf({ body }: Operation): fc.Arbitrary<unknown> {
  const fields = Object.entries(body?.properties ?? {})
  if (fields.length === 0) return odd
  const near = fc.record(
    Object.fromEntries(fields.map(([name, schema]) => [name, fc.oneof(fitting(schema as Schema, 3), odd)])),
    { requiredKeys: [] },
  )
  const whole = fc.record(
    Object.fromEntries(fields.map(([name, schema]) => [name, fitting(schema as Schema, 4)])),
  )
  return fc.oneof({ arbitrary: near, weight: 3 }, { arbitrary: whole, weight: 2 }, odd)
}

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

/** Something that the schema may take. */
function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => fitting(one, depth)))
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return fc.uuid()
      if (schema.format === 'date') return fc.constantFrom('2020-01-31', '1970-01-01', '2026-01-01')
      if (schema.format === 'date-time')
        return fc.constantFrom('2020-01-31T00:00:00Z', '2030-01-01T10:00:00.5Z')
      return fc.oneof(
        fc.constantFrom('consumer-lending', 'champion', 'car', NAME, 'For a test of rubbish.'),
        fc.string(),
      )
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return depth === 0
        ? fc.constant([])
        : fc.array(fitting(schema.items ?? {}, depth - 1), { maxLength: 3 })
    case 'object':
      return depth === 0
        ? fc.constant({})
        : fc.record(
            Object.fromEntries(
              Object.entries(schema.properties ?? {}).map(([name, one]) => [name, fitting(one, depth - 1)]),
            ),
            { requiredKeys: [] },
          )
    default:
      return odd
  }
}

const inAddress = fc.oneof(
  fc.constantFrom('champion', '1', '-1', '00000000-0000-4000-8000-000000000000', 'consumer-lending', NAME),
  fc.constantFrom('..', '%2e%2e%2f', "'", '💥', ' ', '0', '1e9', 'x'.repeat(300)),
  fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.isWellFormed() && !text.includes('\0')),
)

function addressOf({ path, query }: Operation): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const asked = Object.keys(query?.properties ?? {})
  return fc
    .record({
      params: fc.tuple(...names.map(() => inAddress)),
      query:
        asked.length === 0
          ? fc.constant({})
          : fc.dictionary(fc.constantFrom(...asked, 'limt'), inAddress, { maxKeys: 2 }),
    })
    .map(({ params, query: given }) => {
      let at = 0
      const filled = path.replace(/\{\w+\}/g, () => encodeURIComponent(params[at++]!))
      const text = new URLSearchParams(given as Record<string, string>).toString()
      return text === '' ? filled : `${filled}?${text}`
    })
}

describe('every address', () => {
  it.each(credit)(
    '%s refuses rubbish in words of its own',
    async (_, operation) => {
      const hasBody = operation.body !== undefined
      await fc.assert(
        fc.asyncProperty(addressOf(operation), bodyOf(operation), async (url, body) => {
          const reply = await server.inject({
            method: operation.method,
            url,
            ...(hasBody && {
              headers: { 'content-type': 'application/json' },
              payload: JSON.stringify(body),
            }),
          })
          // 503 is an answer where a part is missing, such as a job queue's data; never a fault.
          expect(
            [500, 501, 502, 504],
            `${operation.method} ${url}\n${JSON.stringify(body)}\n${reply.body}`,
          ).not.toContain(reply.statusCode)
          if (reply.statusCode < 400) return
          expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
          expect(reply.body).not.toMatch(/\bat .+\.(?:ts|js):\d+|node_modules|select .* from|PostgresError/i)
          expect(reply.json<Problem>().status).toBe(reply.statusCode)
        }),
        { numRuns: 60, seed: 5 },
      )
    },
    120_000,
  )

  it('leaves the server whole', async () => {
    expect((await server.get('/health')).json()).toMatchObject({ status: 'ok' })
    // A training that was asked for without data fails as a job, in words.
    expect(server.background.filter((error) => !(error instanceof ProblemError))).toEqual([])
    expect(expectReply('verifyAudit', await server.get('/api/fintech/audit-log/verify'))).toMatchObject({
      whole: true,
    })
    expect(logged.filter((line) => line.includes('request failed'))).toEqual([])
  })
})

describe('an application that cannot be', () => {
  const personal = { customer_id: NAME, annual_income: 48_117.31, date_of_birth: '1971-11-23' }
  const application: CreditApplication = { ...seedApplication, ...personal }

  it.each<[string, object]>([
    ['an empty id', { customer_id: '' }],
    ['a blank id', { customer_id: '   ' }],
    ['an id of another type', { customer_id: 48_117.31 }],
    ['a negative income', { annual_income: -48_117.31 }],
    ['an income in quotes', { annual_income: '48117.31' }],
    ['an amount of 1e15', { existing_debt: 1e15 }],
    ['an amount beyond numbers', { loan_amount: 1e308 }],
    ['nothing asked for', { loan_amount: 0 }],
    ['a negative employment', { employment_years: -1 }],
    ['a date that does not exist', { date_of_birth: '1971-02-30' }],
    ['a birth in the future', { date_of_birth: '2971-11-23' }],
    ['a birth before all', { date_of_birth: '1871-11-23' }],
    ['a birth as people write it', { date_of_birth: '23/11/1971' }],
    ['an inquiry in the future', { credit_history: { inquiries: [{ date: '2971-11-23' }] } }],
    ['a history that is a list', { credit_history: [] }],
    ['no history', { credit_history: undefined }],
    ['a score as text', { credit_history: { score: 'excellent 48117.31' } }],
    ['accounts that are numbers', { credit_history: { accounts: [48_117.31] } }],
    ['an unknown field', { shoe_size: 44 }],
    ['a term of half a month', { loan_term_months: 0.5 }],
  ])('%s: 422 that repeats nothing of a person', async (_, change) => {
    const reply = await score({ ...application, ...change })
    const { errors } = expectProblem(reply, 422, 'out_of_range')
    expect(errors!.length).toBeGreaterThan(0)
    for (const secret of [NAME, '48117.31', '1971', '2971', '1871']) expect(reply.body).not.toContain(secret)
  })

  it.each<[string, object]>([
    ['no income', { annual_income: 0 }],
    ['the largest amounts', { annual_income: 1e12, existing_debt: 1e12, loan_amount: 1e12 }],
    ['the smallest amount', { loan_amount: 5e-324 }],
    ['an unknown purpose', { loan_purpose: 'a submarine' }],
    ['an empty history', { credit_history: {} }],
    [
      'fields of another bureau',
      { credit_history: { score: 700, fico_version: '8', nested: { deep: [1] } } },
    ],
    ['a child', { date_of_birth: '2025-01-01' }],
  ])('%s: decided, and the same again', async (_, change) => {
    const first = expectReply<{ decision: string; score: number; decision_id: string }>(
      'scoreApplication',
      await score({ ...application, ...change }),
    )
    const again = expectReply<typeof first>('scoreApplication', await score({ ...application, ...change }))
    expect({ score: again.score, decision: again.decision }).toEqual({
      score: first.score,
      decision: first.decision,
    })
    expect(first.score).toBeGreaterThanOrEqual(0)
    const replay = await server.post(`/api/credit/decisions/${first.decision_id}/replay`, undefined)
    expect(expectReply('replayDecision', replay)).toMatchObject({ identical: true })
  })

  it('one key never makes two decisions, nor one of two applications', async () => {
    const url = '/api/v1/credit/score?explain=reasons&idempotency_key=once'
    const replies = await Promise.all(Array.from({ length: 8 }, () => server.post(url, application)))
    const ids = new Set(
      replies.map((reply) => expectReply<{ decision_id: string }>('scoreApplication', reply).decision_id),
    )
    expect(ids.size).toBe(1)
    expectProblem(await server.post(url, { ...application, loan_amount: 1 }), 409, 'conflict')
  })

  it('nothing of a person is in the log', () => {
    const lines = logged.join('')
    expect(lines).toContain('answered')
    for (const secret of [NAME, '48117.31', '1971-11-23']) expect(lines).not.toContain(secret)
  })
})
