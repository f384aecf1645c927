import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLake } from '@pratibimba/adapters/lake'
import { openDatabase } from '@pratibimba/adapters/postgres'
import { matrixOfLake } from '@pratibimba/adapters/warning'
import type {
  BatchPredictReply,
  CustomerDetail,
  CustomerHistory,
  Explanation,
  IngestReply,
  JobStarted,
  LiveEvent,
  Operations,
  Prediction,
  ReplyOf,
} from '@pratibimba/contract'
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { customerActivityTopic, type LoggedEvent } from '@pratibimba/risk/ports'
import { scoreWarning } from '@pratibimba/risk/warning'
import { beforeAll, describe, expect, it } from 'vitest'
import { MODELS_OWNER, openChampionSeat } from '../../../warning/champion.ts'
import { lakeInUse } from '../../../warning/pipeline/lake-in-use.ts'
import { rowsToScore } from '../../../warning/pipeline/rows-to-score.ts'
import { modelCheck } from '../../../warning/scoring/model-check.ts'
import { expectProblem, expectReply } from '../../support/contract-check.ts'
import { withTestServer } from '../../support/test-server.ts'

const server = withTestServer()
const predict = (body: object) => server.post('/predict', body)
const scored = async (body: object) => expectReply<Prediction>('predict', await predict(body))
type Features = ReplyOf<Operations['customerFeatures']>

/** A customer of whom a full history is known. */
const id = 'C0000007'
let lastDay = 0

beforeAll(async () => {
  for (const [name, path, body] of [
    ['simulateBank', '/api/warning/pipeline/simulate', { customers: 300, days: 255, seed: 7 }],
    ['triggerRetraining', '/retraining/trigger', { trials: 0, seed: 7 }],
  ] as const) {
    const { job_id } = expectReply<JobStarted>(name, await server.post(path, body), 202)
    expect(await server.waitForJob(job_id)).toMatchObject({ state: 'COMPLETED' })
  }
  lastDay = (await server.context.warning.scoring.days.latest())!
}, 300_000)

const before = (days: number) => formatDay(lastDay - days)

