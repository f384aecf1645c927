import { openStream } from '@pratibimba/numerics/random'
import { expect, test } from 'vitest'
import { type Feature, type Matrix, takeRows } from '../../../data/index.ts'
import {
  type CounterfactualConstraints,
  type CounterfactualOptions,
  counterfactualFinder,
  splitValuesOf,
  type Wanted,
} from '../../../explanation/counterfactuals/index.ts'
import { inputMarginals } from '../../../explanation/population/index.ts'
import { rawScores } from '../../../models/index.ts'
import { fitScorecard } from '../../../scorecard/index.ts'
import { features as applicantFeatures, applicants } from '../../support/applicants.ts'

const features: readonly Feature[] = [
  { name: 'income', kind: 'number' },
  { name: 'age', kind: 'number' },
  { name: 'employment_years', kind: 'number' },
  { name: 'home', kind: 'category', categories: ['RENT', 'OWN', 'MORTGAGE'] },
]

function people(rows: number): Matrix {
  const draw = openStream(8, 'test/people').at(0)
  const columns = features.map(() => new Float64Array(rows))
  for (let i = 0; i < rows; i++) {
    columns[0][i] = 100 * Math.round(200 + 60 * draw.normal())
    columns[1][i] = 20 + draw.below(45)
    columns[2][i] = draw.below(columns[1][i] - 17)
    columns[3][i] = draw.below(3)
  }
  columns[0][1] = Number.NaN
  return { rows, columns }
}

const train = people(800)
const marginals = inputMarginals(train, features)

/** Probability of repayment; more of everything is better, and owning helps. */
function repays({ rows, columns: [income, age, years, home] }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    const known = Number.isNaN(income[i]) ? 15_000 : income[i]
    const z =
      (known - 20_000) / 4_000 + 0.05 * (age[i] - 40) + 0.2 * (years[i] - 10) + (home[i] === 1 ? 1 : 0)
    return 1 / (1 + Math.exp(-z))
  })
}

const person: Matrix = { rows: 1, columns: [15_000, 30, 4, 0].map((x) => Float64Array.of(x)) }
const find = (
  constraints: CounterfactualConstraints = {},
  options: Partial<CounterfactualOptions> = {},
  wanted: Wanted = { atLeast: 0.5 },
) => counterfactualFinder(repays, features, marginals, constraints, options).find(person, 0, wanted)

test('without splits the nearest value on the grid of the training rows is found', () => {
  const only = ['age', 'employment_years', 'home'].map((input) => ({ input, change: 'none' as const }))
  const { outcome, counterfactuals } = find({ inputs: only })
  expect(outcome).toBe('found')
  // Log-odds −1.25 − .5 − 1.2: income must rise by 2.95 · 4,000.
  expect(counterfactuals[0].values[0]).toBe(26_800)
  expect(counterfactuals[0].changes[0].text).toBe('income: 15000 → 26800')
})

test('several of them change different inputs, nearest first', () => {
  const { counterfactuals } = find()
  const sets = counterfactuals.map(({ changes }) => changes.map(({ name }) => name).join())
  // Age and home alone do not suffice, and a set that holds another of these is not shown.
  expect(sets).toEqual(['employment_years', 'income'])
  const costs = counterfactuals.map(({ distance, changes }) => distance + 0.5 * changes.length)
  expect(costs).toEqual([...costs].sort((a, b) => a - b))
})

test('what follows from a change changes with it, and counts for the score', () => {
  const rules = [{ kind: 'follows', input: 'age', leader: 'employment_years', only: 'up' }] as const
  const inputs = ['income', 'home'].map((input) => ({ input, change: 'none' as const }))
  const { counterfactuals } = find({ inputs, rules })
  const [{ values, changes }] = counterfactuals
  expect(values[1] - 30).toBe(values[2] - 4)
  expect(changes.map(({ name, implied }) => [name, implied])).toEqual([
    ['age', true],
    ['employment_years', false],
  ])
  // 2.95 = .25 a year.
  expect(values[2]).toBe(4 + 12)
  const fixed = find({ inputs: [...inputs, { input: 'age', change: 'none' }], rules })
  expect(fixed.outcome).toBe('none')
})

test('a rule between two inputs holds', () => {
  const rules = [{ kind: 'at-most', input: 'employment_years', other: 'age', plus: -18 }] as const
  const inputs = ['income', 'home'].map((input) => ({ input, change: 'none' as const }))
  for (const { values } of find({ inputs, rules }).counterfactuals)
    expect(values[2]).toBeLessThanOrEqual(values[1] - 18)
  const young = find({ inputs: [...inputs, { input: 'age', change: 'none' }], rules })
  expect(young.outcome).toBe('none')
})

test('steps, ranges and costs are kept', () => {
  const stepped = find({ inputs: [{ input: 'income', step: 5_000, max: 25_000 }] })
  for (const { values } of stepped.counterfactuals) {
    expect(values[0] % 5_000).toBe(0)
    expect(values[0]).toBeLessThanOrEqual(25_000)
  }
  const dear = find({ inputs: [{ input: 'income', cost: 100 }] }, { most: 1 })
  expect(dear.counterfactuals[0].changes.map(({ name }) => name)).not.toContain('income')
  const labels = find({ inputs: [{ input: 'home', allowed: ['MORTGAGE'] }] })
  for (const { values } of labels.counterfactuals) expect([0, 2]).toContain(values[3])
})

