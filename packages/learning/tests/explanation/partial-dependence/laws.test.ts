import { openStream } from '@pratibimba/numerics/random'
import { expect, test } from 'vitest'
import type { Feature, Matrix } from '../../../data/index.ts'
import {
  accumulatedLocalEffects,
  accumulatedLocalEffects2,
  partialDependence,
} from '../../../explanation/partial-dependence/index.ts'

const features: readonly Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'debt', kind: 'number' },
  { name: 'home', kind: 'category', categories: ['RENT', 'OWN', 'MORTGAGE'] },
]

/** Two numbers with correlation .9; the category depends on the first. */
function rows(count: number, seed = 1): Matrix {
  const draw = openStream(seed, 'test/dependence')
  const columns = features.map(() => new Float64Array(count))
  for (let i = 0; i < count; i++) {
    draw.at(i)
    const income = draw.normal()
    columns[0][i] = income
    columns[1][i] = 0.9 * income + Math.sqrt(1 - 0.81) * draw.normal()
    columns[2][i] = Math.min(2, Math.max(0, Math.round(income + 1)))
  }
  return { rows: count, columns }
}

const by =
  (of: (income: number, debt: number, home: number) => number) =>
  ({ rows: count, columns: [income, debt, home] }: Matrix): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => of(income[i], debt[i], home[i]))

test('of a linear score both are its line, and the intervals of the effects have no width', () => {
  const score = by((income, debt) => 3 * income - 2 * debt)
  const matrix = rows(500)
  const curve = partialDependence(score, matrix, features, 0)
  const ale = accumulatedLocalEffects(score, matrix, features, 0)
  for (const { grid, values } of [
    { grid: curve.grid, values: curve.mean },
    { grid: ale.grid, values: ale.effect },
  ])
    for (let k = 1; k < grid.length; k++)
      expect((values[k] - values[k - 1]) / (grid[k].value - grid[k - 1].value)).toBeCloseTo(3, 9)
  ale.effect.forEach((effect, k) => {
    expect(ale.high[k] - effect).toBeLessThan(1e-9)
  })
})

test('where inputs correlate, partial dependence averages over rows that cannot be, and local effects do not', () => {
  const score = by((income, debt) => income * debt)
  const matrix = rows(4000)
  const curve = partialDependence(score, matrix, features, 0)
  const ale = accumulatedLocalEffects(score, matrix, features, 0, { bins: 40 })
  const range = (values: Float64Array) => Math.max(...values) - Math.min(...values)
  expect(range(curve.mean)).toBeLessThan(0.15)
  // E[debt | income] = .9 income accumulates to .45 income².
  const inner = ale.grid
    .map(({ value }, k) => [value, ale.effect[k]])
    .filter(([value]) => Math.abs(value) < 1.5)
  const bottom = Math.min(...inner.map(([, effect]) => effect))
  for (const [value, effect] of inner)
    expect(Math.abs(effect - bottom - 0.45 * value * value)).toBeLessThan(0.1)
})

test('effects of second order are the product without its main effects, and none for a sum', () => {
  const matrix = rows(3000)
  const sum = accumulatedLocalEffects2(
    by((a, b) => a ** 2 + Math.sin(b)),
    matrix,
    features,
    [0, 1],
  )
  for (const effect of sum.effect) expect(Math.abs(effect)).toBeLessThan(1e-9)
  const product = accumulatedLocalEffects2(
    by((a, b) => a * b),
    matrix,
    features,
    [0, 1],
    { bins: 5 },
  )
  const [a, b] = product.edges
  const at = (i: number, j: number) => product.effect[i * b.length + j]
  const cell = Array.from({ length: 25 }, (_, k) => k).find((k) => product.cellWeight[k] > 0)!
  const [i, j] = [Math.floor(cell / 5), cell % 5]
  expect(at(i + 1, j + 1) - at(i, j + 1) - at(i + 1, j) + at(i, j)).toBeCloseTo(
    (a[i + 1] - a[i]) * (b[j + 1] - b[j]),
    9,
  )
})