describe('a known customer', () => {
  it('is scored as of the last day, with drivers that were asked for, and kept on record', async () => {
    const prediction = await scored({ customer_id: id })
    expect(prediction).toMatchObject({ customer_id: id, as_of_date: before(0), warnings: [] })
    expect(prediction.drivers).toHaveLength(5)
    expect((await scored({ customer_id: id, explain: 'none' })).drivers).toEqual([])
    const full = await scored({ customer_id: id, explain: 'full' })
    expect(full.risk_score).toBe(prediction.risk_score)
    const sum = full.drivers.reduce((total, { contribution }) => total + contribution, full.base_log_odds)
    expect(sum).toBeCloseTo(full.log_odds, 6)
    const { scores } = expectReply<CustomerHistory>(
      'customerHistory',
      await server.get(`/customer/${id}/history`),
    )
    expect(scores[0]).toMatchObject({ as_of_date: before(0), risk_score: prediction.risk_score })
  })

  it('is put on record anew when the policy alone makes its expected loss another', async () => {
    const put = async (policy: object) => {
      const reply = await server.inject({
        method: 'PUT',
        url: '/api/warning/intervention-policy',
        payload: { policy },
      })
      expect(reply.statusCode).toBe(200)
    }
    const lossWith = async (policy: object) => {
      await put(policy)
      const { risk_score } = await scored({ customer_id: id })
      const { row } = expectReply<CustomerDetail>(
        'getCustomer',
        await server.get(`/api/warning/customers/${id}`),
      )
      expect(row.risk_score).toBe(risk_score)
      const [latest] = await server.context.warning.stores.scores.latestMany([id], new Date())
      return latest!.expectedLossMinor
    }
    const small = await lossWith({ loss_given_default: 0.1 })
    const large = await lossWith({ loss_given_default: 0.8 })
    expect(small).toBeGreaterThan(0)
    expect(Math.abs(large - 8 * small)).toBeLessThanOrEqual(8)
    await put({})
  })

  it('has the features that the batch computes from the lake, on the last day and before', async () => {
    const { lakeDirectory, stores } = server.context.warning
    const lake = await openLake(join(lakeDirectory, (await lakeInUse(stores.references))!.id))
    const days = [lastDay - 5, lastDay]
    const batch = await matrixOfLake(lake, featureCatalogue, days, { threads: 1 })
    let compared = 0
    for (const [row, customerId] of batch.customerId.entries()) {
      if (row % 37 !== 0) continue
      const reply = await server.get(
        `/api/warning/customers/${customerId}/features?as_of=${formatDay(batch.asOfDay[row]!)}`,
      )
      if (reply.statusCode === 422) continue
      const { features } = expectReply<Features>('customerFeatures', reply)
      for (const [place, { id: feature, value }] of features.entries()) {
        expect(feature).toBe(batch.features.features[place])
        const there = batch.features.matrix.columns[place]![row]!
        if (Number.isNaN(there)) expect(value, `${customerId} ${feature}`).toBeNull()
        else expect(value, `${customerId} ${feature}`).toBeCloseTo(there, 9)
      }
      compared++
    }
    expect(compared).toBeGreaterThan(10)
  })

  it('is explained by all features, additively, in both kinds', async () => {
    for (const kind of ['interventional', 'path_dependent']) {
      const { drivers, base_log_odds, log_odds } = expectReply<Explanation>(
        'explainCustomer',
        await server.get(`/api/warning/customers/${id}/explanation?kind=${kind}`),
      )
      expect(drivers).toHaveLength(104)
      const sum = drivers.reduce((total, { contribution }) => total + contribution, base_log_odds)
      expect(sum).toBeCloseTo(log_odds, 6)
    }
  })

  it('is shown whole', async () => {
    const detail = expectReply<CustomerDetail>(
      'getCustomer',
      await server.get(`/api/warning/customers/${id}`),
    )
    expect(detail.row.customer_id).toBe(id)
    expect(detail.radar).toHaveLength(6)
    expect(detail.indicators.length).toBeGreaterThan(5)
    expect(detail.alternatives).toHaveLength(7)
    expect(detail.payments.every(({ due_date }) => due_date >= before(90))).toBe(true)
    const { features, signals } = expectReply<Features>(
      'customerFeatures',
      await server.get(`/api/warning/customers/${id}/features`),
    )
    expect([features.length, signals.length, signals[0]!.weeks.length]).toEqual([104, 17, 8])
    expect(features.some(({ percentile }) => percentile !== null && percentile > 0)).toBe(true)
  })

  it('tells its transactions in pages and its balances by day', async () => {
    const page = async (query: string) =>
      expectReply<ReplyOf<Operations['customerTransactions']>>(
        'customerTransactions',
        await server.get(`/api/warning/customers/${id}/transactions?${query}`),
      )
    const first = await page('limit=2')
    const second = await page('limit=2&offset=2')
    expect(first.total).toBe(second.total)
    expect(first.transactions[1]!.timestamp >= second.transactions[0]!.timestamp).toBe(true)
    const day = await page(`from=${before(3)}&to=${before(3)}&limit=500`)
    expect(day.transactions.every(({ timestamp }) => timestamp.startsWith(before(3)))).toBe(true)
    const { days } = expectReply<ReplyOf<Operations['customerBalances']>>(
      'customerBalances',
      await server.get(`/api/warning/customers/${id}/balances?days=10`),
    )
    expect(days.at(-1)!.date).toBe(before(0))
    expect(days).toHaveLength(10)
  })

  it('is refused where nothing can be said', async () => {
    expectProblem(await predict({ customer_id: 'C9999999' }), 404, 'not_found')
    for (const path of ['', '/explanation', '/features', '/transactions', '/balances'])
      expectProblem(await server.get(`/api/warning/customers/C9999999${path}`), 404, 'not_found')
    expectProblem(await server.get('/customer/C9999999/history'), 404, 'not_found')
    const future = expectProblem(
      await predict({ customer_id: id, as_of_date: '2999-01-01' }),
      422,
      'out_of_range',
    )
    expect(future.errors![0]!.pointer).toBe('/as_of_date')
    expectProblem(await predict({ customer_id: id, as_of_date: '1999-01-01' }), 422, 'out_of_range')
  })
})

