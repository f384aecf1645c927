/** Preparation: learnt on training rows, applied to any. */
import { openStream } from '@pratibimba/numerics/random'
import { describe, expect, it } from 'vitest'
import type { Feature, LabelledMatrix } from '../../data/index.ts'
import {
  applyClipping,
  applyImputation,
  applyOneHot,
  applyPruning,
  applyStandardisation,
  fitClipping,
  fitImputation,
  fitOneHot,
  fitPruning,
  fitStandardisation,
  suspiciousColumns,
} from '../../preparation/index.ts'

const missing = Number.NaN
const features: Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'purpose', kind: 'category', categories: ['car', 'home'] },
  { name: 'debt', kind: 'number' },
]
const train = {
  rows: 5,
  columns: [
    Float64Array.of(1, 2, 3, 4, 100),
    Float64Array.of(0, 1, missing, 1, 0),
    Float64Array.of(5, missing, 7, missing, 9),
  ],
}
const fresh = {
  rows: 2,
  columns: [Float64Array.of(1e9, missing), Float64Array.of(1, -1), Float64Array.of(missing, -50)],
}

describe('clipping', () => {
  it('draws numbers in to quantiles of training, leaves categories and missing values', () => {
    const clipping = fitClipping(train, features, { lower: 0.25, upper: 0.75 })
    expect([...clipping.lower]).toEqual([2, Number.NEGATIVE_INFINITY, 6])
    expect([...clipping.upper]).toEqual([4, Number.POSITIVE_INFINITY, 8])
    const clipped = applyClipping(clipping, fresh)
    expect(clipped.columns.map((column) => [...column])).toEqual([
      [4, missing],
      [1, -1],
      [missing, 6],
    ])
    expect(fresh.columns[0][0]).toBe(1e9)
  })
  it('by default clips above the 99th percentile alone', () => {
    const clipping = fitClipping(train, features)
    expect(clipping.lower.every((bound) => bound === Number.NEGATIVE_INFINITY)).toBe(true)
    expect(clipping.upper[0]).toBeCloseTo(4 + 0.96 * 96, 12)
  })
})

describe('pruning', () => {
  const columns = [
    Float64Array.of(1, 2, 3, 4),
    Float64Array.of(7, 7, 7, 7),
    Float64Array.of(1, 2, 3, 4),
    Float64Array.of(missing, missing, missing, 1),
    Float64Array.of(4, 1, 2, missing),
    Float64Array.of(missing, missing, missing, missing),
  ]
  const named = ['a', 'constant', 'again', 'mostly', 'weak', 'empty'].map(
    (name): Feature => ({ name, kind: 'number' }),
  )
  it('names what goes and why', () => {
    const pruning = fitPruning({ rows: 4, columns }, named, {
      importance: [900, 0, 0, 99.5, 0.5, 0],
      mostMissing: 0.5,
    })
    expect([...pruning.kept]).toEqual([0])
    expect(pruning.dropped.map(({ name, because }) => [name, because])).toEqual([
      ['constant', 'constant'],
      ['again', 'duplicate'],
      ['mostly', 'missing'],
      ['weak', 'unimportant'],
      ['empty', 'constant'],
    ])
    expect(pruning.dropped[3].why).toBe('weak holds 0.05% of the importance, under 0.1%.')
    expect(applyPruning(pruning, { rows: 4, columns }).columns).toEqual([columns[0]])
  })
  it('without importance or limit only what is constant or repeated', () => {
    expect([...fitPruning({ rows: 4, columns }, named).kept]).toEqual([0, 3, 4])
  })
  it('refuses to keep nothing', () => {
    expect(() => fitPruning({ rows: 4, columns: [columns[1]] }, [named[1]])).toThrow(
      /at least 1 column to keep, got none/,
    )
  })
})

