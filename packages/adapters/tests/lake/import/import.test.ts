import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Frame, valueAt } from '@pratibimba/numerics/frame'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { type LakeTable, lakeTables } from '@pratibimba/risk/households'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeFeatures } from '../../../lake/features/index.ts'
import { importTransactions, type TransactionImport } from '../../../lake/import/index.ts'
import { type Lake, openLake } from '../../../lake/index.ts'
import { openTables } from '../../../tables/index.ts'

const nowMs = Date.UTC(2024, 11, 31)
const DAY_MS = 86_400_000
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

function run(files: readonly string[], more: Partial<TransactionImport> = {}) {
  const lake = {
    directory: join(folder, `lake-${Math.abs(hash(JSON.stringify([files, more])))}`),
    overwrite: true,
  }
  return importTransactions({ files, scratchDirectory: join(folder, 'rows'), nowMs, lake, ...more })
}

function hash(text: string): number {
  let value = 0
  for (let i = 0; i < text.length; i++) value = Math.imul(value, 31) + text.charCodeAt(i)
  return value
}

async function rowsOf(lake: Lake, table: LakeTable): Promise<Record<string, unknown>[]> {
  const names = lakeTables[table].map(({ name }) => name)
  const rows: Record<string, unknown>[] = []
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames(table, bucket, names))
      for (let row = 0; row < frame.rows; row++)
        rows.push(
          Object.fromEntries(names.map((name) => [name, valueAt(frame.columns.get(name)!, row) ?? null])),
        )
  return rows
}

const messy = `\ufeffCust No;Account Number;Txn Date;Narration;Withdrawal Amt (EUR);Deposit Amt (EUR);Balance
C1;A1;13/03/2024;"POS 4411 ""OAKMERE"" PANTRY";1.234,50;;(10,00)
C1;A1;03/03/2024;PAYROLL ACME;;2.000,00;1.224,50
C1;A1;03/03/2024;Coffee corner;3,50;;
C1;A1;03/03/2024;Coffee corner;3,50;;
C2;A2;14/03/2024;ATM WDL;100;;
;A2;14/03/2024;no customer;100;;
C2;A2;31/02/2024;no such day;100;;
C2;A2;14/03/2030;the future;100;;
C2;A2;14/03/1980;long ago;100;;
C2;A2;14/03/2024;text;much;;
C2;A2;14/03/2024;nothing;NaN;;
C2;A2;14/03/2024;short
C2;A2;15/03/2024;both;1;2;
`

describe('a messy statement', () => {
  it('is read in its own style, and every refused row says why', async () => {
    const { report, manifest } = await run([await file('messy.csv', messy)], { mapping: { currency: 'EUR' } })
    expect(report.mapping).toMatchObject({
      debit: 'Withdrawal Amt (EUR)',
      date_order: 'day_first',
      decimal: ',',
    })
    expect(report).toMatchObject({
      rows: 13,
      accepted: 5,
      refused: 8,
      repeated: 0,
      customers: 2,
      accounts: 2,
    })
    expect(report.refusals.map(({ line, field }) => [line, field])).toEqual([
      [7, 'customer_id'],
      [8, 'timestamp'],
      [9, 'timestamp'],
      [10, 'timestamp'],
      [11, 'debit'],
      [12, 'debit'],
      [13, null],
      [14, 'debit'],
    ])
    for (const { detail } of report.refusals) expect(detail).toMatch(/\.$/)
    expect(manifest).toMatchObject({
      origin: 'imported',
      currency: 'EUR',
      first_day: '2024-03-03',
      last_day: '2024-03-14',
      customers: 2,
    })
    expect(report.remarks.find(({ field }) => field === 'payments')?.text).toMatch(/no labels/)
  })

  it('becomes a lake: newest rows come first in the file and last in the lake, two coffees stay two, balances follow', async () => {
    const path = await file('messy2.csv', messy)
    const own = (await rowsOf(await lakeOf([path], { mapping: { currency: 'EUR' } }), 'transactions')).filter(
      ({ customer_id }) => customer_id === 'C1',
    )
    expect(own.map(({ amount_minor }) => amount_minor)).toEqual([-350, -350, 200_000, -123_450])
    expect(own.map(({ balance_minor }) => balance_minor)).toEqual([-77_200, -77_550, 122_450, -1_000])
    expect(new Set(own.map(({ transaction_id }) => transaction_id)).size).toBe(4)
    const times = own.map(({ timestamp }) => Number(timestamp))
    expect([...times].sort((a, b) => a - b)).toEqual(times)
    expect(own.map(({ category }) => category)).toEqual(['restaurants', 'restaurants', 'salary', 'groceries'])
  })
})

