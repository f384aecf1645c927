import { openStream } from '@pratibimba/numerics/random'
import { expect, test } from 'vitest'
import {
  fitLogistic,
  fitLogisticBaseline,
  fitLogisticPath,
  logisticBaselineRaw,
} from '../../scorecard/index.ts'

function example(rows: number, coefficients: readonly number[]) {
  const random = openStream(7n, 'logistic test').at(0)
  const columns = coefficients.map(() => Float64Array.from({ length: rows }, () => random.uniform() * 4 - 2))
  const label = Float64Array.from({ length: rows }, (_, i) => {
    const eta = coefficients.reduce((sum, beta, j) => sum + beta * columns[j][i], -0.5)
    return random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  })
  return { columns, label }
}

test('at the optimum of a lasso every slope is within the penalty, and at it where a coefficient lives', () => {
  const { columns, label } = example(500, [1, 0, -0.6, 0, 0.1])
  const penalty = 15
  const fit = fitLogistic(columns, label, { penalty, l1Share: 1 })
  expect(fit.coefficients.filter((beta) => beta === 0).length).toBeGreaterThan(0)
  columns.forEach((column, j) => {
    let slope = 0
    for (let i = 0; i < label.length; i++) {
      const eta = columns.reduce((sum, c, k) => sum + fit.coefficients[k] * c[i], fit.intercept)
      slope += (1 / (1 + Math.exp(-eta)) - label[i]) * column[i]
    }
    if (fit.coefficients[j] === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(penalty)
    else expect(slope).toBeCloseTo(-Math.sign(fit.coefficients[j]) * penalty, 5)
  })
})

test('rows of weight 0 do not count, weights of 2 count twice', () => {
  const { columns, label } = example(200, [1, -1])
  const twice = fitLogistic(
    columns,
    label,
    {},
    label.map((_, i) => (i < 50 ? 0 : i < 100 ? 2 : 1)),
  )
  const index = [...label.keys()].flatMap((i) => (i < 50 ? [] : i < 100 ? [i, i] : [i]))
  const repeated = fitLogistic(
    columns.map((column) => Float64Array.from(index, (i) => column[i])),
    Float64Array.from(index, (i) => label[i]),
  )
  expect(twice.coefficients[0]).toBeCloseTo(repeated.coefficients[0], 10)
  expect(twice.inference![1]!.standardError).toBeCloseTo(repeated.inference![1]!.standardError, 10)
})

test('a line that separates the classes is told, and answered with a ridge', () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => i)
  const fit = fitLogistic(
    [x],
    x.map((value) => (value < 40 ? 1 : 0)),
  )
  expect(fit.separation).toBe('complete')
  expect(fit.penalty).toBe(1)
  expect(fit.inference).toBeUndefined()
  expect(fit.converged).toBe(true)
  expect(Number.isFinite(fit.coefficients[0])).toBe(true)
  expect(fit.warnings[0]).toMatch(/separate the classes \(complete\)/)
})

test('a cell with one class only is told', () => {
  const { columns, label } = example(400, [0.5])
  const cell = label.map((_, i) => (i % 20 === 0 ? 1 : 0))
  const fit = fitLogistic(
    [...columns, cell],
    label.map((y, i) => (cell[i] === 1 ? 1 : y)),
  )
  expect(fit.separation).toBe('quasi')
  expect(fit.coefficients[1]).toBeGreaterThan(1)
  expect(fit.coefficients[1]).toBeLessThan(20)
})

test('strong but overlapping columns are no separation', () => {
  const { columns, label } = example(2000, [6, -5])
  const fit = fitLogistic(columns, label)
  expect([fit.separation, fit.converged, fit.warnings]).toEqual(['none', true, []])
})

test('constant columns and combinations of others get no coefficient, and a warning', () => {
  const { columns, label } = example(300, [1, -1])
  const [a, b] = columns
  const fit = fitLogistic([a, b, a.map((x, i) => 2 * x - b[i] + 1), new Float64Array(300).fill(5)], label)
  expect([fit.coefficients[2], fit.coefficients[3]]).toEqual([0, 0])
  expect(fit.coefficients[0]).toBeCloseTo(fitLogistic(columns, label).coefficients[0], 9)
  expect(fit.warnings).toEqual([
    'Column 3 is constant; its coefficient is 0.',
    'Column 2 is a linear combination of those before it; its coefficient is 0.',
  ])
  expect(fit.inference![3]).toBeUndefined()
})