test('a range of scores can be wanted, and a lower one', () => {
  const between = find({}, {}, { atLeast: 0.3, below: 0.4 })
  for (const { score } of between.counterfactuals) {
    expect(score).toBeGreaterThanOrEqual(0.3)
    expect(score).toBeLessThan(0.4)
  }
  expect(between.outcome).toBe('found')
  expect(find({}, {}, { below: 0.01 }).outcome).toBe('found')
})

test('what is missing stays so, unless it may be filled in', () => {
  const row = { rows: 1, columns: [Number.NaN, 30, 4, 0].map((x) => Float64Array.of(x)) }
  const only = ['age', 'employment_years', 'home'].map((input) => ({ input, change: 'none' as const }))
  const kept = counterfactualFinder(repays, features, marginals, { inputs: only }).find(row, 0, {
    atLeast: 0.5,
  })
  expect(kept).toMatchObject({
    outcome: 'none',
    counterfactuals: [],
    note: 'No input can be changed within the constraints.',
  })
  const inputs = [...only, { input: 'income', fillMissing: true }]
  const filled = counterfactualFinder(repays, features, marginals, { inputs }).find(row, 0, { atLeast: 0.5 })
  expect(filled.counterfactuals[0].values[0]).toBeGreaterThanOrEqual(26_800)
})

test('what cannot be reached is said, with how near it came', () => {
  const result = find({ inputs: [{ input: 'income', max: 16_000 }] }, {}, { atLeast: 0.9999 })
  expect(result.outcome).toBe('none')
  expect(result.counterfactuals).toEqual([])
  expect(result.closest!.score).toBeGreaterThan(result.score)
  expect(result.note).toContain('does not prove that there is none')
  expect(find({}, { budget: 5 }, { atLeast: 0.9 }).note).toContain('the budget of 5 rows')
})

test('a row that has the wanted score is left as it is', () => {
  expect(find({}, {}, { below: 0.5 })).toMatchObject({ outcome: 'already', counterfactuals: [] })
})

test('nearness to real rows is a constraint like others', () => {
  const near = {
    rows: takeRows(
      train,
      Array.from({ length: 300 }, (_, i) => i),
    ),
    most: 0.05,
  }
  const { counterfactuals } = find({}, { near })
  expect(counterfactuals.length).toBeGreaterThan(0)
  for (const { distanceToData } of counterfactuals) expect(distanceToData).toBeLessThanOrEqual(0.05)
  expect(find({}, { near: { ...near, most: 0 } }, { atLeast: 0.99 }).note).toContain(
    'near enough to real rows',
  )
})

test('scorecards are searched along their cuts, special codes and missing included', () => {
  const data = applicants(3000)
  const model = fitScorecard(data, applicantFeatures)
  const score = (matrix: Matrix) => rawScores(model, matrix)
  const finder = counterfactualFinder(
    score,
    applicantFeatures,
    inputMarginals(data, applicantFeatures),
    { inputs: [{ input: 'delinquencies', min: 0, change: 'down' }] },
    { splits: splitValuesOf(model) },
  )
  const raw = score(data)
  const worst = [...raw.keys()].sort((a, b) => raw[b] - raw[a]).slice(0, 20)
  let found = 0
  for (const row of worst) {
    const { counterfactuals } = finder.find(data, row, { below: raw[row] - 0.3 })
    for (const { values, score: claimed } of counterfactuals) {
      found++
      expect(claimed).toBeLessThan(raw[row] - 0.3)
      if (values[4] !== data.columns[4][row]) expect(values[4]).toBeGreaterThanOrEqual(0)
    }
  }
  expect(found).toBeGreaterThan(20)
})

test('what cannot be is refused', () => {
  expect(() => find({ inputs: [{ input: 'wage' }] })).toThrow(
    'need an input of the model in constraints, got wage',
  )
  expect(() => find({ inputs: [{ input: 'age', min: 50, max: 40 }] })).toThrow(
    'need min <= max of age, got 50 and 40',
  )
  expect(() => find({ inputs: [{ input: 'home', change: 'up' }] })).toThrow(
    'need any or none as change of category home',
  )
  expect(() => find({ inputs: [{ input: 'home', step: 1 }] })).toThrow('need no step for category home')
  expect(() => find({ inputs: [{ input: 'home', allowed: ['TENT'] }] })).toThrow('got TENT')
  expect(() => find({ inputs: [{ input: 'age' }, { input: 'age' }] })).toThrow(
    'need one constraint for age, got two',
  )
  const circle = [
    { kind: 'follows', input: 'age', leader: 'employment_years' },
    { kind: 'follows', input: 'employment_years', leader: 'age' },
  ] as const
  expect(() => find({ rules: circle })).toThrow('need rules without a circle')
  expect(() => find({}, {}, {})).toThrow('need atLeast or below, got neither')
  expect(() => find({}, {}, { atLeast: 2, below: 1 })).toThrow('need atLeast < below')
  expect(() => find({}, { mostChanges: 0 })).toThrow('need mostChanges >= 1, got 0')
})