async function lakeOf(files: readonly string[], more: Partial<TransactionImport> = {}): Promise<Lake> {
  const directory = join(folder, `of-${Math.abs(hash(JSON.stringify([files, more])))}`)
  await importTransactions({
    files,
    scratchDirectory: join(folder, 'rows'),
    nowMs,
    lake: { directory, overwrite: true },
    ...more,
  })
  return openLake(directory)
}

const plain = (rows: readonly string[]): string =>
  `customer_id,account_id,date,amount,currency,description,transaction_id\n${rows.join('\n')}\n`

describe('repeated rows', () => {
  it('count once: by id, and by what they say where files overlap', async () => {
    const byId = await file(
      'ids.csv',
      plain([
        'C1,A1,2024-01-01,-5.00,EUR,x,T1',
        'C1,A1,2024-01-01,-5.00,EUR,x,T1',
        'C1,A1,2024-01-02,-5.00,EUR,x,T2',
      ]),
    )
    expect((await run([byId])).report).toMatchObject({ rows: 3, accepted: 2, repeated: 1 })
    const may = await file(
      'may.csv',
      plain([
        'C1,A1,2024-05-30,-5.00,EUR,coffee,',
        'C1,A1,2024-05-30,-5.00,EUR,coffee,',
        'C1,A1,2024-05-31,-9.00,EUR,lunch,',
      ]),
    )
    const june = await file(
      'june.csv',
      plain([
        'C1,A1,2024-05-30,-5.00,EUR,coffee,',
        'C1,A1,2024-05-30,-5.00,EUR,coffee,',
        'C1,A1,2024-06-01,-7.00,EUR,tea,',
      ]),
    )
    expect((await run([may, june])).report).toMatchObject({ rows: 6, accepted: 4, repeated: 2 })
  })
})

describe('questions', () => {
  it('are asked before a single row is read, and nothing is written', async () => {
    const path = await file('ask.csv', 'customer,date,amount\nC1,03/04/2024,"1,234"\nC1,05/06/2024,"2,345"\n')
    const directory = join(folder, 'never')
    const { report, manifest } = await run([path], { lake: { directory } })
    expect(report.remarks.filter(({ kind }) => kind === 'question').map(({ field }) => field)).toEqual([
      'date_order',
      'decimal',
      'currency',
    ])
    expect(manifest).toBeUndefined()
    expect(existsSync(directory)).toBe(false)
    const answers = { date_order: 'month_first', decimal: '.', currency: 'KWD' }
    const answered = await run([path], { mapping: answers })
    expect(answered.report).toMatchObject({ accepted: 2, firstDay: '2024-03-04' })
    expect(await rowsOf(await lakeOf([path], { mapping: answers }), 'transactions')).toMatchObject([
      { amount_minor: 1_234_000 },
      { amount_minor: 2_345_000 },
    ])
  })

  it('several currencies are never mixed', async () => {
    const path = await file(
      'mixed.csv',
      plain(['C1,A1,2024-01-01,-5.00,EUR,x,1', 'C1,A1,2024-01-01,-5.00,USD,x,2']),
    )
    expect((await run([path])).report.remarks[0]).toMatchObject({ kind: 'question', field: 'currency' })
    expect((await run([path], { mapping: { currency: 'EUR' } })).report).toMatchObject({
      accepted: 1,
      refused: 1,
    })
    const rates = [{ currency: 'USD', date: '2023-12-29', per_unit: 0.5 }]
    expect(
      await rowsOf(await lakeOf([path], { mapping: { currency: 'EUR' }, rates }), 'transactions'),
    ).toMatchObject([{ amount_minor: -500 }, { amount_minor: -250 }])
  })
})

describe('other containers', () => {
  it('gzip and Parquet say the same as CSV', async () => {
    const text = plain(['C1,A1,2024-01-01,-5.25,EUR,x,T1', 'C2,A2,2024-01-02,7.5,EUR,y,T2'])
    const zipped = await file('zipped.csv.gz', gzipSync(text))
    const tables = await openTables()
    const path = join(folder, 'typed.parquet')
    const { frame } = await tables.read(await file('typed.csv', text))
    const schema = [...frame.columns].map(([name, { kind }]) => ({ name, kind }))
    const sink = await tables.openSink(path, schema, { format: 'parquet' })
    await sink.write(frame)
    await sink.close()
    await tables.close()
    const expected = await rowsOf(await lakeOf([join(folder, 'typed.csv')]), 'transactions')
    expect(expected).toHaveLength(2)
    for (const other of [zipped, path])
      expect(await rowsOf(await lakeOf([other]), 'transactions')).toEqual(expected)
  })

  it('a file that breaks off is refused whole', async () => {
    const path = await file('cut.csv', 'customer,date,amount,currency\nC1,2024-01-01,5,EUR\nC1,"2024-01')
    await expect(run([path])).rejects.toThrow(/never closed/)
  })
})

