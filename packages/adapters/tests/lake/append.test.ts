import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { columnOf, sliceRows } from '@pratibimba/numerics/frame'
import { bucketOf } from '@pratibimba/risk/households'
import { describe, expect, it } from 'vitest'
import { openLake, openLakeAppender } from '../../lake/index.ts'
import { bankEvents, customerId } from '../support/bank-events.ts'
import { scratchDirectories } from '../support/directories.ts'
import { FIRST_DAY, writtenLake } from '../support/written-lake.ts'

const scratch = scratchDirectories()
const bucket = bucketOf(customerId(1), 4)
const { transactions } = bankEvents({
  seed: 9,
  customers: [1],
  firstDay: FIRST_DAY + 20,
  days: 2,
  transactionsPerDay: 5,
})

async function smallLake(): Promise<string> {
  const directory = await scratch()
  await writtenLake(directory, 8, { seed: 2, days: 20, transactionsPerDay: 1 })
  return directory
}

async function countOf(directory: string): Promise<number> {
  let rows = 0
  for await (const frame of (await openLake(directory)).frames('transactions', bucket, ['timestamp']))
    rows += frame.rows
  return rows
}

describe('openLakeAppender', () => {
  it('adds a part once, however often the flush is run', async () => {
    const directory = await smallLake()
    const before = await countOf(directory)
    const first = await openLakeAppender(directory)
    expect(await first.appendPart('transactions', bucket, transactions, 'flush-7')).toBe(true)
    expect(await first.appendPart('transactions', bucket, transactions, 'flush-7')).toBe(false)
    const { rows } = first.manifest
    // The process ends here, before it recorded anything; the flush is run again.
    const second = await openLakeAppender(directory)
    expect(await second.appendPart('transactions', bucket, transactions, 'flush-7')).toBe(true)
    const manifest = await second.commit({ last_day: '2024-10-25' })
    expect(manifest.rows).toEqual({ ...rows, transactions: rows.transactions! + transactions.rows })
    expect(manifest.last_day).toBe('2024-10-25')
    const third = await openLakeAppender(directory)
    expect(await third.appendPart('transactions', bucket, transactions, 'flush-7')).toBe(false)
    expect(await third.commit()).toEqual(manifest)
    expect(await countOf(directory)).toBe(before + transactions.rows)
    expect(readFileSync(join(directory, 'SHA256SUMS'), 'utf8')).toContain('flush-7.parquet')
    expect((await openLake(directory)).manifest).toEqual(manifest)
  })

  it('no longer says that rows are in order where parts are of the same time', async () => {
    const directory = await smallLake()
    const appender = await openLakeAppender(directory)
    await appender.appendPart('transactions', bucket, transactions, 'later')
    await appender.commit()
    expect(await (await openLake(directory)).isOrdered(bucket)).toBe(true)
    await appender.appendPart('transactions', bucket, sliceRows(transactions, 0, 3), 'zagain')
    expect(await (await openLake(directory)).isOrdered(bucket)).toBe(false)
  })

  it('refuses names that are paths, and rows of another bucket', async () => {
    const directory = await smallLake()
    const appender = await openLakeAppender(directory)
    await expect(appender.appendPart('transactions', bucket, transactions, '../x')).rejects.toThrow(
      'need a name',
    )
    await expect(appender.appendPart('transactions', (bucket + 1) % 4, transactions, 'x')).rejects.toThrow(
      /need customers of bucket/,
    )
    expect(columnOf(transactions, 'customer_id').kind).toBe('category')
    const files = await (await openLake(directory)).files('transactions', (bucket + 1) % 4)
    expect(files.some((path) => path.endsWith('x.parquet'))).toBe(false)
  })
})
