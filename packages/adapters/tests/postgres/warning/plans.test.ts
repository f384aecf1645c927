import type { WorklistQuery } from '@pratibimba/risk/ports'
import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Database, openRetention, type Schema } from '../../../postgres/index.ts'
import { pageQuery } from '../../../postgres/warning/worklist.ts'
import { withTestDatabase } from '../../support/database.ts'

const test_ = withTestDatabase()
const now = new Date('2026-04-01T00:00:00Z')
let database: Database

beforeAll(async () => {
  database = await test_.fresh()
  await openRetention(database).prepare('2026-01-01', '2026-03-31')
  for (const statement of [
    `insert into customers (customer_id, region) select 'C' || lpad(n::text, 7, '0'), 'r' || n % 12 from generate_series(1, 100000) n`,
    `insert into latest_scores (customer_id, as_of_date, score, change_30d, exposure_minor, expected_loss_minor, scored_at,
       tier, flagged, level, top_driver, region, model_version, expected_days_to_failure)
     select customer_id, '2026-03-31', s, s - 0.1, (s * 1e6)::bigint, (s * 1e5)::bigint, '2026-03-31',
       case when s >= 0.2 then 1 + (s * 1e6)::int % 3 end, s > 0.1,
       case when s < 0.05 then 'LOW' when s < 0.2 then 'MEDIUM' when s < 0.5 then 'HIGH' else 'CRITICAL' end,
       'f' || (s * 1e6)::int % 40, region, 'm', case when s >= 0.2 then (s * 1e6)::int % 30 end
     from (select customer_id, region, (hashint4(substr(customer_id, 2)::int)::bigint & 1048575) ^ 3 / 1048576.0 ^ 3 as s from customers) c`,
    `insert into risk_scores (customer_id, as_of_date, model_version, score, level, flagged, exposure_minor, expected_loss_minor, scored_at)
     select customer_id, (array['2026-01-31', '2026-02-28', '2026-03-31'])[1 + substr(customer_id, 2)::int % 3]::date, 'm', 0.5, 'HIGH', true, 1, 1, now() from customers`,
    `insert into customer_windows (customer_id, bytes, layout, through) select customer_id, '\\x00', 'w', '2026-03-31' from customers`,
    `insert into transactions (transaction_id, customer_id, account_kind, timestamp, amount_minor, currency, category, status, ingested_at)
     select 'T' || n, 'C' || lpad((n % 1000)::text, 7, '0'), 'current', timestamptz '2026-01-01' + n * interval '70 seconds', n, 'EUR', 'other', 'posted', now()
     from generate_series(1, 100000) n`,
    `insert into interventions (intervention_id, customer_id, type, state, held_out, assignee, cost_minor, detail, created_by, created_at, sla_due_at, sla_warn_at)
     select 'INT_' || n, 'C' || lpad(n::text, 7, '0'), 'agent_call', case when n % 20 = 0 then 'proposed' else 'resolved' end, false,
       'o' || n % 30, 1, '{}', 'x', timestamptz '2026-01-01' + n * interval '1 minute',
       case when n % 20 = 0 then timestamptz '2026-04-01' + n * interval '1 second' end, case when n % 20 = 0 then timestamptz '2026-03-01' end
     from generate_series(1, 100000) n`,
    `insert into worklist_cases (customer_id, intervention_id, type, state, due_at, warn_at, assigned_to)
     select customer_id, intervention_id, type, state, sla_due_at, sla_warn_at, assignee from interventions where state = 'proposed'`,
    `insert into event_outbox (id, topic, key, payload) select 'e' || n, 't' || n % 7, 'C' || n % 1000, '{}' from generate_series(1, 100000) n`,
    `update event_outbox set position = event_number, published_at = now() where event_number < 99990`,
    'vacuum (analyze)',
  ])
    await database.kysely.executeQuery(CompiledQuery.raw(statement))
}, 120_000)

/** Tables that the plan reads from one end to the other. */
async function scannedWhole(kysely: Kysely<Schema>, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }>`explain (format json) ${query}`.execute(
    kysely,
  )
  const found: string[] = []
  const visit = (node: PlanNode) => {
    if (node['Node Type'] === 'Seq Scan') found.push(node['Relation Name']!)
    for (const child of node.Plans ?? []) visit(child)
  }
  visit(rows[0]!['QUERY PLAN'][0]!.Plan)
  return found.filter((name) => name !== 'worklist_cases')
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

const page = (query: Partial<WorklistQuery>) =>
  pageQuery({ filter: {}, sort: 'score', limit: 50, offset: 0, now, ...query })

describe('a page of a worklist of 100,000 customers reads an index', () => {
  test.each<[string, Partial<WorklistQuery>]>([
    ['by score', {}],
    ['by score, from below', { direction: 'asc' }],
    ['by score, far on', { offset: 2_000 }],
    ['by exposure', { sort: 'exposure', direction: 'desc' }],
    ['by expected loss', { sort: 'expected_loss', direction: 'asc' }],
    ['by change', { sort: 'change_30d', direction: 'desc' }],
    ['by days to failure', { sort: 'expected_days_to_failure', direction: 'asc' }],
    ['by the time of scoring', { sort: 'scored_at', direction: 'desc' }],
    ['by id', { sort: 'customer_id', direction: 'asc' }],
    ['of some levels', { filter: { level: ['CRITICAL'] } }],
    ['of a tier', { filter: { tier: [1] } }],
    ['of a region', { filter: { region: ['r3'] } }],
    ['with a driver', { filter: { topDriver: ['f7'] } }],
    ['by beginning of the id', { filter: { idPrefix: 'C00012' } }],
    ['of an officer', { filter: { assignedTo: 'o20' }, sort: 'due_at', direction: 'asc' }],
  ])('%s', async (_, query) => {
    expect(await scannedWhole(database.kysely, page(query))).toEqual([])
  })
})

describe('other reads use their index', () => {
  test.each<[string, RawBuilder<unknown>]>([
    ['total of all', sql`select count(*) from latest_scores l`],
    [
      'total of a level',
      sql`select count(*) from latest_scores l where level = any(${['HIGH', 'CRITICAL']})`,
    ],
    ['last day scored', sql`select max(as_of_date) from latest_scores`],
    ['window', sql`select * from customer_windows where customer_id = ${'C0000001'}`],
    [
      'transactions of a customer',
      sql`select * from transactions where customer_id = ${'C0000007'} order by timestamp desc, transaction_id desc limit 50`,
    ],
    [
      'transactions by id',
      sql`select * from transactions where transaction_id = any(${['T1', 'T99999', 'x']})`,
    ],
    ['scores of a customer', sql`select * from risk_scores where customer_id = ${'C0000007'} and not shadow`],
    [
      'newest cases',
      sql`select * from interventions order by created_at desc, intervention_id desc limit 50`,
    ],
    ['cases of a customer', sql`select * from interventions where customer_id = ${'C0000007'}`],
    [
      'open cases of an officer',
      sql`select * from interventions where assignee = ${'o20'} and state not in ('resolved', 'cancelled', 'held_out')`,
    ],
    [
      'waiting events',
      sql`select * from event_outbox where published_at is null order by event_number limit 10`,
    ],
    [
      'events after a position',
      sql`select * from event_outbox where position > 90000 order by position limit 100`,
    ],
    [
      'newest events of a customer',
      sql`select * from event_outbox where key = ${'C7'} and position is not null order by position desc limit 50`,
    ],
  ])('%s', async (_, query) => {
    expect(await scannedWhole(database.kysely, query)).toEqual([])
  })
})