describe('late rows', () => {
  it('are seen by features only from when they were known', async () => {
    const days = Array.from({ length: 120 }, (_, day) =>
      new Date(Date.UTC(2024, 0, 1) + day * DAY_MS).toISOString().slice(0, 10),
    )
    const rows = days.map((day, k) => `C1,A1,${day},-10.00,EUR,ATM WDL,T${k},${day}`)
    // Spent on 1 March, booked on 20 March.
    rows.push('C1,A1,2024-03-01,-5000.00,EUR,ATM WDL,LATE,2024-03-20')
    const text = `customer_id,account_id,date,amount,currency,description,transaction_id,booking_date\n${rows.join('\n')}\n`
    const mapping = { ingested_at: 'booking_date' }
    const late = await lakeOf([await file('late.csv', text)], { mapping })
    const never = await lakeOf([await file('never-late.csv', text.replace(/.*LATE.*\n/, ''))], { mapping })
    const asOf = (date: string): number => Date.parse(date) / DAY_MS
    const of = async (lake: Lake, date: string): Promise<Record<string, unknown>> => {
      for await (const frame of computeFeatures(lake, featureCatalogue, [asOf(date)], {
        engine: 'kernel',
        threads: 1,
      })) {
        const kept = frame as Frame
        if (kept.rows > 0)
          return Object.fromEntries([...kept.columns].map(([name, column]) => [name, valueAt(column, 0)]))
      }
      throw new Error('no customer')
    }
    expect(await of(late, '2024-03-19')).toEqual(await of(never, '2024-03-19'))
    expect(await of(late, '2024-03-20')).not.toEqual(await of(never, '2024-03-20'))
  })
})

describe('payments that were owed', () => {
  it('make labels, with what is not yet due left open', async () => {
    const days = Array.from({ length: 200 }, (_, day) =>
      new Date(Date.UTC(2024, 0, 1) + day * DAY_MS).toISOString().slice(0, 10),
    )
    const rows = ['C1', 'C2'].flatMap((id) =>
      days.map((day, k) => `${id},A-${id},${day},-1.00,EUR,coffee,${id}-${k}`),
    )
    const transactions = await file('two.csv', plain(rows))
    const payments = await file(
      'owed.csv',
      'customer,due date,amount due,paid on,type\nC1,2024-06-01,500.00,2024-06-01,rent\nC1,2024-07-01,500.00,2024-07-03,rent\nC2,2024-06-01,100.00,,loan\nC2,2024-12-01,100.00,,loan\nC2,2024-13-01,100.00,,loan\n',
    )
    const lake = await lakeOf([transactions], { payments: { file: payments } })
    const owed = await rowsOf(lake, 'payments')
    expect(owed.map(({ customer_id, kind, status }) => `${customer_id} ${kind} ${status}`).sort()).toEqual([
      'C1 rent late',
      'C1 rent paid',
      'C2 instalment missed',
      'C2 instalment scheduled',
    ])
    const labels = await rowsOf(lake, 'labels')
    expect(lake.manifest.label_dates.length).toBeGreaterThan(2)
    expect(
      labels.filter(({ customer_id, missed_within_30d }) => customer_id === 'C1' && missed_within_30d),
    ).toEqual([])
    expect(
      labels.some(({ customer_id, missed_within_30d }) => customer_id === 'C2' && missed_within_30d),
    ).toBe(true)
    const { report } = await run([transactions], { payments: { file: payments } })
    expect(report.payments).toEqual({ rows: 5, accepted: 4, repeated: 0, refused: 1 })
    expect(report.refusals).toMatchObject([{ file: 'owed.csv', line: 6, field: 'due_date' }])
  })
})

describe('an import that is killed', () => {
  it('leaves no lake that opens, and the next makes it whole', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, k) =>
        `C${k % 900},A${k % 900},2024-01-${String((k % 28) + 1).padStart(2, '0')},-5.00,EUR,coffee ${k},T${k}`,
    )
    const path = await file('many.csv', plain(rows))
    const directory = join(folder, 'killed')
    const scratchDirectory = join(folder, 'killed-rows')
    const script = join(import.meta.dirname, 'import-process.ts')
    const child = spawn(process.execPath, [script, path, directory, scratchDirectory], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    while (!existsSync(join(directory, 'unfinished.json')) && child.exitCode === null) await sleep(2)
    child.kill('SIGKILL')
    await ended
    await expect(openLake(directory)).rejects.toMatchObject({ code: 'lake_unfinished' })
    const { report } = await importTransactions({
      files: [path],
      scratchDirectory,
      nowMs,
      lake: { directory, overwrite: true },
    })
    expect(report.accepted).toBe(40_000)
    expect((await openLake(directory)).manifest.rows.transactions).toBe(40_000)
    expect(existsSync(scratchDirectory)).toBe(false)
  })
})
