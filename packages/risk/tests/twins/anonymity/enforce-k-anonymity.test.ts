import { type Column, columnNames, columnOf, type Frame, frameOf, valueAt } from '@pratibimba/numerics/frame'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enforceKAnonymity, measureKAnonymity } from '../../../twins/anonymity/index.ts'

const QUASI = ['age', 'income', 'state', 'born', 'married']

/** Tables of people with rare values, gaps and skew in every quasi-identifier, and two columns that are none. */
const people: fc.Arbitrary<Frame> = fc
  .array(
    fc.record({
      age: fc.option(fc.integer({ min: 18, max: 90 }), { freq: 8 }),
      income: fc.option(fc.double({ noNaN: true, min: 0, max: 1e6 }), { freq: 8 }),
      state: fc.option(fc.constantFrom('CA', 'CA', 'CA', 'TX', 'TX', 'NY', 'WY', 'Other'), { freq: 8 }),
      born: fc.option(fc.integer({ min: 0, max: 20_000 }), { freq: 8 }),
      married: fc.option(fc.boolean(), { freq: 8 }),
    }),
    { minLength: 12, maxLength: 120 },
  )
  .map((rows) => {
    const numeric = (pick: (row: (typeof rows)[number]) => number | boolean | null) => ({
      cells: rows.map((row) => Number(pick(row) ?? 0)),
      validity: Uint8Array.from(rows, (row) => (pick(row) === null ? 0 : 1)),
    })
    const age = numeric((row) => row.age)
    const income = numeric((row) => row.income)
    const born = numeric((row) => row.born)
    const married = numeric((row) => row.married)
    const dictionary = ['CA', 'TX', 'NY', 'WY', 'Other']
    return frameOf({
      id: { kind: 'int32', values: Int32Array.from(rows, (_, i) => i) },
      age: { kind: 'int32', values: Int32Array.from(age.cells), validity: age.validity },
      income: { kind: 'float64', values: Float64Array.from(income.cells), validity: income.validity },
      state: {
        kind: 'category',
        values: Int32Array.from(rows, (row) => (row.state === null ? 0 : dictionary.indexOf(row.state))),
        dictionary,
        validity: Uint8Array.from(rows, (row) => (row.state === null ? 0 : 1)),
      },
      born: { kind: 'date', values: Int32Array.from(born.cells), validity: born.validity },
      married: { kind: 'boolean', values: Uint8Array.from(married.cells), validity: married.validity },
      note: { kind: 'text', values: rows.map((_, i) => `note ${i}`) },
    })
  })

const kAndPeople = fc.tuple(fc.integer({ min: 2, max: 12 }), people)

describe('laws', () => {
  it('k holds afterwards, counted independently', () => {
    fc.assert(
      fc.property(kAndPeople, ([k, frame]) => {
        const [table, report] = enforceKAnonymity(frame, k, QUASI)
        const classes = new Map<string, number>()
        for (let row = 0; row < table.rows; row++) {
          const key = JSON.stringify(QUASI.map((name) => valueAt(table.columns.get(name)!, row)))
          classes.set(key, (classes.get(key) ?? 0) + 1)
        }
        expect(Math.min(...classes.values())).toBe(report.finalK)
        expect(report.finalK).toBeGreaterThanOrEqual(k)
        expect(report.bankCompliant).toBe(report.finalK >= 5)
        expect(table.rows + report.recordsSuppressed).toBe(frame.rows)
      }),
    )
  })

  it('rows keep their order, other columns their values, and all columns their kinds', () => {
    fc.assert(
      fc.property(kAndPeople, ([k, frame]) => {
        const [table] = enforceKAnonymity(frame, k, QUASI)
        const ids = [...(table.columns.get('id')!.values as Int32Array)]
        expect(ids).toEqual([...ids].sort((a, b) => a - b))
        expect(table.columns.get('note')!.values).toEqual(ids.map((id) => `note ${id}`))
        expect(columnNames(table)).toEqual(columnNames(frame))
        for (const [name, column] of table.columns) expect(column.kind).toBe(frame.columns.get(name)!.kind)
      }),
    )
  })

  it('a second time changes nothing', () => {
    fc.assert(
      fc.property(kAndPeople, ([k, frame]) => {
        const [once] = enforceKAnonymity(frame, k, QUASI)
        const [twice, report] = enforceKAnonymity(once, k, QUASI)
        expect(twice).toBe(once)
        expect(report.transformationsApplied).toEqual([])
      }),
    )
  })

  it('the input is not changed and the result is a function of it', () => {
    fc.assert(
      fc.property(kAndPeople, ([k, frame]) => {
        const before = structuredClone(frame)
        const first = enforceKAnonymity(frame, k, QUASI)
        expect(frame).toEqual(before)
        expect(enforceKAnonymity(frame, k, QUASI)).toEqual(first)
      }),
    )
  })

  it('numbers stay inside the range of the data', () => {
    fc.assert(
      fc.property(kAndPeople, ([k, frame]) => {
        const [table] = enforceKAnonymity(frame, k, QUASI)
        for (const name of ['age', 'income', 'born']) {
          const original = presentNumbers(frame.columns.get(name)!)
          for (const value of presentNumbers(table.columns.get(name)!)) {
            const slack = name === 'born' ? 366 : 1e-6
            expect(value).toBeGreaterThanOrEqual(Math.min(...original) - slack)
            expect(value).toBeLessThanOrEqual(Math.max(...original) + 1e-6)
          }
        }
      }),
    )
  })
})