describe('imputation, one-hot, standardisation', () => {
  it('fills medians and a code of its own, and says what was missing', () => {
    const imputation = fitImputation(train, features)
    expect(imputation.features.map(({ name }) => name)).toEqual(['income', 'purpose', 'debt', 'debt missing'])
    expect(imputation.features[1].categories).toEqual(['car', 'home', '(missing)'])
    const filled = applyImputation(imputation, { ...fresh, label: Float64Array.of(0, 1) })
    expect(filled.columns.map((column) => [...column])).toEqual([
      [1e9, 3],
      [1, -1],
      [7, -50],
      [1, 0],
    ])
    expect([...filled.label]).toEqual([0, 1])
    expect([...applyImputation(imputation, train).columns[1]]).toEqual([0, 1, 2, 1, 0])
  })
  it('a column of 0 and 1 for each code seen; what was never seen is 0 everywhere', () => {
    const oneHot = fitOneHot(train, features)
    expect(oneHot.features.map(({ name }) => name)).toEqual([
      'income',
      'purpose = car',
      'purpose = home',
      'purpose = (missing)',
      'debt',
    ])
    const made = applyOneHot(oneHot, fresh)
    expect(made.columns.slice(1, 4).map((column) => [...column])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ])
    expect([...applyOneHot(oneHot, train).columns[3]]).toEqual([0, 0, 1, 0, 0])
  })
  it('standardises numbers by training alone', () => {
    const standardisation = fitStandardisation(train, features)
    const made = applyStandardisation(standardisation, train)
    expect(made.columns[0].reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12)
    expect(made.columns[0].reduce((sum, value) => sum + value * value, 0) / 5).toBeCloseTo(1, 12)
    expect(made.columns[1]).toBe(train.columns[1])
    expect(applyStandardisation(standardisation, fresh).columns[2][0]).toBeNaN()
  })
  it('refuses a matrix of another shape', () => {
    const other = { rows: 2, columns: fresh.columns.slice(1) }
    expect(() => applyClipping(fitClipping(train, features), other)).toThrow(/need 3 columns, got 2/)
    expect(() => applyImputation(fitImputation(train, features), other)).toThrow(/need 3 columns, got 2/)
    expect(() => applyOneHot(fitOneHot(train, features), other)).toThrow(/need 3 columns, got 2/)
    expect(() => applyStandardisation(fitStandardisation(train, features), other)).toThrow(
      /need 3 columns, got 2/,
    )
  })
})

describe('suspicious columns', () => {
  const rows = 4000
  const stream = openStream(3, 'suspicious')
  const label = Float64Array.from({ length: rows }, () => (stream.uniform() < 0.2 ? 1 : 0))
  const number = (name: string, of: (y: number, row: number) => number): [Feature, Float64Array] => [
    { name, kind: 'number' },
    label.map(of),
  ]
  const made: [Feature, Float64Array][] = [
    number('honest', (y) => y + stream.normal()),
    number('days past due later', (y) => (y === 1 ? 90 + stream.normal() : 80 * stream.uniform())),
    number('collection fee', (y) => (y === 1 ? 25 * stream.uniform() : missing)),
    number('status', (y) => (y === 1 ? 3 : stream.below(3) + (stream.below(2) === 0 ? 0 : 4))),
    number('row number', (_, row) => row),
    [{ name: 'customer', kind: 'category' }, label.map((_, row) => row)],
    [
      { name: 'closing code', kind: 'category' },
      label.map((y) => (y === 1 ? 4 + stream.below(3) : stream.below(4))),
    ],
    number('nearly', (y) => 2.5 * y + stream.normal()),
  ]
  const data: LabelledMatrix = { rows, columns: made.map(([, column]) => column), label }
  const named = made.map(([feature]) => feature)
  it('finds order, value and missingness, not identifiers or strong honest columns', () => {
    const found = suspiciousColumns(data, named)
    expect(found.map(({ name, by }) => `${name}: ${by}`).sort()).toEqual([
      'closing code: value',
      'collection fee: missingness',
      'days past due later: order',
      'status: value',
    ])
    expect(found[0].why).toMatch(/separates the classes by .* was it written after the outcome\?/)
  })
  it('suspects nothing on a handful of rows, and wants two classes', () => {
    const few = { rows: 4, columns: [Float64Array.of(1, 2, 3, 4)], label: Float64Array.of(0, 0, 1, 1) }
    expect(suspiciousColumns(few, [{ name: 'a', kind: 'number' }])).toEqual([])
    expect(() =>
      suspiciousColumns({ ...few, label: Float64Array.of(0, 2, 1, 1) }, [{ name: 'a', kind: 'number' }]),
    ).toThrow(/labels 0 or 1, got 2 in row 1/)
  })
})
