import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Matrix } from '../../../data/index.ts'
import {
  type CounterfactualConstraints,
  counterfactualFinder,
  type InputConstraint,
  splitValuesOf,
} from '../../../explanation/counterfactuals/index.ts'
import { inputMarginals } from '../../../explanation/population/index.ts'
import { rawScores } from '../../../models/index.ts'
import { randomFeatures, randomModel, randomRows } from '../../support/random-model.ts'

const train = randomRows(400, { unseen: false })
// Infinite amounts and those of 1e30 are other tests' business.
for (const column of train.columns)
  column.forEach((x, i) => {
    if (Math.abs(x) > 1e6) column[i] = 0
  })
const marginals = inputMarginals(train, randomFeatures)

const constraintOf = (input: string): fc.Arbitrary<InputConstraint> =>
  input === 'region' || input === 'product'
    ? fc.record({
        input: fc.constant(input),
        change: fc.constantFrom('any' as const, 'none' as const),
        cost: fc.double({ min: 0.2, max: 4, noNaN: true }),
        ...(input === 'product' && { allowed: fc.constantFrom(['loan'], ['loan', 'card']) }),
      })
    : fc.record({
        input: fc.constant(input),
        change: fc.constantFrom('any' as const, 'none' as const, 'up' as const, 'down' as const),
        min: fc.double({ min: -3, max: -0.5, noNaN: true }),
        max: fc.double({ min: 0.5, max: 3, noNaN: true }),
        step: fc.constantFrom(0.25, 0.1, 0.01),
        cost: fc.double({ min: 0.2, max: 4, noNaN: true }),
        fillMissing: fc.boolean(),
      })

const cases = fc.record({
  seed: fc.integer({ min: 1, max: 10_000 }),
  row: fc.nat(train.rows - 1),
  statistics: fc.boolean(),
  quantile: fc.double({ min: 0.3, max: 0.95, noNaN: true }),
  constraints: fc
    .subarray(['income', 'region', 'age', 'product', 'balance'])
    .chain((inputs) => fc.tuple(...inputs.map(constraintOf))),
})

/** One row, as a matrix. */
function matrixOf(values: ArrayLike<number>): Matrix {
  return { rows: 1, columns: Array.from(values, (x) => Float64Array.of(x)) }
}

/** Written apart from the search: whether a change keeps its constraint. */
function keeps(
  constraint: InputConstraint | undefined,
  from: number,
  to: number,
  category: boolean,
): boolean {
  if (Number.isNaN(to)) return false
  if (Number.isNaN(from) && constraint?.fillMissing !== true) return false
  const { change = 'any', min, max, step, allowed } = constraint ?? { input: '' }
  if (change === 'none') return false
  if (category) {
    const { categories } = randomFeatures.find(({ name }) => name === constraint?.input) ?? {}
    return allowed === undefined || allowed.includes(categories![to])
  }
  if ((change === 'up' && to < from) || (change === 'down' && to > from)) return false
  if ((min !== undefined && to < min) || (max !== undefined && to > max)) return false
  return step === undefined || Math.abs(to / step - Math.round(to / step)) < 1e-6
}

