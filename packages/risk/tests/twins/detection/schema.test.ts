import type { Frame } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { applyCorrections, conformFrame, detectSchema, detectTable } from '../../../twins/detection/index.ts'
import type { SchemaCorrections } from '../../../twins/schema.ts'
import { cellFrame, fill } from './cells.ts'

const ROWS = 200

function bank(): Map<string, Frame> {
  return new Map([
    ['customers', cellFrame({ id: fill(ROWS, (row) => row + 1), age: fill(ROWS, (row) => 20 + (row % 40)) })],
    [
      'loans',
      cellFrame({
        id: fill(2 * ROWS, (row) => row + 1),
        customer_id: fill(2 * ROWS, (row) => 1 + ((row * 7) % ROWS)),
        grade: fill(2 * ROWS, (row) => 'ABC'[row % 3]),
      }),
    ],
    [
      'payments.csv',
      cellFrame({
        loan_id: fill(4 * ROWS, (row) => (row === 0 ? 9999 : 1 + (row >> 1))),
        month: fill(4 * ROWS, (row) => 1 + (row % 2)),
      }),
    ],
  ])
}

describe('relationships', () => {
  const schema = detectSchema(bank())

  it('follow the names and the values, and never join running numbers that happen to agree', () => {
    expect(schema.relationships).toEqual([
      { childTable: 'loans', childColumn: 'customer_id', parentTable: 'customers', parentColumn: 'id' },
      { childTable: 'payments.csv', childColumn: 'loan_id', parentTable: 'loans', parentColumn: 'id' },
    ])
  })

  it('make identifiers of their columns', () => {
    const loans = schema.tables.find(({ name }) => name === 'loans')!
    expect(loans.columns.find(({ name }) => name === 'customer_id')).toMatchObject({ type: 'identifier' })
    expect(loans.primaryKey).toBe('id')
  })

  it('count orphans', () => {
    expect(schema.warnings).toContain(
      'payments.csv.loan_id → loans.id: 1 of 800 rows point at no row of loans.',
    )
  })

  it('are found between keys of text without agreeing names', () => {
    const parent = cellFrame({ code: fill(50, (row) => `B-${1000 + row}`), size: fill(50, (row) => row) })
    const child = cellFrame({ home_branch: fill(200, (row) => `B-${1000 + (row % 50)}`) })
    const named = cellFrame({ branch_ref_id: fill(200, (row) => `B-${1000 + (row % 50)}`) })
    expect(
      detectSchema(
        new Map([
          ['b', parent],
          ['a', named],
        ]),
      ).relationships,
    ).toHaveLength(1)
    expect(
      detectSchema(
        new Map([
          ['b', parent],
          ['a', child],
        ]),
      ).relationships,
    ).toHaveLength(0)
  })

  it('need at least one table', () => {
    expect(() => detectSchema(new Map())).toThrow(/at least one table/)
  })
})