describe('customers of whom nothing is known in ninety-one days', () => {
  it('are scored by the batch and one by one alike, and the answer says so', async () => {
    const unheard = ['QUIET-1', 'QUIET-2'].map((customer_id) => ({ customer_id, accounts: [] }))
    expectReply('putCustomers', await server.post('/api/warning/customers', { customers: unheard }))
    const longAgo = {
      customer_id: 'QUIET-2',
      transaction_id: 'QUIET-T',
      timestamp: `${formatDay(lastDay - 120)}T10:00:00Z`,
      amount_minor: -100,
      category: 'groceries',
    }
    await server.post('/api/warning/events', { transactions: [longAgo] })
    const { databaseUrl, champion } = server.context.warning
    const database = await openDatabase({ url: databaseUrl, maxConnections: 2 })
    try {
      const batch = await rowsToScore({ database, threads: 1 }, featureCatalogue, lastDay, () => undefined)
      const { riskScore } = await scoreWarning(champion.required().model, batch.features)
      for (const { customer_id } of unheard) {
        const { risk_score, warnings } = expectReply<Prediction>(
          'predict',
          await predict({ customer_id, as_of_date: formatDay(lastDay) }),
        )
        expect(batch.customerId).toContain(customer_id)
        expect(risk_score).toBeCloseTo(riskScore[batch.customerId.indexOf(customer_id)]!, 12)
        expect(warnings.join()).toContain('No transaction and no payment in the 91 days')
      }
    } finally {
      await database.close()
    }
  })
})

describe('windows that cannot be read', () => {
  it('are made of the rows by the batch too, so that nobody is left out', async () => {
    const { databaseUrl } = server.context.warning
    const database = await openDatabase({ url: databaseUrl, maxConnections: 2 })
    try {
      const rows = () => rowsToScore({ database, threads: 1 }, featureCatalogue, lastDay, () => undefined)
      const whole = await rows()
      const damaged = [id, 'C0000008']
      const kept = await server.context.warning.stores.transactions.windows(damaged)
      const change = (customerId: string, fields: { bytes?: Buffer; layout?: string }) =>
        database.kysely
          .updateTable('customer_windows')
          .set(fields)
          .where('customer_id', '=', customerId)
          .execute()
      await change(damaged[0]!, { bytes: Buffer.alloc(40) })
      await change(damaged[1]!, { layout: 'of-long-ago' })
      const again = await rows()
      for (const { customerId, bytes, layout } of kept)
        await change(customerId, { bytes: Buffer.from(bytes), layout })
      expect(again.customerId.toSorted()).toEqual(whole.customerId.toSorted())
      for (const [place, column] of whole.features.matrix.columns.entries())
        for (const customerId of damaged) {
          const before = column[whole.customerId.indexOf(customerId)]!
          const there = again.features.matrix.columns[place]![again.customerId.indexOf(customerId)]!
          if (Number.isNaN(before)) expect(there).toBeNaN()
          else expect(there, whole.features.features[place]).toBeCloseTo(before, 9)
        }
    } finally {
      await database.close()
    }
  })
})

describe('features in the request', () => {
  it('are scored, missing ones said', async () => {
    const { features } = expectReply<Features>(
      'customerFeatures',
      await server.get(`/api/warning/customers/${id}/features`),
    )
    const all = Object.fromEntries(features.map(({ id: name, value }) => [name, value]))
    const byId = await scored({ customer_id: id })
    const byFeatures = await scored({ features: all })
    expect(byFeatures.risk_score).toBe(byId.risk_score)
    expect(byFeatures.customer_id).toBeNull()
    const few = await scored({ features: { overall_stress_score: 0.5 } })
    expect(few.warnings[0]).toMatch(/Counted as missing.*103 in all/)
  })

  it('are refused with the first twenty names, however many there are', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, k) => [`f${k}`, 1]))
    const problem = expectProblem(await predict({ features: many }), 422, 'out_of_range')
    expect(problem.errors).toHaveLength(20)
    expect(problem.detail).toContain('And 2980 more.')
  })

  it('are refused by name, with the name that may be meant', async () => {
    const { errors } = expectProblem(
      await predict({ features: { overall_stres_score: 0.5, balance_to_dues: 1 } }),
      422,
      'out_of_range',
    )
    expect(errors).toEqual([
      { pointer: '/features/overall_stres_score', detail: expect.stringContaining('overall_stress_score') },
    ])
    expectProblem(await predict({ features: { balance_to_dues: null } }), 422, 'unusable_data')
    expectProblem(await predict({ features: { balance_to_dues: '1' } }), 422, 'out_of_range')
    expectProblem(await predict({}), 422, 'out_of_range')
    expectProblem(await predict({ customer_id: id, features: { balance_to_dues: 1 } }), 422, 'out_of_range')
  })
})

