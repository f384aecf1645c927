/** Frames: what they refuse, and what they share. */
import { describe, expect, it } from 'vitest'
import {
  type Column,
  columnNames,
  columnOf,
  countMissing,
  frameOf,
  frameSchema,
  isPresent,
  selectColumns,
  sliceColumn,
  sliceRows,
  valueAt,
} from '../../frame/index.ts'

const balance = {
  kind: 'float64',
  values: Float64Array.of(1.5, Number.NaN, 3),
  validity: Uint8Array.of(1, 0, 1),
} as const
const grade = { kind: 'category', values: Int32Array.of(1, 0, 1), dictionary: ['A', 'B'] } as const
const opened = { kind: 'date', values: Int32Array.of(0, 1, 19_782) } as const

describe('frameOf', () => {
  it('keeps the order of its columns, also of names that look like numbers', () => {
    const frame = frameOf([
      ['b', balance],
      ['2', grade],
      ['1', opened],
    ])
    expect(frame.rows).toBe(3)
    expect(columnNames(frame)).toEqual(['b', '2', '1'])
  })
  it('takes a record, and no columns at all', () => {
    expect(columnNames(frameOf({ balance, grade }))).toEqual(['balance', 'grade'])
    expect(frameOf([]).rows).toBe(0)
  })
  it('refuses repeated names and unequal lengths', () => {
    expect(() =>
      frameOf([
        ['a', grade],
        ['a', grade],
      ]),
    ).toThrow(/distinct column names.*"a"/)
    expect(() => frameOf({ balance, short: { kind: 'int32', values: Int32Array.of(1) } })).toThrow(
      /3 rows.*"short"/,
    )
    const validity = Uint8Array.of(1)
    expect(() => frameOf({ balance: { ...balance, validity } })).toThrow(/validity of 3 rows/)
  })
})

describe('columns', () => {
  const frame = frameOf({ balance, grade, opened })
  it('are found by name and kind', () => {
    expect(columnOf(frame, 'balance', 'float64').values[2]).toBe(3)
    expect(() => columnOf(frame, 'income')).toThrow(/balance, grade, opened.*"income"/)
    expect(() => columnOf(frame, 'grade', 'float64')).toThrow(/float64.*category/)
  })
  it('know what is missing', () => {
    expect([0, 1, 2].map((row) => isPresent(balance, row))).toEqual([true, false, true])
    expect([countMissing(balance), countMissing(grade)]).toEqual([1, 0])
  })
  it('answer plain values', () => {
    const columns: [Column, unknown[]][] = [
      [balance, [1.5, null, 3]],
      [grade, ['B', 'A', 'B']],
      [opened, [new Date('1970-01-01'), new Date('1970-01-02'), new Date('2024-02-29')]],
      [{ kind: 'boolean', values: Uint8Array.of(1, 0) }, [true, false]],
      [{ kind: 'timestamp', values: Float64Array.of(1_000) }, [new Date('1970-01-01T00:00:01Z')]],
      [{ kind: 'text', values: ['x'] }, ['x']],
      [
        { kind: 'serial', values: Float64Array.of(1, 1_234_567), prefix: 'B', width: 6 },
        ['B000001', 'B1234567'],
      ],
      [{ kind: 'int64', values: Float64Array.of(2 ** 52) }, [2 ** 52]],
    ]
    for (const [column, expected] of columns)
      expect(expected.map((_, row) => valueAt(column, row))).toEqual(expected)
  })
})

describe('frameSchema', () => {
  it('names kinds in order, and decimals where values were rounded', () => {
    const amount = { kind: 'float64', values: Float64Array.of(1.25, 2, 3), decimals: 2 } as const
    expect(frameSchema(frameOf({ grade, amount, balance }))).toEqual([
      { name: 'grade', kind: 'category' },
      { name: 'amount', kind: 'float64', decimals: 2 },
      { name: 'balance', kind: 'float64' },
    ])
  })
})

describe('slices and selections', () => {
  const frame = frameOf({ balance, grade, opened, name: { kind: 'text', values: ['x', 'y', 'z'] } })
  it('slice rows as views, with validity', () => {
    const tail = sliceRows(frame, 1, 3)
    expect(tail.rows).toBe(2)
    expect(valueAt(columnOf(tail, 'balance'), 0)).toBeNull()
    expect(columnOf(tail, 'name', 'text').values).toEqual(['y', 'z'])
    expect(columnOf(tail, 'opened', 'date').values.buffer).toBe(opened.values.buffer)
    expect(sliceColumn(grade, 0, 1).dictionary).toBe(grade.dictionary)
  })
  it('select in the order asked for, and refuse unknown names', () => {
    expect(columnNames(selectColumns(frame, ['opened', 'balance']))).toEqual(['opened', 'balance'])
    expect(() => selectColumns(frame, ['nothing'])).toThrow(RangeError)
  })
})
