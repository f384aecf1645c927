/** Parents and children: counts, keys and dependence across the two tables. */
import { columnOf, type Frame, frameOf, serialText, valueAt } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import { spearman } from '@pratibimba/numerics/statistics'
import { beforeAll, describe, expect, it } from 'vitest'
import { fitTwin, sampleRows, sampleTwin, type TwinModel } from '../../twins/index.ts'
import type { SchemaDescription } from '../../twins/schema.ts'
import { describeTable } from './support/tables.ts'

const PARENTS = 1500

/** Customers with loans: more of them for higher incomes, amounts after income, states that stick, months that count on. */
function family(): { customers: Frame; loans: Frame } {
  const stream = openStream(3, 'family')
  const income = new Float64Array(PARENTS)
  const customer: number[] = []
  const amount: number[] = []
  const month: number[] = []
  const state: number[] = []
  for (let p = 0; p < PARENTS; p++) {
    stream.at(p)
    const z = stream.normal()
    income[p] = Math.round(Math.exp(10 + 0.5 * z))
    const count = Math.max(0, Math.min(8, Math.round(2 + 1.5 * z + 0.5 * stream.normal())))
    let current = stream.below(3)
    for (let k = 0; k < count; k++) {
      customer.push(p + 1)
      amount.push(Math.round(Math.exp(8 + 0.8 * z + 0.4 * stream.normal())))
      month.push(k === 0 ? stream.below(5) : month[month.length - 1] + 1)
      if (stream.uniform() < 0.1) current = stream.below(3)
      state.push(current)
    }
  }
  const serial = { kind: 'serial', prefix: 'C', width: 5 } as const
  return {
    customers: frameOf({
      customer: { ...serial, values: Float64Array.from({ length: PARENTS }, (_, p) => p + 1) },
      income: { kind: 'float64', values: income },
    }),
    loans: frameOf({
      loan: { kind: 'int32', values: Int32Array.from(customer, (_, i) => i + 1) },
      customer: { ...serial, values: Float64Array.from(customer) },
      amount: { kind: 'float64', values: Float64Array.from(amount) },
      month: { kind: 'int32', values: Int32Array.from(month) },
      state: { kind: 'category', values: Int32Array.from(state), dictionary: ['good', 'late', 'closed'] },
    }),
  }
}

const { customers, loans } = family()
const relationship = {
  childTable: 'loans',
  childColumn: 'customer',
  parentTable: 'customers',
  parentColumn: 'customer',
}
const schema: SchemaDescription = {
  tables: [
    describeTable(loans, { name: 'loans', primaryKey: 'loan' }),
    describeTable(customers, { name: 'customers', primaryKey: 'customer' }),
  ],
  relationships: [relationship],
  warnings: [],
}
const frames = new Map([
  ['customers', customers],
  ['loans', loans],
])

function keys(frame: Frame): string[] {
  const column = columnOf(frame, 'customer', 'serial')
  return Array.from({ length: frame.rows }, (_, row) => serialText(column, row))
}

/** Correlation of a parent's income with a figure of its children, over children. */
function acrossTables(parents: Frame, children: Frame): number {
  const incomes = columnOf(parents, 'income', 'float64').values
  const byKey = new Map(keys(parents).map((key, row) => [key, incomes[row]]))
  return spearman(
    Float64Array.from(keys(children), (key) => byKey.get(key)!),
    columnOf(children, 'amount', 'float64').values,
  )
}

function siblings(frame: Frame): { stays: number; step: Set<number> } {
  const owners = keys(frame)
  const state = columnOf(frame, 'state', 'category')
  const month = columnOf(frame, 'month', 'int32').values
  const step = new Set<number>()
  let same = 0
  let pairs = 0
  for (let i = 1; i < frame.rows; i++) {
    if (owners[i] !== owners[i - 1]) continue
    pairs++
    step.add(month[i] - month[i - 1])
    if (valueAt(state, i) === valueAt(state, i - 1)) same++
  }
  return { stays: same / pairs, step }
}

describe('a twin of parents and children', () => {
  let model: TwinModel
  let parents: Frame
  let children: Frame
  beforeAll(() => {
    model = fitTwin(frames, schema, { engine: 'gaussian' })
    parents = sampleRows(model, 'customers', 0, PARENTS, 9)
    children = sampleRows(model, 'loans', 0, PARENTS, 9)
  })

  it('puts parents first', () => expect(model.tables.map(({ name }) => name)).toEqual(['customers', 'loans']))

  it('has no orphan and no key twice', () => {
    const known = new Set(keys(parents))
    expect(known.size).toBe(PARENTS)
    expect(keys(children).every((key) => known.has(key))).toBe(true)
    expect(new Set(columnOf(children, 'loan').values as Float64Array).size).toBe(children.rows)
  })

  it('has as many children, after the parent’s row', () => {
    expect(Math.abs(children.rows / loans.rows - 1)).toBeLessThan(0.08)
    expect(Math.abs(acrossTables(parents, children) - acrossTables(customers, loans))).toBeLessThan(0.06)
  })

  it('keeps the order inside a sequence and how states stick', () => {
    expect(siblings(children).step).toEqual(new Set([1]))
    expect(Math.abs(siblings(children).stays - siblings(loans).stays)).toBeLessThan(0.05)
  })

  it('has the same children however parents are cut', async () => {
    const parts: unknown[] = []
    for await (const { table, frame } of sampleTwin(model, { rows: PARENTS, seed: 9, chunkRows: 211 }))
      if (table === 'loans')
        for (let row = 0; row < frame.rows; row++)
          parts.push([...frame.columns.values()].map((c) => valueAt(c, row)))
    const whole = Array.from({ length: children.rows }, (_, row) =>
      [...children.columns.values()].map((c) => valueAt(c, row)),
    )
    expect(parts).toEqual(whole)
  })

  it('notes rows without a parent and refuses a parent key that repeats', () => {
    const fewer = new Map(frames).set(
      'customers',
      frameOf([...customers.columns].map(([n, c]) => [n, slice(c)] as const)),
    )
    expect(fitTwin(fewer, schema).notes.some((note) => /"loans": \d+ rows have no parent/.test(note))).toBe(
      true,
    )
    const twice = frameOf({
      ...Object.fromEntries(customers.columns),
      customer: { kind: 'serial', prefix: 'C', width: 5, values: new Float64Array(PARENTS).fill(1) },
    })
    expect(() => fitTwin(new Map(frames).set('customers', twice), schema)).toThrow(
      'need unique values in "customers"."customer"',
    )
  })

  it('refuses circles and second parents', () => {
    const circle = { ...relationship, childTable: 'customers', parentTable: 'loans' }
    expect(() => fitTwin(frames, { ...schema, relationships: [relationship, circle] })).toThrow(
      /unique|circle/,
    )
    expect(() => fitTwin(frames, { ...schema, relationships: [relationship, relationship] })).toThrow(
      'need one parent for "loans"',
    )
  })
})

function slice<C extends { values: ArrayLike<number> | readonly string[] }>(column: C): C {
  return { ...column, values: (column.values as Float64Array).slice(0, PARENTS - 100) }
}