test('every counterfactual crosses, keeps its constraints, and no change in it is idle', () => {
  let found = 0
  fc.assert(
    fc.property(cases, ({ seed, row, statistics, quantile, constraints }) => {
      const model = randomModel({ seed, trees: 12, depth: 4, statistics })
      const score = (matrix: Matrix) => rawScores(model, matrix)
      const atLeast = [...score(train)].sort((a, b) => a - b)[Math.floor(quantile * train.rows)]
      const asked: CounterfactualConstraints = { inputs: constraints }
      const finder = counterfactualFinder(score, randomFeatures, marginals, asked, {
        splits: splitValuesOf(model),
      })
      const own = train.columns.map((column) => column[row])
      const result = finder.find(train, row, { atLeast })
      expect(finder.find(train, row, { atLeast })).toEqual(result)
      expect(result.score).toBe(score(matrixOf(own))[0])
      if (result.outcome === 'already') expect(result.score).toBeGreaterThanOrEqual(atLeast)
      expect(result.counterfactuals.length > 0).toBe(result.outcome === 'found')
      const sets = new Set<string>()
      for (const { values, changes, score: claimed, distance } of result.counterfactuals) {
        found++
        expect(claimed).toBe(score(matrixOf(values))[0])
        expect(claimed).toBeGreaterThanOrEqual(atLeast)
        expect(distance).toBeGreaterThan(0)
        sets.add(changes.map(({ input }) => input).join())
        values.forEach((to, input) => {
          const same = to === own[input] || (Number.isNaN(to) && Number.isNaN(own[input]))
          expect(same).toBe(!changes.some((change) => change.input === input))
          const { name, kind } = randomFeatures[input]
          if (!same)
            expect(
              keeps(
                constraints.find((c) => c.input === name),
                own[input],
                to,
                kind === 'category',
              ),
            ).toBe(true)
        })
        for (const { input } of changes) {
          const back = values.slice()
          back[input] = own[input]
          expect(score(matrixOf(back))[0]).toBeLessThan(atLeast)
        }
      }
      expect(sets.size).toBe(result.counterfactuals.length)
    }),
    { numRuns: 150, seed: 11 },
  )
  expect(found).toBeGreaterThan(100)
})

test('against all pairs of changes: found wherever there is one, and rarely dearer', () => {
  let possible = 0
  let missed = 0
  let dearer = 0
  for (let seed = 1; seed <= 60; seed++) {
    const model = randomModel({ seed, trees: 6, depth: 3 })
    const score = (matrix: Matrix) => rawScores(model, matrix)
    const draw = openStream(seed, 'test/counterfactual-row').at(0)
    const row = draw.below(train.rows)
    const own = Float64Array.from(train.columns, (column) => column[row])
    const atLeast = [...score(train)].sort((a, b) => a - b)[Math.floor(0.8 * train.rows)]
    const sparsity = 0.5
    const splits = splitValuesOf(model)
    const step = 0.01
    const candidates = randomFeatures.map(({ kind }, input) => {
      const marginal = marginals[input]
      if (Number.isNaN(own[input])) return []
      if (marginal.kind === 'category') return [...marginal.codes].filter((code) => code !== own[input])
      const [low, high] = [-2, 2]
      return [...splits[input], low, high]
        .flatMap((x) => [-1, 0, 1, 2].map((by) => Number((step * (Math.floor(x / step) + by)).toFixed(2))))
        .filter((x) => kind === 'number' && x >= low && x <= high && x !== own[input])
    })
    const part = (input: number, to: number) => {
      const marginal = marginals[input]
      return marginal.kind === 'number' ? Math.abs(to - own[input]) / marginal.scale : 1
    }
    const pairs: { values: Float64Array; cost: number }[] = []
    candidates.forEach((of, a) => {
      for (const to of of) {
        const one = own.slice()
        one[a] = to
        pairs.push({ values: one, cost: part(a, to) + sparsity })
        for (let b = a + 1; b < candidates.length; b++)
          for (const other of candidates[b]) {
            const two = one.slice()
            two[b] = other
            pairs.push({ values: two, cost: part(a, to) + part(b, other) + 2 * sparsity })
          }
      }
    })
    if (score(matrixOf(own))[0] >= atLeast || pairs.length === 0) continue
    const scores = score({
      rows: pairs.length,
      columns:
        own.length === 0
          ? []
          : Array.from(own, (_, j) => Float64Array.from(pairs, ({ values }) => values[j])),
    })
    const best = pairs.reduce(
      (least, { cost }, i) => (scores[i] >= atLeast ? Math.min(least, cost) : least),
      Infinity,
    )
    const inputs = ['income', 'age', 'balance'].map((input) => ({ input, min: -2, max: 2, step }))
    const { counterfactuals } = counterfactualFinder(
      score,
      randomFeatures,
      marginals,
      { inputs },
      { splits, sparsity },
    ).find(train, row, { atLeast })
    if (best === Infinity) continue
    possible++
    const costs = counterfactuals.map(({ distance, changes }) => distance + sparsity * changes.length)
    if (counterfactuals.length === 0) missed++
    else if (Math.min(...costs) > best + 1e-9) dearer++
  }
  expect(possible).toBeGreaterThan(25)
  expect(missed).toBe(0)
  expect(dearer / possible).toBeLessThan(0.1)
})