describe('applyCorrections', () => {
  const schema = detectSchema(bank())
  const columnOf = (corrections: SchemaCorrections, table: string, name: string) =>
    applyCorrections(schema, corrections)
      .tables.find((entry) => entry.name === table)!
      .columns.find((column) => column.name === name)!

  it('gives a column the type a person named, with certainty', () => {
    expect(columnOf({ columns: [{ name: 'age', type: 'continuous' }] }, 'customers', 'age')).toMatchObject({
      type: 'continuous',
      confidence: 1,
      quasiIdentifier: true,
    })
    expect(columnOf({ columns: [{ name: 'age', personalKind: 'other' }] }, 'customers', 'age')).toMatchObject(
      {
        type: 'personal',
        personalKind: 'other',
        quasiIdentifier: false,
      },
    )
    expect(
      columnOf({ columns: [{ name: 'month', quasiIdentifier: true }] }, 'payments.csv', 'month'),
    ).toMatchObject({
      quasiIdentifier: true,
      confidence: 1,
    })
    expect(
      columnOf(
        { columns: [{ name: 'grade', type: 'ordered_category', order: ['C', 'B', 'A'] }] },
        'loans',
        'grade',
      ).order,
    ).toEqual(['C', 'B', 'A'])
  })

  it('can be applied step by step and leaves the schema given untouched', () => {
    const before = structuredClone(schema)
    const steps: SchemaCorrections[] = [
      { primaryKeys: [{ table: 'loans', column: null }] },
      { primaryKeys: [{ table: 'loans', column: 'id' }] },
      { relationships: [] },
    ]
    const corrected = steps.reduce(applyCorrections, schema)
    expect(corrected.tables.map(({ primaryKey }) => primaryKey)).toEqual(['id', 'id', null])
    expect(corrected.relationships).toEqual([])
    expect(corrected.warnings.join()).not.toContain('→')
    expect(schema).toEqual(before)
  })

  it('drops a relationship whose key becomes something else', () => {
    const corrected = applyCorrections(schema, { columns: [{ name: 'customer_id', type: 'category' }] })
    expect(corrected.relationships.map(({ childTable }) => childTable)).toEqual(['payments.csv'])
  })

  const refused: readonly (readonly [string, SchemaCorrections, RegExp])[] = [
    ['an unknown column', { columns: [{ name: 'agee' }] }, /got "agee"; the nearest is "age"/],
    [
      'an unknown table',
      { columns: [{ table: 'lones', name: 'id' }] },
      /got "lones"; the nearest is "loans"/,
    ],
    ['a column of two tables', { columns: [{ name: 'id' }] }, /"customers" and "loans"/],
    [
      'a date of numbers',
      { columns: [{ name: 'age', type: 'date' }] },
      /type of "age" of "customers", got date/,
    ],
    ['a boolean of many values', { columns: [{ name: 'age', type: 'boolean' }] }, /at most two .* got 40/],
    [
      'an order that lacks a value',
      { columns: [{ name: 'grade', type: 'ordered_category', order: ['A', 'B'] }] },
      /all 3 values/,
    ],
    [
      'an order with a value twice',
      { columns: [{ name: 'grade', type: 'ordered_category', order: ['A', 'B', 'B'] }] },
      /once/,
    ],
    ['an order without the type', { columns: [{ name: 'age', order: ['1'] }] }, /type ordered_category/],
    [
      'a personal kind of a number',
      { columns: [{ name: 'age', type: 'integer', personalKind: 'phone' }] },
      /type personal/,
    ],
    [
      'a made-up quasi-identifier',
      { columns: [{ name: 'customer_id', quasiIdentifier: true }] },
      /made up anew/,
    ],
    [
      'a key that repeats',
      { primaryKeys: [{ table: 'customers', column: 'age' }] },
      /40 different values in 200 rows/,
    ],
    [
      'a parent that repeats',
      {
        relationships: [
          { childTable: 'loans', childColumn: 'id', parentTable: 'customers', parentColumn: 'age' },
        ],
      },
      /whose values repeat/,
    ],
    [
      'a circle',
      {
        relationships: [
          { childTable: 'loans', childColumn: 'id', parentTable: 'customers', parentColumn: 'id' },
          { childTable: 'customers', childColumn: 'id', parentTable: 'loans', parentColumn: 'id' },
        ],
      },
      /circle/,
    ],
  ]
  it.each(refused)('refuses %s', (_what, corrections, message) => {
    expect(() => applyCorrections(schema, corrections)).toThrow(message)
    expect(() => applyCorrections(schema, corrections)).toThrow(RangeError)
  })
})

describe('conformFrame', () => {
  const frame = cellFrame({
    amount: fill(100, (row) => (row % 10 ? `${row},000.50` : 'n/a')),
    count: fill(100, (row) => (row % 10 ? `${row % 7}` : '?')),
    opened: fill(100, (row) => `${1 + (row % 28)}.02.2020`),
    group: fill(100, (row) => ['a', 'b', '?', 'c'][row % 4]),
    code: fill(100, (row) => row % 3),
  })

  it('turns written numbers and dates into numbers and dates, and markers into gaps', () => {
    const conformed = conformFrame(frame, detectTable('t', frame))
    const kinds = [...conformed.columns.values()].map(({ kind }) => kind)
    expect(kinds).toEqual(['float64', 'int32', 'date', 'category', 'int32'])
    expect(conformed.columns.get('amount')!.values[1]).toBe(1000.5)
    expect(conformed.columns.get('count')!.validity!.slice(0, 2)).toEqual(Uint8Array.of(0, 1))
    expect(conformed.columns.get('opened')!.values[0]).toBe(Date.UTC(2020, 1, 1) / 86_400_000)
    expect(conformed.columns.get('group')!.validity!.slice(0, 4)).toEqual(Uint8Array.of(1, 1, 0, 1))
    expect(conformed.columns.get('code')).toBe(frame.columns.get('code'))
  })

  it('answers the frame itself where nothing is to be done, and a second time', () => {
    const conformed = conformFrame(frame, detectTable('t', frame))
    expect(conformFrame(conformed, detectTable('t', conformed))).toBe(conformed)
  })

  it('refuses a type the values cannot have, without quoting one', () => {
    const schema = detectSchema(new Map([['t', frame]]))
    const wrong = applyCorrections(schema, { columns: [{ name: 'group', type: 'integer' }] })
    expect(() => conformFrame(frame, wrong.tables[0])).toThrow(
      'conformFrame: need numbers in "group" to take it as integer, got other texts; correct its type',
    )
    expect(() => conformFrame(frame, { ...wrong.tables[0], columns: [] })).toThrow(/description of "amount"/)
  })
})
