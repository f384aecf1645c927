import { openStream, purposeKey } from '@pratibimba/numerics/random'
import { expect, test } from 'vitest'
import type { Feature, Matrix } from '../../../data/index.ts'
import { type LimeOptions, limeExplainer } from '../../../explanation/lime/index.ts'
import { inputMarginals } from '../../../explanation/population/index.ts'
import { weightedRidge } from './weighted-ridge.ts'

const features: readonly Feature[] = [
  ...Array.from({ length: 6 }, (_, j): Feature => ({ name: `x${j}`, kind: 'number' })),
  { name: 'home', kind: 'category', categories: ['RENT', 'OWN', 'MORTGAGE'] },
]

function rows(count: number): Matrix {
  const draw = openStream(3, 'test/lime').at(0)
  const columns = features.map(({ kind }) =>
    Float64Array.from({ length: count }, () =>
      kind === 'number' ? Math.round(1000 * (5 + 2 * draw.normal())) / 1000 : draw.below(3),
    ),
  )
  columns[5].fill(Number.NaN, 0, count / 5)
  return { rows: count, columns }
}

const train = rows(1000)
const marginals = inputMarginals(train, features)
const slopes = [3, -2, 1, 0, 0, 0]

const linear = ({ rows: count, columns }: Matrix): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => {
    let sum = 10 + (columns[6][i] === 1 ? 4 : 0)
    for (let j = 0; j < 5; j++) sum += slopes[j] * columns[j][i]
    return sum
  })

/** As if thrown by dice: nothing to be explained. */
const noise = ({ rows: count, columns }: Matrix): Float64Array =>
  Float64Array.from(
    { length: count },
    (_, i) => purposeKey(columns.map((column) => column[i]).join()) / 2 ** 32,
  )

/** A row whose home is OWN: against it the category is a line, too. */
const owner = train.columns[6].indexOf(1, 500)

const explain = (
  score: (matrix: Matrix) => Float64Array,
  options: Partial<LimeOptions>,
  seed = 1,
  row = owner,
) => limeExplainer(score, marginals, features, seed, options).explain(train, row)

test('of a linear score the slopes are its own', () => {
  const { terms, localR2, localPrediction, score, stability } = explain(linear, {
    coding: 'continuous',
    ridge: 1e-9,
  })
  expect(localR2).toBeCloseTo(1, 9)
  expect(localPrediction).toBeCloseTo(score, 6)
  const slopeOf = (name: string) => terms.find((term) => term.name === name)?.slope
  for (let j = 0; j < 5; j++) expect(slopeOf(`x${j}`)).toBeCloseTo(slopes[j], 6)
  const home = terms.find(({ name }) => name === 'home')!
  expect(Math.abs(home.weight)).toBeGreaterThan(1)
  expect(stability).toEqual({ variables: 1, coefficients: 1, repeats: 10 })
})

test('a linear score is explained the same way every time, one of noise is not', () => {
  const options = { coding: 'continuous', terms: 4 } as const
  expect(explain(linear, options).stability).toEqual({ variables: 1, coefficients: 1, repeats: 10 })
  const { stability, localR2 } = explain(noise, options)
  expect(stability.variables).toBeLessThan(0.8)
  expect(localR2).toBeLessThan(0.05)
})