describe('transactions in the request', () => {
  const transaction = (k: number, more: object = {}) => ({
    transaction_id: `G${k}`,
    timestamp: `2026-03-${String(1 + k).padStart(2, '0')}T10:00:00Z`,
    amount_minor: -1_000 * (k + 1),
    balance_minor: 100_000 - 1_000 * k,
    ...more,
  })

  it('are bucketed as they come, in whatever order; one day of history is said to be short', async () => {
    const given = Array.from({ length: 20 }, (_, k) => transaction(k, { category: 'groceries' }))
    const asOf = { as_of_date: '2026-03-25', explain: 'none' }
    const ordered = await scored({ transactions: given, ...asOf })
    const shuffled = await scored({ transactions: given.toReversed(), ...asOf })
    expect(shuffled.risk_score).toBe(ordered.risk_score)
    const short = await scored({ transactions: [transaction(0)] })
    expect(short).toMatchObject({ as_of_date: '2026-03-01', customer_id: null })
    expect(short.warnings.join(' ')).toMatch(/Only 1 day of history.*1 of 1 transactions say no category/)
  })

  it('are refused by row and field', async () => {
    for (const [transactions, pointer] of [
      [[transaction(0), transaction(1, { timestamp: '2999-01-01T00:00:00Z' })], '/transactions/1/timestamp'],
      [[transaction(0, { timestamp: '2026-03-01T10:00:00' })], '/transactions/0/timestamp'],
      [[transaction(0), transaction(0)], '/transactions/1/transaction_id'],
      [
        [transaction(0, { currency: 'EUR' }), transaction(1, { currency: 'USD' })],
        '/transactions/1/currency',
      ],
      [[transaction(0, { amount_minor: '12' })], '/transactions/0/amount_minor'],
      [[transaction(0, { amount_minor: 1e300 })], '/transactions/0/amount_minor'],
    ] as const) {
      const { errors } = expectProblem(await predict({ transactions }), 422, 'out_of_range')
      expect(errors!.map((error) => error.pointer)).toContain(pointer)
    }
    const nan = await server.inject({
      method: 'POST',
      url: '/predict',
      headers: { 'content-type': 'application/json' },
      payload: '{"features": {"balance_to_dues": NaN}}',
    })
    expectProblem(nan, 400, 'malformed_request')
    expectProblem(await predict({ transactions: [] }), 422, 'unusable_data')
    expectProblem(
      await predict({ transactions: [transaction(5)], as_of_date: '2026-03-01' }),
      422,
      'out_of_range',
    )
  })
})

describe('a batch', () => {
  const batch = (body: object) => server.post('/batch-predict', body)

  it('scores whom it can and lists the others', async () => {
    const reply = expectReply<BatchPredictReply>(
      'batchPredict',
      await batch({ customer_ids: [id, 'C9999999', id], top_drivers: 2 }),
    )
    expect(reply.predictions.map(({ customer_id }) => customer_id)).toEqual([id, id])
    expect(reply.predictions[0]!.drivers).toHaveLength(2)
    expect(reply.failures).toMatchObject([{ index: 1, customer_id: 'C9999999', error_code: 'not_found' }])
    const one = await scored({ customer_id: id, top_drivers: 2 })
    expect(reply.predictions[0]!.drivers).toEqual(one.drivers)
    const features = { balance_to_dues: 1 }
    const named = expectReply<BatchPredictReply>(
      'batchPredict',
      await batch({ customers: [{ features }, { customer_id: 'X', features: { nothing_like_it: 1 } }] }),
    )
    expect(named.predictions).toHaveLength(1)
    expect(named.failures).toMatchObject([{ index: 1, customer_id: 'X', error_code: 'out_of_range' }])
  })

  it('has at most a thousand, told in one way', async () => {
    const ids = Array.from({ length: 1001 }, (_, k) => `C${k}`)
    const { errors } = expectProblem(await batch({ customer_ids: ids }), 422, 'out_of_range')
    expect(errors![0]!.pointer).toBe('/customer_ids')
    expectProblem(await batch({}), 422, 'out_of_range')
  })
})

