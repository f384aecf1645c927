import { describe, expect, it } from 'vitest'
import { detectTable } from '../../../twins/detection/index.ts'
import { type Cell, cellFrame, fill } from './cells.ts'

const ROWS = 400
/** A number that looks drawn, from the row and a salt. */
const mixed = (row: number, salt: number) => Math.imul(row * 2_654_435_761 + salt, 0x9e3779b1) >>> 8

function described(columns: Record<string, readonly Cell[]>) {
  return new Map(detectTable('table', cellFrame(columns)).columns.map((column) => [column.name, column]))
}

describe('types', () => {
  const cases: readonly (readonly [name: string, cell: (row: number) => Cell, type: string])[] = [
    ['loan_id', (row) => row + 1, 'identifier'],
    ['ref', (row) => `C-${String(mixed(row, 1)).padStart(8, '0')}-${row}`, 'identifier'],
    [
      'uuid',
      (row) => `${mixed(row, 1).toString(16).padStart(8, '0')}-${row.toString(16).padStart(8, '0')}`,
      'identifier',
    ],
    ['income', (row) => 20_000 + (mixed(row, 2) % 90_000), 'integer'],
    ['income_sequential', (row) => 20_000 + row, 'integer'],
    ['rate', (row) => (mixed(row, 3) % 700) / 10_000 + 0.00001, 'continuous'],
    ['utilisation', (row) => (row % 3) / 2, 'continuous'],
    ['SEX', (row) => 1 + (row % 2), 'category'],
    ['EDUCATION', (row) => mixed(row, 4) % 7, 'category'],
    ['A5', (row) => 1 + (mixed(row, 5) % 14), 'category'],
    ['PAY_0', (row) => (mixed(row, 6) % 8) - 2, 'integer'],
    ['CNT_CHILDREN', (row) => mixed(row, 7) % 4, 'integer'],
    ['delinquencies_2y', (row) => mixed(row, 8) % 3, 'integer'],
    ['installment_rate', (row) => 1 + (mixed(row, 9) % 4), 'ordered_category'],
    ['risk_grade', (row) => 'ABCDE'[mixed(row, 10) % 5], 'ordered_category'],
    ['income_band', (row) => ['under 20k', '20k-40k', '40k-80k', '80k+'][row % 4], 'ordered_category'],
    ['risk', (row) => ['low', 'medium', 'high'][row % 3], 'ordered_category'],
    ['default payment next month', (row) => row % 2, 'boolean'],
    ['FLAG_OWN_CAR', (row) => (row % 2 ? 'Y' : 'N'), 'boolean'],
    ['A9', (row) => (row % 2 ? 't' : 'f'), 'boolean'],
    ['outcome', (row) => (row % 2 ? '+' : '-'), 'category'],
    ['status', (row) => ['X', 'C', '0', '1'][row % 4], 'category'],
    ['opened', (row) => `2020-0${1 + (row % 9)}-11`, 'date'],
    ['opened_text', (row) => `${1 + (row % 28)}/03/2021`, 'date'],
    ['seen_text', (row) => `${1 + (row % 28)}/03/2021 10:30`, 'timestamp'],
    ['amount_text', (row) => (row % 9 ? `$${1 + (row % 9)},${100 + (mixed(row, 1) % 900)}` : '?'), 'integer'],
    ['branch_code', (row) => String(mixed(row, 11) % 40).padStart(4, '0'), 'category'],
    ['merchant', (row) => `${['the', 'old'][row % 2]} shop number ${mixed(row, 12)} in town`, 'free_text'],
    ['constant', () => 7, 'integer'],
    ['nothing', () => null, 'category'],
  ]
  const columns = described(Object.fromEntries(cases.map(([name, cell]) => [name, fill(ROWS, cell)])))

  it.each(cases)('%s', (name, _cell, type) => {
    expect(columns.get(name)).toMatchObject({ name, type })
  })

  it('gives ordered categories their order, lowest first', () => {
    expect(columns.get('income_band')?.order).toEqual(['under 20k', '20k-40k', '40k-80k', '80k+'])
    expect(columns.get('risk')?.order).toEqual(['low', 'medium', 'high'])
    expect(columns.get('risk_grade')?.order).toEqual(['A', 'B', 'C', 'D', 'E'])
    expect(columns.get('installment_rate')?.order).toEqual(['1', '2', '3', '4'])
  })

  it('counts gaps, also those written as text', () => {
    expect(columns.get('amount_text')).toMatchObject({ missingShare: 45 / 400 })
    expect(columns.get('amount_text')?.reason).toContain('"?"')
    expect(columns.get('nothing')).toMatchObject({ missingShare: 1, distinct: 0, confidence: 0 })
  })

  it('says how sure it is, between 0 and 1, and why', () => {
    for (const { confidence, reason } of columns.values()) {
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
      expect(reason).not.toBe('')
    }
  })
})

describe('primary key', () => {
  it('is an identifier without repeats and gaps', () => {
    const frame = cellFrame({ branch_id: fill(30, (row) => row % 3), loan_id: fill(30, (row) => row) })
    expect(detectTable('loans', frame).primaryKey).toBe('loan_id')
  })

  it('may repeat in one row of a thousand where the name says so', () => {
    const frame = cellFrame({ ID: fill(2000, (row) => (row === 77 ? 3 : row * 7)) })
    expect(detectTable('loans', frame).primaryKey).toBe('ID')
  })

  it('is absent where nothing is one', () => {
    expect(detectTable('t', cellFrame({ ID: fill(2000, (row) => row % 60) })).primaryKey).toBeNull()
  })
})

describe('edges', () => {
  it('describes a table without rows', () => {
    expect(detectTable('empty', cellFrame({ a: [], b: [] }))).toMatchObject({
      rows: 0,
      primaryKey: null,
      columns: [
        { name: 'a', missingShare: 0, distinct: 0 },
        { name: 'b', missingShare: 0, distinct: 0 },
      ],
    })
  })

  it('describes one row', () => {
    expect(detectTable('one', cellFrame({ id: [1], name: ['x'] })).columns).toHaveLength(2)
  })
})
