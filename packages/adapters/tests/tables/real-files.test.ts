import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { columnOf, countMissing } from '@pratibimba/numerics/frame'
import { describe, expect, test } from 'vitest'
import { kindsOf, withTableFiles } from './table-files.ts'

const data = process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const files = withTableFiles()

describe.skipIf(!existsSync(data))(`public credit data (skipped when ${data} is absent)`, () => {
  test('Taiwan credit default: 30,000 × 25 integers, 6,636 defaults', async () => {
    const { frame, rejectedCount } = await files.tables.read(
      `${data}/taiwan_credit_default/default_of_credit_card_clients.csv.gz`,
    )
    expect([frame.rows, frame.columns.size, rejectedCount]).toEqual([30_000, 25, 0])
    expect(new Set(Object.values(kindsOf(frame)))).toEqual(new Set(['int32']))
    expect(
      columnOf(frame, 'default payment next month', 'int32').values.reduce((sum, value) => sum + value, 0),
    ).toBe(6636)
  })

  test('monthly status panel: 1,048,575 rows, counts of every status', async () => {
    const { frame } = await files.tables.read(
      `${data}/credit_card_approval_monthly_status/credit_record.csv.gz`,
    )
    const status = columnOf(frame, 'STATUS', 'category')
    const counts = new Map(status.dictionary.map((name) => [name, 0]))
    for (const code of status.values)
      counts.set(status.dictionary[code], counts.get(status.dictionary[code])! + 1)
    expect(Object.fromEntries(counts)).toEqual({
      0: 383_120,
      1: 11_090,
      2: 868,
      3: 320,
      4: 223,
      5: 1693,
      C: 442_031,
      X: 209_230,
    })
  })

  test('Japanese credit: codes with leading zeros stay text, a question mark is a value', async () => {
    const { frame } = await files.tables.read(`${data}/japanese_credit/crx.csv.gz`)
    expect(kindsOf(frame)).toMatchObject({ A2: 'text', A3: 'float64', A14: 'category', A15: 'int32' })
  })

  test('supervisory scenario: quoted names with commas, missing quarters', async () => {
    const { frame } = await files.tables.read(
      `${data}/fed_stress_test_scenarios/2025-Table_1B_Historic_International.csv.gz`,
    )
    expect(frame.rows).toBe(196)
    expect(
      countMissing(
        columnOf(frame, 'Developing Asia bilateral dollar exchange rate (F/USD, index)', 'float64'),
      ),
    ).toBeGreaterThan(0)
  })
})