describe('events', () => {
  const ingest = async (body: object) =>
    expectReply<IngestReply>('ingestEvents', await server.post('/api/warning/events', body))
  const event = (name: string, more: object = {}) => ({
    customer_id: id,
    transaction_id: name,
    timestamp: new Date().toISOString(),
    amount_minor: -250_000,
    balance_minor: -90_000,
    category: 'gambling',
    ...more,
  })
  const told = async (query: string) =>
    expectReply<{ events: LiveEvent[]; total: number }>(
      'listActivity',
      await server.get(`/api/warning/activity?${query}`),
    )

  it('come in once each, move the score and are told of', async () => {
    await scored({ customer_id: id, as_of_date: before(1) })
    const given = ['N1', 'N2', 'N3'].map((name) => event(name))
    expect(await ingest({ transactions: given })).toMatchObject({ accepted: 3, repeated: 0, customers: 1 })
    for (let k = 0; k < 9; k++)
      expect(await ingest({ transactions: given })).toMatchObject({ accepted: 0, repeated: 3, customers: 0 })
    await expect
      .poll(async () => (await told(`kind=score&customer_id=${id}`)).events[0]?.risk_score, {
        timeout: 20_000,
      })
      .toBe((await scored({ customer_id: id })).risk_score)
    expect((await told('kind=ingestion')).total).toBe(2)
    const conflict = await ingest({ transactions: [{ ...given[0]!, amount_minor: -1 }] })
    expect(conflict.conflicts).toMatchObject([{ id: 'N1' }])
  })

  it('of unknown customers or in other currencies are rejected beside the others', async () => {
    const reply = await ingest({
      transactions: [
        event('R1', { customer_id: 'C9999999' }),
        event('R2', { currency: 'JPY' }),
        event('R3', { category: undefined }),
      ],
    })
    expect(reply).toMatchObject({ accepted: 1, uncategorised: 1 })
    expect(reply.rejected.map((each) => each.id).toSorted()).toEqual(['R1', 'R2'])
  })

  it('of before what is kept online are rejected, so that what is kept stays whole', async () => {
    const { days } = server.context.warning.scoring
    const keptFrom = await days.keptFrom()
    expect(keptFrom).toBeGreaterThan(lastDay - 210)
    const reply = await ingest({
      transactions: [
        event('OLD-1', { timestamp: '1990-01-01T00:00:00Z' }),
        event('OLD-2', { timestamp: `${formatDay(keptFrom - 1)}T23:59:59Z` }),
        event('OLD-3', { timestamp: `${formatDay(keptFrom)}T00:00:00Z` }),
      ],
    })
    expect(reply).toMatchObject({ accepted: 1, rejected: [{ id: 'OLD-1' }, { id: 'OLD-2' }] })
    expect(reply.rejected[0]!.detail).toContain(formatDay(keptFrom))
    expect(await server.context.warning.stores.transactions.firstDay()).toBe(formatDay(keptFrom))
  })

  it('that cannot be are refused, and nothing of the request is kept', async () => {
    for (const [transactions, pointer] of [
      [[event('Z0'), event('Z1', { timestamp: '2999-01-01T00:00:00Z' })], '/transactions/1/timestamp'],
      [[event('Z2', { timestamp: '2026-03-01T10:00:00' })], '/transactions/0/timestamp'],
      [[event('Z3', { amount_minor: 'ten' })], '/transactions/0/amount_minor'],
    ] as const) {
      const { errors } = expectProblem(
        await server.post('/api/warning/events', { transactions }),
        422,
        'out_of_range',
      )
      expect(errors!.map((error) => error.pointer)).toContain(pointer)
    }
    expect(await ingest({ transactions: [event('Z0')] })).toMatchObject({ accepted: 1, repeated: 0 })
    expectProblem(await server.post('/api/warning/events', {}), 422, 'out_of_range')
  })

  it('delivered ten times score once', async () => {
    const { scoring, stores } = server.context.warning
    const other = 'C0000011'
    await ingest({ transactions: [event('ONCE', { customer_id: other })] })
    const delivered: LoggedEvent[] = [
      {
        id: 'delivered-ten-times',
        topic: customerActivityTopic,
        key: other,
        payload: { through: before(0), transactions: 1, payments: 0 },
        position: 1,
        createdAt: new Date(),
      },
    ]
    const times: number[] = []
    for (let k = 0; k < 10; k++) times.push(await scoring.score(delivered))
    expect(times).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(await stores.outbox.claimFirst('warning.stream-scoring', ['delivered-ten-times'])).toEqual(
      new Set(),
    )
  })

  it('are streamed to those who watch, from where they were left', async () => {
    const url = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const last = (await told('limit=1')).events[0]!.id
    const earlier = await watched(
      `${url}/api/warning/activity/events?after=${last - 3}`,
      1,
      async () => undefined,
    )
    expect(earlier[0]!.id).toBeGreaterThan(last - 3)
    const both = await Promise.all(
      [1, 2].map((k) =>
        watched(`${url}/api/warning/activity/events?after=${last}`, 1, async () => {
          await ingest({ transactions: [event(`LIVE${k}`)] })
        }),
      ),
    )
    for (const events of both) expect(events[0]!.id).toBeGreaterThan(last)
  })

  it('are in the figures of the portfolio and the health of the server', async () => {
    const stats = expectReply<ReplyOf<Operations['portfolioStats']>>(
      'portfolioStats',
      await server.get('/stats'),
    )
    expect(stats.present!.customers).toBeGreaterThan(0)
    expect(stats).toMatchObject({ prevented_defaults: null, success: null, currency: 'USD' })
    const health = expectReply<{ checks: { name: string; ok: boolean }[] }>(
      'health',
      await server.get('/health'),
    )
    expect(health.checks).toContainEqual(expect.objectContaining({ name: 'early-warning model', ok: true }))
    expect(parseDay(stats.present!.as_of_date)).toBeLessThanOrEqual(Math.floor(Date.now() / 86_400_000))
  })
})

