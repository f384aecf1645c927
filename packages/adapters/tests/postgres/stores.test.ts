import { type NewPortfolio, RecordConflict } from '@pratibimba/risk/ports'
import { describe, expect, test } from 'vitest'
import { openPortfolioStore, openUploadStore } from '../../postgres/index.ts'
import { withTestDatabase } from '../support/database.ts'

const test_ = withTestDatabase()

const portfolio = (id: string, more: Partial<NewPortfolio> = {}): NewPortfolio => ({
  id,
  name: `Portfolio ${id}`,
  source: 'SYNTHETIC',
  numBorrowers: 1000,
  seed: 42,
  request: { num_borrowers: 1000, dti_range: [0.1, 0.5] },
  ...more,
})

describe('openPortfolioStore', () => {
  test('gives back what it was given', async () => {
    const store = openPortfolioStore((await test_.fresh()).kysely)
    const createdAt = new Date('2025-01-02T03:04:05.678Z')
    const created = await store.create(portfolio('SYNTH_1', { createdAt, seed: Number.MAX_SAFE_INTEGER }))
    expect(created).toEqual({
      ...portfolio('SYNTH_1'),
      seed: Number.MAX_SAFE_INTEGER,
      status: 'PENDING',
      stats: {},
      files: [],
      createdAt,
    })
    expect(await store.get('SYNTH_1')).toEqual(created)
    expect(await store.get('SYNTH_2')).toBeUndefined()
    await expect(store.create(portfolio('SYNTH_1'))).rejects.toBeInstanceOf(RecordConflict)
  })

  test('changes the named fields only, and null clears', async () => {
    const store = openPortfolioStore((await test_.fresh()).kysely)
    const created = await store.create(portfolio('SYNTH_1'))
    const files = [{ filename: 'loans.csv', bytes: 10, rows: 2, sha256: 'a'.repeat(64) }]
    const failure = { code: 'internal', detail: 'x' }
    const failed = await store.update('SYNTH_1', { status: 'FAILED', failure, files, numLoans: 1450 })
    expect(failed).toEqual({ ...created, status: 'FAILED', failure, files, numLoans: 1450 })
    const again = await store.update('SYNTH_1', { status: 'PENDING', failure: null, numLoans: null })
    expect(again).toEqual({ ...created, files })
    expect(await store.update('SYNTH_1', {})).toEqual(again)
    expect(await store.update('absent', { status: 'FAILED' })).toBeUndefined()
    expect(await store.remove('SYNTH_1')).toBe(true)
    expect(await store.remove('SYNTH_1')).toBe(false)
  })

  test('lists by filter, search, order and page', async () => {
    const store = openPortfolioStore((await test_.fresh()).kysely)
    for (let day = 1; day <= 9; day++)
      await store.create(
        portfolio(`SYNTH_${day}`, {
          name: day === 5 ? '100%_sure' : `Book ${day}`,
          source: day % 2 === 0 ? 'CLONE' : 'SYNTHETIC',
          numBorrowers: 100 - day,
          createdAt: new Date(Date.UTC(2025, 0, day)),
          uploadId: day === 4 ? 'RAW_1' : undefined,
        }),
      )
    const ids = async (filter: Partial<Parameters<typeof store.list>[0]>) => {
      const { portfolios, total } = await store.list({ limit: 3, offset: 0, ...filter })
      return { ids: portfolios.map(({ id }) => id.slice(6)).join(''), total }
    }
    expect(await ids({})).toEqual({ ids: '987', total: 9 })
    expect(await ids({ offset: 7 })).toEqual({ ids: '21', total: 9 })
    expect(await ids({ source: 'CLONE' })).toEqual({ ids: '864', total: 4 })
    expect(await ids({ status: 'COMPLETED' })).toEqual({ ids: '', total: 0 })
    expect(await ids({ uploadId: 'RAW_1' })).toEqual({ ids: '4', total: 1 })
    expect(await ids({ search: 'bOOk 7' })).toEqual({ ids: '7', total: 1 })
    expect(await ids({ search: '%_' })).toEqual({ ids: '5', total: 1 })
    expect(await ids({ search: '\\' })).toEqual({ ids: '', total: 0 })
    expect(await ids({ sort: 'oldest' })).toEqual({ ids: '123', total: 9 })
    expect(await ids({ sort: 'largest' })).toEqual({ ids: '123', total: 9 })
    expect(await ids({ sort: 'name' })).toEqual({ ids: '512', total: 9 })
  })
})

describe('openUploadStore', () => {
  test('keeps uploads, their corrections and their removal', async () => {
    const store = openUploadStore((await test_.fresh()).kysely)
    const upload = {
      id: 'RAW_0a1b2c3d',
      filename: 'loans.csv',
      rows: 5_000_000_000,
      bytes: 12,
      sha256: 'b'.repeat(64),
      schema: { tables: [{ name: 'loans' }] },
      tables: [{ name: 'loans' }, { name: 'payments' }],
    }
    const created = await store.create(upload)
    expect(created).toEqual({ ...upload, corrections: {}, status: 'READY', createdAt: created.createdAt })
    await expect(store.create(upload)).rejects.toBeInstanceOf(RecordConflict)

    const corrections = { columns: [{ name: 'income', type: 'money' }] }
    expect(await store.update(upload.id, { corrections })).toEqual({ ...created, corrections })
    const removedAt = new Date('2025-05-05T05:05:05.005Z')
    const removed = await store.update(upload.id, { status: 'REMOVED', removedAt })
    expect(removed).toEqual({ ...created, corrections, status: 'REMOVED', removedAt })
    expect(await store.get(upload.id)).toEqual(removed)
    expect(await store.list({ status: 'READY', limit: 10, offset: 0 })).toEqual({ uploads: [], total: 0 })
    expect(await store.list({ search: 'LOANS', limit: 10, offset: 0 })).toEqual({
      uploads: [removed],
      total: 1,
    })
  })
})
