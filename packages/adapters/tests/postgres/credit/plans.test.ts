import type { DecisionFilter } from '@pratibimba/risk/ports'
import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { countQuery, pageQuery } from '../../../postgres/credit/decision-store.ts'
import type { Database } from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'

const test_ = withTestDatabase()
let database: Database
let person: string

beforeAll(async () => {
  database = await test_.fresh()
  for (const statement of [
    `insert into credit_decisions (decision_id, decided_at, actor, channel, idempotency_hash, content_hash, score, decision,
       reason_codes, fired_rules, loan_amount, loan_purpose, model_version, policy_name, policy_version, reason_table,
       code_version, latency_ms, person, nonce, ciphertext, sha256)
     select gen_random_uuid(), timestamptz '2026-01-01' + n * interval '1 minute', 'a', 'api',
       case when n % 4 = 0 then 'h' || n end, 'c', 0.5,
       case when n % 50 = 0 then 'MANUAL_REVIEW' when n % 3 = 0 then 'REJECTED' else 'APPROVED' end,
       array['R' || n % 200], '{}', 1000, 'car', 'cd-' || n % 20, 'p', 1 + n % 10, 'r', '1', 5,
       md5((n / 3)::text)::uuid, '\\x000000000000000000000000', '\\x00', 's'
     from generate_series(1, 60000) n`,
    `insert into credit_waiting select decision_id, decided_at from credit_decisions
     where decision = 'MANUAL_REVIEW' and model_version = 'cd-0'`,
    `insert into credit_reviews select decision_id, 'APPROVED', 'r', repeat('n', 200), 'b', now() from credit_decisions
     where decision = 'MANUAL_REVIEW' and model_version <> 'cd-0'`,
    `insert into credit_outcomes select decision_id, now(), true from credit_decisions where policy_version = 2`,
    `insert into person_keys select md5(n::text)::uuid, sha256(n::text::bytea), 'k', '\\x00', '\\x00'
     from generate_series(1, 20000) n`,
    `insert into credit_exposures select 'e' || policy_version, 'champion', decision_id, false, decided_at, 0.5, decision, 1
     from credit_decisions`,
    'vacuum (analyze)',
  ])
    await database.kysely.executeQuery(CompiledQuery.raw(statement))
  const { rows } = await sql<{ person: string }>`select person from credit_decisions limit 1`.execute(
    database.kysely,
  )
  person = rows[0]!.person
}, 120_000)

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

/** Tables that the plan reads from one end to the other. */
async function scannedWhole(query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`explain (format json) ${query}`.execute(
    database.kysely,
  )
  const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)]
  return nodes(rows[0]!['QUERY PLAN'][0]!.Plan)
    .filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'credit_waiting')
    .map((node) => node['Relation Name']!)
}

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const filters: [string, Partial<DecisionFilter>][] = [
  ['newest', {}],
  ['far on', { offset: 1000 }],
  ['of an outcome', { decision: ['MANUAL_REVIEW'] }],
  ['that wait', { waiting: true }],
  ['that wait, of a model', { waiting: true, modelVersion: 'cd-0' }],
  ['that do not wait', { waiting: false }],
  ['of a model', { modelVersion: 'cd-7' }],
  ['of a policy', { policyVersion: 3 }],
  ['with a reason', { reasonCode: 'R17' }],
  ['with a reason nobody has', { reasonCode: 'R999' }],
  ['of a customer', { customerId: 'C1' }],
  ['of a span', { from: day(3), to: day(4) }],
]

describe('a page of 60,000 decisions reads an index', () => {
  test.each(filters)('%s', async (_, filter) => {
    const of = filter.customerId === undefined ? undefined : person
    expect(await scannedWhole(pageQuery({ limit: 50, offset: 0, ...filter }, of))).toEqual([])
  })
})

describe('so does a count that is not of nearly all', () => {
  test.each(filters.filter(([name]) => !['that do not wait', 'far on'].includes(name)))(
    '%s',
    async (_, filter) => {
      const of = filter.customerId === undefined ? undefined : person
      expect(await scannedWhole(countQuery({ limit: 50, offset: 0, ...filter }, of))).toEqual([])
    },
  )
})

describe('other reads use their index', () => {
  test.each<[string, RawBuilder<unknown>]>([
    [
      'a decision',
      sql`select * from credit_decisions where decision_id = ${'00000000-0000-4000-8000-000000000000'}`,
    ],
    ['by idempotency', sql`select * from credit_decisions where idempotency_hash = ${'h8'}`],
    [
      'the next batch of a walk',
      sql`select * from credit_decisions d
        where (d.decided_at, d.decision_id) < (${day(9)}::timestamptz, ${'00000000-0000-4000-8000-000000000000'}::uuid)
        order by d.decided_at desc, d.decision_id desc limit 500`,
    ],
    [
      'the key of a customer',
      sql`select * from person_keys where customer_hash = any(${[Buffer.alloc(32)]}::bytea[])`,
    ],
    [
      'the key of a person',
      sql`select * from person_keys where person = any(${['00000000-0000-4000-8000-000000000000']}::uuid[])`,
    ],
    [
      'newest scores of an arm',
      sql`select score from credit_exposures where experiment = ${'e1'} and arm = ${'champion'} order by exposed_at desc limit 100`,
    ],
  ])('%s', async (_, query) => {
    expect(await scannedWhole(query)).toEqual([])
  })
})