/** The first so many events of a stream; `then` is done once it is open. */
async function watched(url: string, count: number, then: () => Promise<void>): Promise<LiveEvent[]> {
  const controller = new AbortController()
  const response = await fetch(url, { signal: controller.signal })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const events: LiveEvent[] = []
  let text = ''
  await then()
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (const block of text.split('\n\n').slice(0, -1))
      for (const line of block.split('\n'))
        if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)) as LiveEvent)
    text = text.slice(text.lastIndexOf('\n\n') + 2)
    if (events.length >= count) break
  }
  controller.abort()
  return events
}

describe('a model whose file is gone', () => {
  it('does not come into use', async () => {
    const { champion, stores } = server.context.warning
    const { record } = champion.required()
    const gone = { ...record, version: 'ew-gone', artifact: 'gone.model', stage: 'challenger' as const }
    await server.context.record(async ({ warning: { models } }) => {
      await models.add(gone)
      return { fact: { operation: 'TEST', actor: 'test', metadata: {} }, result: undefined }
    })
    const body = { reason: 'to see what happens', although_worse: true }
    const reply = await server.post('/api/warning/models/ew-gone/promote', body)
    expect(expectProblem(reply, 409, 'conflict').detail).toContain('gone or damaged')
    expect((await stores.models.champion())?.version).toBe(record.version)
    await scored({ customer_id: id })
  })

  it.each([
    ['gone', (path: string) => rm(path)],
    ['cut off', (path: string) => truncate(path, 2_000)],
  ])('and was in use (%s) is said to be missing; the server starts all the same', async (_, damage) => {
    const { context } = server
    const { artifact, version } = context.warning.champion.required().record
    const path = await context.artifacts.localPath(MODELS_OWNER, artifact)
    const bytes = await readFile(path)
    try {
      await damage(path)
      const seat = openChampionSeat(context.warning.stores.models, context.artifacts, MODELS_OWNER)
      await seat.refresh()
      expect(seat.current()).toBeUndefined()
      expect(modelCheck(seat)).toMatchObject({ ok: false, detail: expect.stringContaining(version) })
      expect(() => seat.required()).toThrow('gone or damaged')
      await writeFile(path, bytes)
      await seat.refresh()
      expect(modelCheck(seat)).toMatchObject({ ok: true })
    } finally {
      await writeFile(path, bytes)
    }
  })

  it.each([
    ['cut off', (path: string) => truncate(path, 2_000)],
    ['gone', (path: string) => rm(path)],
  ])(
    'and was in use (%s) is replaced by the next that is trained',
    async (_, damage) => {
      const { artifacts, warning } = server.context
      const { artifact, version } = warning.champion.required().record
      await damage(await artifacts.localPath(MODELS_OWNER, artifact))
      const { job_id } = expectReply<JobStarted>(
        'triggerRetraining',
        await server.post('/retraining/trigger', { trials: 0, seed: 7 }),
        202,
      )
      expect(await server.waitForJob(job_id)).toMatchObject({ state: 'COMPLETED' })
      expect(warning.champion.required().record.version).not.toBe(version)
      await scored({ customer_id: id })
    },
    120_000,
  )
})