test('the local model is a weighted ridge on the sides of quartiles, categories and missing', () => {
  const seen: Matrix[] = []
  const score = (matrix: Matrix) => {
    seen.push(matrix)
    return linear(matrix).map((y, i) => Math.sin(y) + matrix.columns[0][i])
  }
  const row = 100
  const own = explain(score, { terms: 7, selection: 'highest-weights' }, 4, row)
  const first = seen[0]
  const sideOf = (input: number, value: number): number | string => {
    if (Number.isNaN(value)) return 'missing'
    const marginal = marginals[input]
    if (marginal.kind === 'category') return value
    return [25, 50, 75].filter((p) => value > marginal.quantiles[p]).length
  }
  const same = Array.from({ length: first.rows + 1 }, (_, i) =>
    features.map((_, input) =>
      i === 0 || sideOf(input, first.columns[input][i - 1]) === sideOf(input, train.columns[input][row])
        ? 1
        : 0,
    ),
  )
  const width = 0.75 * Math.sqrt(features.length)
  const weights = same.map((z) => Math.sqrt(Math.exp(-z.filter((x) => x === 0).length / width ** 2)))
  const scores = [own.score, ...score(first)]
  const reference = weightedRidge(same, scores, weights, 1)
  expect(own.intercept).toBeCloseTo(reference.intercept, 9)
  expect(own.localR2).toBeCloseTo(reference.r2, 9)
  expect(own.terms.length).toBe(7)
  for (const { input, weight, error } of own.terms) {
    expect(weight).toBeCloseTo(reference.weights[input], 9)
    expect(error).toBeCloseTo(reference.errors[input], 9)
  }
  expect(own.terms.find(({ input }) => input === 5)!.condition).toBe('x5 is missing')
  expect(own.terms.find(({ input }) => input === 6)!.condition).toMatch(/^home = (RENT|OWN|MORTGAGE)$/)
  expect(own.terms.find(({ input }) => input === 0)!.condition).toMatch(/^x0 > |^x0 <= |< x0 <=/)
})

test('forward selection finds what matters', () => {
  const { terms } = explain(linear, { coding: 'continuous', terms: 4, selection: 'forward' })
  expect(terms.map(({ name }) => name).sort()).toEqual(['home', 'x0', 'x1', 'x2'])
})

test('perturbed rows follow the training rows, input by input', () => {
  const seen: Matrix[] = []
  explain((matrix) => {
    seen.push(matrix)
    return linear(matrix)
  }, {})
  const [drawn] = seen
  const share = (values: Float64Array, fits: (x: number) => boolean) =>
    values.filter(fits).length / values.length
  expect(share(drawn.columns[5], Number.isNaN)).toBeCloseTo(0.2, 1)
  expect(share(drawn.columns[0], (x) => x < 5)).toBeCloseTo(0.5, 1)
  for (let code = 0; code < 3; code++)
    expect(
      Math.abs(share(drawn.columns[6], (x) => x === code) - share(train.columns[6], (x) => x === code)),
    ).toBeLessThan(0.05)
  for (const x of drawn.columns[0]) expect(Math.abs(1000 * x - Math.round(1000 * x))).toBeLessThan(1e-6)
})

test('the same seed gives the same bits in any order of rows, another seed others', () => {
  const score = (matrix: Matrix) => linear(matrix).map(Math.sin)
  const forwards = limeExplainer(score, marginals, features, 9)
  const a = [forwards.explain(train, 1), forwards.explain(train, 2)]
  const backwards = limeExplainer(score, marginals, features, 9)
  expect([backwards.explain(train, 2), backwards.explain(train, 1)].reverse()).toEqual(a)
  expect(limeExplainer(score, marginals, features, 10).explain(train, 1)).not.toEqual(a[0])
})

test('it says what it is, and a score that never changes has no weights', () => {
  const flat = explain(({ rows: count }) => new Float64Array(count).fill(0.25), {})
  expect(flat.diagnostic).toBe(true)
  expect(flat.notice).toContain('never a reason in a letter')
  for (const { weight } of flat.terms) expect(Math.abs(weight)).toBeLessThan(1e-12)
  expect(flat.intercept).toBeCloseTo(0.25, 12)
})

test('what cannot be is refused', () => {
  expect(() => explain(linear, { ridge: 0 })).toThrow('need ridge > 0, got 0')
  expect(() => explain(linear, { repeats: 1 })).toThrow('need repeats >= 2, got 1')
  expect(() => explain(linear, {}, 1, 1000)).toThrow('need a row below 1000, got 1000')
  expect(() => explain(() => Float64Array.of(Number.NaN), {})).toThrow('need one score per row')
  expect(() => limeExplainer(linear, marginals.slice(1), features, 1)).toThrow('need 7 marginals, got 6')
})