test('intervals of both hold what they promise', () => {
  const score = by((income, debt) => income * (0.5 + debt))
  let inCurve = 0
  let inEffects = 0
  const repeats = 200
  for (let seed = 1; seed <= repeats; seed++) {
    const own = rows(150, seed)
    // Without correlation: the slope is .5 on average.
    const draw = openStream(seed, 'test/independent').at(0)
    const matrix = {
      rows: own.rows,
      columns: [own.columns[0], own.columns[1].map(() => draw.normal()), own.columns[2]],
    }
    const curve = partialDependence(score, matrix, features, 0, { values: [1.2] })
    if (curve.low[0] <= 0.6 && 0.6 <= curve.high[0]) inCurve++
    const ale = accumulatedLocalEffects(score, matrix, features, 0, { bins: 6 })
    const centre = ale.grid.reduce(
      (sum, { value }, k) => (k === 0 ? 0 : sum + (ale.share[k] * (value + ale.grid[k - 1].value)) / 2),
      0,
    )
    const truth = 0.5 * (ale.grid[5].value - centre)
    if (ale.low[5] <= truth && truth <= ale.high[5]) inEffects++
  }
  for (const covered of [inCurve, inEffects]) {
    expect(covered / repeats).toBeGreaterThan(0.9)
    expect(covered / repeats).toBeLessThan(0.99)
  }
})

test('missing is a point of its own', () => {
  const matrix = rows(600)
  matrix.columns[0].fill(Number.NaN, 0, 60)
  matrix.columns[2].fill(Number.NaN, 100, 130)
  const score = by(
    (income, _, home) => (Number.isNaN(income) ? -7 : 2 * income) + (Number.isNaN(home) ? 4 : home),
  )
  const curve = partialDependence(score, matrix, features, 0)
  expect(curve.grid.at(-1)!.label).toBe('missing')
  const usual = partialDependence(score, matrix, features, 0, { values: [0] })
  expect(curve.mean.at(-1)! - usual.mean[0]).toBeCloseTo(-7, 9)
  const ale = accumulatedLocalEffects(score, matrix, features, 0)
  // Where the line, with a mean of 0 over the known rows, would be −7 against an income of 0.
  const zero = ale.effect[0] - 2 * ale.grid[0].value
  expect(ale.missing!.effect).toBeCloseTo(zero - 7, 9)
  expect(ale.missing!.share).toBeCloseTo(0.1, 12)
  const homes = accumulatedLocalEffects(score, matrix, features, 2)
  expect(
    homes.missing!.effect - homes.effect[homes.grid.findIndex(({ label }) => label === 'RENT')],
  ).toBeCloseTo(4, 9)
  expect(homes.leftOut).toBe(0)
})

test('centred curves have a mean of 0, weights count like copies, and blocks do not show', () => {
  const score = by((income, debt, home) => income * debt + home)
  const matrix = rows(300)
  const centred = partialDependence(score, matrix, features, 0, { centred: true, curvesOf: [7] })
  for (const curve of [centred.mean, centred.curves[0]])
    expect(curve.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9)
  const twice = { rows: 600, columns: matrix.columns.map((column) => Float64Array.of(...column, ...column)) }
  const weighted = accumulatedLocalEffects(score, matrix, features, 2, {
    weight: new Float64Array(300).fill(2),
  })
  const copied = accumulatedLocalEffects(score, twice, features, 2)
  weighted.effect.forEach((effect, k) => {
    expect(effect).toBeCloseTo(copied.effect[k], 9)
  })
  const many = rows(20_000)
  const curve = partialDependence(score, many, features, 0, { values: [2], curvesOf: [19_999] })
  const scores = score({
    ...many,
    columns: [new Float64Array(20_000).fill(2), many.columns[1], many.columns[2]],
  })
  expect(curve.mean[0]).toBeCloseTo(scores.reduce((sum, value) => sum + value, 0) / 20_000, 9)
  expect(curve.curves[0][0]).toBe(scores[19_999])
})

test('categories beyond those asked for are left out and counted', () => {
  const matrix = rows(500)
  const shown = accumulatedLocalEffects(
    by((_, __, home) => home),
    matrix,
    features,
    2,
    { bins: 2 },
  )
  expect(shown.grid.length).toBe(2)
  expect(shown.leftOut).toBeGreaterThan(0.05)
})

test('what cannot be is refused', () => {
  const score = by((income) => income)
  const matrix = rows(10)
  expect(() => partialDependence(score, matrix, features, 3)).toThrow('need an input below 3, got 3')
  expect(() => partialDependence(score, matrix, features, 0, { points: 1 })).toThrow('need points >= 2')
  expect(() => partialDependence(score, matrix, features, 0, { curvesOf: [10] })).toThrow(
    'need rows below 10',
  )
  expect(() => partialDependence(score, matrix, features, 0, { weight: new Float64Array(10) })).toThrow(
    'one above 0',
  )
  expect(() => partialDependence(() => new Float64Array(20), matrix, features, 0)).toThrow(
    'one score per row',
  )
  expect(() => accumulatedLocalEffects2(score, matrix, features, [0, 2])).toThrow('got category home')
  const none = { rows: 2, columns: matrix.columns.map(() => new Float64Array(2).fill(Number.NaN)) }
  expect(() => accumulatedLocalEffects(score, none, features, 0)).toThrow('need a known value of income')
})