function presentNumbers(column: Column): number[] {
  return Array.from(column.values as Float64Array).filter((_, row) => column.validity?.[row] !== 0)
}

const ages = (values: number[]): Frame => frameOf({ age: { kind: 'int32', values: Int32Array.from(values) } })
const names = (values: string[]): Frame => frameOf({ name: { kind: 'text', values } })

describe('passes', () => {
  it('joins rare neighbouring values and leaves frequent ones alone', () => {
    const [table, report] = enforceKAnonymity(ages([30, 30, 30, 41, 42, 43, 60, 60, 60, 61]), 3, ['age'])
    expect([...table.columns.get('age')!.values]).toEqual([30, 30, 30, 42, 42, 42, 60, 60, 60, 60])
    expect(report).toMatchObject({ initialK: 1, finalK: 3, bankCompliant: false, recordsSuppressed: 0 })
    expect(report.transformationsApplied).toEqual(['numeric bands: age, 6 values in 3 bands'])
  })

  it('puts rare categories under "Other"', () => {
    const values = ['CA', 'CA', 'CA', 'WY', 'VT', 'AK']
    const [table, report] = enforceKAnonymity(names(values), 3, ['name'])
    expect(table.columns.get('name')!.values).toEqual(['CA', 'CA', 'CA', 'Other', 'Other', 'Other'])
    expect(report.transformationsApplied).toEqual(['rare categories to "Other": name'])
  })

  it('sends days to the start of the finest period that is frequent', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000
    const days = Array.from({ length: 60 }, (_, i) => day('2020-01-01') + i)
    const [table] = enforceKAnonymity(frameOf({ day: { kind: 'date', values: Int32Array.from(days) } }), 5, [
      'day',
    ])
    const values = [...table.columns.get('day')!.values]
    expect(new Set(values)).toEqual(new Set([day('2020-01-01'), day('2020-02-01')]))
  })

  it('never averages codes without an order', () => {
    const codes = ages([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 7])
    const [table] = enforceKAnonymity(codes, 5, ['age'], { nominal: ['age'] })
    expect(new Set(presentNumbers(table.columns.get('age')!))).toEqual(new Set([1, 2]))
  })

  it('forgets the texts of categories that nobody holds any more', () => {
    const column: Column = {
      kind: 'category',
      values: Int32Array.of(0, 0, 1, 2),
      dictionary: ['a', 'b', 'c'],
    }
    const [table] = enforceKAnonymity(frameOf({ column }), 2, ['column'])
    expect(columnOf(table, 'column', 'category').dictionary).toEqual(['a', 'Other'])
  })
})

describe('edges', () => {
  it('a unique text keeps its rows and loses its values', () => {
    const [table, report] = enforceKAnonymity(names(Array.from({ length: 50 }, (_, i) => `person ${i}`)), 5, [
      'name',
    ])
    expect(new Set(table.columns.get('name')!.values as string[])).toEqual(new Set(['Other']))
    expect(report).toMatchObject({ initialK: 1, finalK: 50, bankCompliant: true, recordsSuppressed: 0 })
  })

  it('a unique number is shared by groups of k', () => {
    const [table] = enforceKAnonymity(ages(Array.from({ length: 50 }, (_, i) => i * i)), 5, ['age'])
    expect(new Set(presentNumbers(table.columns.get('age')!)).size).toBe(10)
  })

  it('a constant and a column without values are k-anonymous as they are', () => {
    const empty: Column = { kind: 'int32', values: new Int32Array(6), validity: new Uint8Array(6) }
    const frame = frameOf({ constant: { kind: 'int32', values: new Int32Array(6) }, empty })
    expect(enforceKAnonymity(frame, 5, ['constant', 'empty'])[0]).toBe(frame)
  })

  it('a gap is a level of its own', () => {
    const age: Column = {
      kind: 'int32',
      values: new Int32Array(8),
      validity: Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0),
    }
    expect(measureKAnonymity(frameOf({ age }), ['age'])).toMatchObject({ k: 4, classes: 2 })
  })

  it.each([
    [1, ['age'], /whole k of at least 2, got 1/],
    [2.5, ['age'], /whole k/],
    [6, ['age'], /at least k = 6 rows, got 5/],
    [2, [], /at least one quasi-identifier/],
    [2, ['age', 'age'], /"age" twice/],
    [2, ['aeg'], /got "aeg"/],
  ])('k = %s, quasi-identifiers %j are refused', (k, quasi, message) => {
    expect(() => enforceKAnonymity(ages([1, 2, 3, 4, 5]), k, quasi)).toThrow(message)
  })
})

describe('measureKAnonymity', () => {
  it('counts classes by size', () => {
    const result = measureKAnonymity(ages([1, 2, 2, 3, 3, 3, 3, 3, 3]), ['age'])
    expect(result).toMatchObject({ k: 1, classes: 3, uniqueRows: 1 })
    expect(result.sizeHistogram.filter(({ classes }) => classes > 0)).toEqual([
      { from: 1, to: 1, classes: 1, rows: 1 },
      { from: 2, to: 2, classes: 1, rows: 2 },
      { from: 5, to: 9, classes: 1, rows: 6 },
    ])
  })

  it('is 0 without rows and n without quasi-identifiers', () => {
    expect(measureKAnonymity(ages([]), ['age'])).toMatchObject({ k: 0, classes: 0 })
    expect(measureKAnonymity(ages([1, 2, 3]), [])).toMatchObject({ k: 3, classes: 1 })
  })
})