test('more columns than rows: a ridge answers, without one the rest is left out', () => {
  const { columns, label } = example(20, Array(30).fill(0.1))
  expect(fitLogistic(columns, label, { penalty: 1 }).converged).toBe(true)
  const fit = fitLogistic(columns, label)
  expect(fit.warnings.length).toBeGreaterThan(0)
  for (const beta of fit.coefficients) expect(Number.isFinite(beta)).toBe(true)
})

test('the path starts at nothing, and its choice is no worse than either end', () => {
  const { columns, label } = example(600, [1, 0, 0, -0.7, 0, 0.2])
  const folds = Int32Array.from(label, (_, i) => i % 5)
  const path = fitLogisticPath(columns, label, folds, { l1Share: 1, count: 20 })
  expect(path.coefficients[0].every((beta) => Math.abs(beta) < 1e-6)).toBe(true)
  expect(path.deviance[path.chosen]).toBeLessThanOrEqual(path.deviance[0])
  expect(path.deviance[path.chosen]).toBeLessThanOrEqual(path.deviance.at(-1)!)
  const alone = fitLogistic(columns, label, {
    penalty: path.penalties[path.chosen],
    l1Share: 1,
    standardise: true,
  })
  expect(path.coefficients[path.chosen][0]).toBeCloseTo(alone.coefficients[0], 6)
  expect(path.fit.coefficients).toEqual(alone.coefficients)
  const strict = fitLogisticPath(columns, label, folds, {
    l1Share: 1,
    count: 20,
    choose: 'one-standard-error',
  })
  expect(strict.chosen).toBeLessThanOrEqual(path.chosen)
  expect(() => fitLogisticPath(columns, label, new Int32Array(600))).toThrow(/folds 0 … k − 1/)
})

test('the baseline imputes medians, marks what was missing, and knows no category it has not seen', () => {
  const rows = 300
  const age = Float64Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? Number.NaN : 20 + (i % 40)))
  const home = Float64Array.from({ length: rows }, (_, i) => i % 3)
  const label = age.map((x, i) =>
    (Number.isNaN(x) ? i % 3 === 0 : x + home[i] > 45) !== (i % 7 === 0) ? 1 : 0,
  )
  const features = [
    { name: 'age', kind: 'number' },
    { name: 'home', kind: 'category', categories: ['a', 'b', 'c', 'd'] },
  ] as const
  const model = fitLogisticBaseline({ rows, columns: [age, home], label }, features)
  expect(model.terms.map((term) => term.kind)).toEqual([
    'missing',
    'value',
    'category',
    'category',
    'category',
  ])
  const score = (x: number, code: number) =>
    logisticBaselineRaw(model, { rows: 1, columns: [Float64Array.of(x), Float64Array.of(code)] })[0]
  expect(score(60, 0)).toBeGreaterThan(score(20, 0))
  expect(score(30, 3)).toBe(score(30, -1))
  const [missing, value] = model.terms
  expect(score(Number.NaN, 0)).toBeCloseTo(
    score((value as { median: number }).median, 0) + missing.coefficient,
    12,
  )
})

test('the baseline names the columns it warns of', () => {
  const { columns, label } = example(100, [1])
  const features = [
    { name: 'income', kind: 'number' },
    { name: 'country', kind: 'category', categories: ['here', 'there'] },
  ] as const
  const model = fitLogisticBaseline(
    { rows: 100, columns: [...columns, new Float64Array(100)], label },
    features,
  )
  expect(model.warnings).toEqual(['country = here is constant; its coefficient is 0.'])
})

test('what cannot be fitted is refused', () => {
  const { columns, label } = example(50, [1])
  expect(() => fitLogistic(columns, new Float64Array(50))).toThrow(/rows of both labels/)
  expect(() => fitLogistic([columns[0].with(7, Number.NaN)], label)).toThrow(/column 0, got NaN in row 7/)
  expect(() => fitLogistic(columns, label, { penalty: -1 })).toThrow(/penalty >= 0, got -1/)
  expect(() => fitLogistic(columns, label, { l1Share: 2 })).toThrow(/l1Share in/)
  expect(() => fitLogistic([columns[0].subarray(1)], label)).toThrow(/need 50 values in column 0, got 49/)
})
