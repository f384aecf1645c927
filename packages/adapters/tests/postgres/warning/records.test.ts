import { type ModelRecord, type NewAlert, RecordConflict } from '@pratibimba/risk/ports'
import { expect, test } from 'vitest'
import {
  openAlertStore,
  openCustomerStore,
  openModelStore,
  openReferenceStore,
} from '../../../postgres/index.ts'
import { withTestDatabase } from '../../support/database.ts'
import { customerId, customers } from './bank.ts'

const test_ = withTestDatabase()
const at = new Date('2026-04-01T00:00:00Z')

test('customers come back as they were given, whole', async () => {
  const store = openCustomerStore((await test_.fresh()).kysely)
  const [first, ...others] = customers(10)
  const account = {
    accountId: 'A1',
    customerId: customerId(1),
    kind: 'credit_card',
    currency: 'EUR',
    creditLimitMinor: 5,
  } as const
  expect(await store.upsert([first!, ...others], [account])).toEqual({ inserted: 10, replaced: 0 })
  expect(await store.get(customerId(1))).toEqual({ ...first, origin: 'imported' })
  expect(await store.upsert([{ customerId: customerId(1) }])).toEqual({ inserted: 0, replaced: 1 })
  expect(await store.get(customerId(1))).toEqual({ customerId: customerId(1), origin: 'imported' })
  expect(await store.accountsOf([customerId(1), customerId(2)])).toEqual([account])
  await expect(store.upsert([], [{ ...account, customerId: customerId(2) }])).rejects.toBeInstanceOf(
    RecordConflict,
  )
  expect(await store.list({ region: ['east'], limit: 1, offset: 1 })).toMatchObject({
    total: 2,
    customers: [{ customerId: customerId(9) }],
  })
  expect(await store.list({ idPrefix: 'C000001', limit: 5, offset: 0 })).toMatchObject({ total: 1 })
  expect(await store.idsAfter(undefined, 2)).toEqual([customerId(1), customerId(2)])
  expect(await store.idsAfter(customerId(9), 2)).toEqual([customerId(10)])
  expect(await store.getMany([customerId(3), 'x'])).toHaveLength(1)
})

test('an alert is raised once and counts up until it is resolved', async () => {
  const store = openAlertStore((await test_.fresh()).kysely)
  const alert = (n: number, more: Partial<NewAlert> = {}): NewAlert => ({
    alertId: `ALERT_${n}`,
    rule: 'drift',
    key: 'drift score',
    severity: 'watch',
    title: 'The score drifts',
    text: 'PSI .3',
    opensRetraining: true,
    raisedAt: new Date(at.getTime() + n),
    ...more,
  })
  expect((await store.raise(alert(1))).isNew).toBe(true)
  const again = await store.raise(alert(2, { severity: 'act', asOfDate: '2026-04-01' }))
  expect(again).toMatchObject({
    isNew: false,
    alert: { alertId: 'ALERT_1', times: 2, severity: 'act', state: 'open' },
  })
  expect(await store.counts()).toEqual({ info: 0, watch: 0, act: 1 })
  expect(await store.change('ALERT_1', { state: 'acknowledged', by: 'v', at })).toMatchObject({
    acknowledgedBy: 'v',
  })
  expect(await store.change('ALERT_1', { state: 'resolved', by: 'w', at, note: 'ok' })).toMatchObject({
    resolvedBy: 'w',
    acknowledgedBy: 'v',
    note: 'ok',
  })
  expect(await store.change('ALERT_1', { state: 'resolved', by: 'x', at })).toBeUndefined()
  expect((await store.raise(alert(3))).isNew).toBe(true)
  expect(await store.get('ALERT_3')).toMatchObject({ times: 1 })
  const open = await store.list({ state: ['open'], limit: 5, offset: 0 })
  expect([open.total, open.alerts[0]!.alertId]).toEqual([1, 'ALERT_3'])
})

test('reference data change from the version that was seen', async () => {
  const store = openReferenceStore((await test_.fresh()).kysely)
  const by = (expectedVersion?: number) => ({
    actor: 'a',
    at,
    ...(expectedVersion !== undefined && { expectedVersion }),
  })
  expect(await store.put('policy/levels', [0.05, 0.2], by(0))).toMatchObject({
    version: 1,
    value: [0.05, 0.2],
  })
  await expect(store.put('policy/levels', [], by(0))).rejects.toBeInstanceOf(RecordConflict)
  expect(await store.put('policy/levels', null, by(1))).toMatchObject({ version: 2, value: null })
  await expect(store.put('policy/levels', [], by(1))).rejects.toBeInstanceOf(RecordConflict)
  expect(await store.put('policy/levels', 'x', by())).toMatchObject({ version: 3 })
  await store.put('views/1', {}, by())
  expect((await store.list('policy/')).map(({ key }) => key)).toEqual(['policy/levels'])
  expect([await store.remove('views/1'), await store.remove('views/1')]).toEqual([true, false])
})

const model = (version: string, more: Partial<ModelRecord> = {}): ModelRecord => ({
  version,
  stage: 'challenger',
  aliases: [],
  trainedAt: at,
  trainedBy: 'system',
  reason: 'trained',
  transitions: [{ to: 'challenger', reason: 'trained', by: 'system', at }],
  artifact: `${version}.json`,
  predictionsArtifact: `${version}.parquet`,
  sha256: 'a'.repeat(64),
  featureSet: { name: 'catalogue', hash: 'b', features: 104 },
  seed: 1,
  rows: 10,
  customers: 5,
  trainFrom: '2026-01-01',
  trainTo: '2026-02-01',
  testDates: ['2026-03-01'],
  threshold: 0.1,
  auc: { value: 0.8, lower: 0.7, upper: 0.9 },
  report: { folds: [1, 2] },
  ...more,
})

const promoted = (one: ModelRecord, stage: ModelRecord['stage']): ModelRecord => ({
  ...one,
  stage,
  ...(stage === 'champion' && { promotedAt: at }),
  transitions: [...one.transitions, { from: one.stage, to: stage, reason: 'r', by: 'v', at }],
})

test('there is one champion, and a promotion that comes second is refused', async () => {
  const store = openModelStore((await test_.fresh()).kysely)
  const [a, b] = [model('m-1'), model('m-2', { trainedAt: new Date(at.getTime() + 1), aliases: ['nightly'] })]
  await store.add(a)
  await store.add(b)
  await expect(store.add(a)).rejects.toBeInstanceOf(RecordConflict)
  await expect(store.add(model('m-3', { aliases: ['nightly'] }))).rejects.toThrow(
    /nightly would point to two/,
  )
  await store.replace([promoted(a, 'champion')])
  expect(await store.champion()).toEqual(promoted(a, 'champion'))
  const change = [promoted(b, 'champion'), promoted(promoted(a, 'champion'), 'archived')]
  const tries = await Promise.allSettled([1, 2, 3].map(() => store.replace(change)))
  expect((await store.champion())?.version).toBe('m-2')
  expect(tries[0]!.status).toBe('fulfilled')
  await expect(store.replace([promoted(a, 'rejected')])).rejects.toBeInstanceOf(RecordConflict)
  expect(await store.byAlias('nightly')).toEqual(change[0])
  expect(await store.list({ stage: ['archived', 'champion'], limit: 1, offset: 1 })).toMatchObject({
    total: 2,
    models: [{ version: 'm-1', stage: 'archived' }],
  })
})
