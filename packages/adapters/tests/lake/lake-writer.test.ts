import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { columnOf, type Frame, selectColumns, sliceRows } from '@pratibimba/numerics/frame'
import { lakeTables } from '@pratibimba/risk/households'
import { describe, expect, it } from 'vitest'
import { createLake, openLake } from '../../lake/index.ts'
import { openTables } from '../../tables/index.ts'
import { bankEvents } from '../support/bank-events.ts'
import { scratchDirectories } from '../support/directories.ts'
import { FIRST_DAY, writtenLake } from '../support/written-lake.ts'

const scratch = scratchDirectories()
const facts = {
  customers: 3,
  buckets: 1,
  first_day: '2025-01-01',
  last_day: '2025-02-28',
  currency: 'USD',
  label_dates: [],
  origin: 'imported',
} as const
const tables = bankEvents({
  seed: 1,
  customers: [1, 2, 3],
  firstDay: FIRST_DAY,
  days: 70,
  transactionsPerDay: 2,
})

async function rowsOf(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const list: Frame[] = []
  for await (const frame of frames) list.push(frame)
  return list
}

describe('createLake', () => {
  it('gives back what was written, with every table in the bucket of its customers', async () => {
    const directory = await scratch()
    const lake = await createLake(directory, facts)
    const writer = lake.openBucket(0)
    await writer.write('transactions', sliceRows(tables.transactions, 0, 100))
    await writer.write('transactions', sliceRows(tables.transactions, 100, tables.transactions.rows))
    await writer.write('payments', tables.payments)
    await writer.close()
    const manifest = await lake.close()
    expect(manifest.rows).toEqual({
      customers: 0,
      accounts: 0,
      transactions: tables.transactions.rows,
      payments: tables.payments.rows,
    })
    const opened = await openLake(directory)
    expect(opened.manifest).toEqual(manifest)
    const names = lakeTables.payments.map(({ name }) => name)
    const [payments] = await rowsOf(opened.frames('payments', 0, names))
    for (const name of ['due_date', 'amount_due_minor', 'paid_date', 'amount_paid_minor', 'payment_id'])
      expect(payments.columns.get(name)).toEqual(tables.payments.columns.get(name))
    expect(await rowsOf(opened.frames('customers', 0, ['customer_id']))).toEqual([])
  })

  it('writes transactions by month, in files that anything reads, and knows whether they are in order', async () => {
    const directory = await scratch()
    await writtenLake(directory, 8, { seed: 2, days: 70, transactionsPerDay: 2 }, 1)
    const lake = await openLake(directory)
    const files = await lake.files('transactions', 0)
    expect(files.map((path) => path.slice(-15, -8))).toEqual(['2024-10', '2024-11', '2024-12'])
    expect(await lake.isOrdered(0)).toBe(true)
    const reader = await openTables()
    const { frame } = await reader.read(files[1])
    await reader.close()
    const names = ['transaction_id', 'timestamp', 'amount_minor', 'balance_minor']
    const all = await rowsOf(lake.frames('transactions', 0, names))
    expect(all[1]).toEqual(selectColumns(frame, names))
    const shuffled = await scratch()
    await writtenLake(shuffled, 8, { seed: 2, days: 70, transactionsPerDay: 2, shuffled: true }, 1)
    expect(await (await openLake(shuffled)).isOrdered(0)).toBe(false)
  })

  it('leaves out row groups outside of a range of time', async () => {
    const directory = await scratch()
    await writtenLake(directory, 8, { seed: 2, days: 70, transactionsPerDay: 2 }, 1)
    const lake = await openLake(directory)
    const range = { column: 'timestamp', from: Date.UTC(2024, 11, 1), to: Date.UTC(2024, 11, 5) }
    const frames = await rowsOf(lake.frames('transactions', 0, ['timestamp'], range))
    expect(frames).toHaveLength(1)
    expect(Math.min(...columnOf(frames[0], 'timestamp', 'timestamp').values)).toBeGreaterThanOrEqual(
      range.from,
    )
  })

  it('says the hash of every file, as sha256sum does', async () => {
    const directory = await scratch()
    await writtenLake(directory, 4, { seed: 2, days: 10, transactionsPerDay: 1 })
    const lines = readFileSync(join(directory, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(16)
    for (const line of lines) {
      const [hash, name] = line.split('  ')
      const bytes = readFileSync(join(directory, name))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
    }
  })

  it('refuses a customer of another bucket, a missing column and a wrong kind', async () => {
    const lake = await createLake(await scratch(), { ...facts, buckets: 4 })
    const writer = lake.openBucket(0)
    await expect(writer.write('payments', tables.payments)).rejects.toThrow(
      /need customers of bucket 0 in payments/,
    )
    await expect(writer.write('payments', tables.accounts)).rejects.toThrow(
      'need a column "payment_id" in payments',
    )
    const wrong = { ...tables.customers, columns: new Map(tables.customers.columns) }
    wrong.columns.set('age', tables.customers.columns.get('opened_on')!)
    await expect(writer.write('customers', wrong)).rejects.toThrow(
      'need int32 in column "age" of customers, got date',
    )
    await writer.abort()
    await lake.abort()
    expect(() => lake.openBucket(4)).toThrow('need a bucket of 0–3, got 4')
  })

  it('is not finished before every bucket is', async () => {
    const directory = await scratch()
    const lake = await createLake(directory, { ...facts, buckets: 2 })
    await lake.openBucket(0).close()
    await expect(lake.close()).rejects.toThrow('Bucket 1 of 2 was not written')
    await expect(openLake(directory)).rejects.toThrow(/was not finished/)
    await lake.abort()
    expect(readdirSync(directory)).toEqual([])
    const own = join(directory, 'of', 'ours')
    await (await createLake(own, { ...facts, buckets: 2 })).abort()
    expect(readdirSync(directory)).toEqual([])
  })

  it('replaces a lake only where told so, and nothing else ever', async () => {
    const directory = await scratch()
    await writtenLake(directory, 4, { seed: 2, days: 10, transactionsPerDay: 1 })
    await expect(createLake(directory, facts)).rejects.toThrow(/add --overwrite/)
    const before = readdirSync(directory)
    writeFileSync(join(directory, 'notes.txt'), 'Kept')
    const failed = await createLake(directory, facts, { overwrite: true })
    await failed.openBucket(0).close()
    expect((await openLake(directory)).manifest.buckets).toBe(4)
    await failed.abort()
    expect(readdirSync(directory).sort()).toEqual([...before, 'notes.txt'].sort())
    expect((await openLake(directory)).manifest.buckets).toBe(4)
    const lake = await createLake(directory, facts, { overwrite: true })
    await lake.openBucket(0).close()
    await lake.close()
    const { manifest } = await openLake(directory)
    expect(manifest.buckets).toBe(1)
    expect(readdirSync(directory).sort()).toEqual(
      [
        'SHA256SUMS',
        'accounts',
        'customers',
        'manifest.json',
        'notes.txt',
        'payments',
        'transactions',
      ].sort(),
    )
    expect(readdirSync(join(directory, 'customers'))).toEqual(['bucket=000'])
    // One that was never finished is written anew in its place.
    const stopped = await createLake(await scratch(), { ...facts, buckets: 2 })
    await stopped.openBucket(0).close()
    const again = await createLake(stopped.directory, facts, { overwrite: true })
    expect(existsSync(join(again.directory, 'transactions'))).toBe(false)
    await expect(openLake(again.directory)).rejects.toMatchObject({ code: 'lake_unfinished' })
    await again.abort()
    const other = await scratch()
    writeFileSync(join(other, 'letter.txt'), 'Dear Sir')
    await expect(createLake(other, facts, { overwrite: true })).rejects.toThrow(/holds other files/)
  })
})
