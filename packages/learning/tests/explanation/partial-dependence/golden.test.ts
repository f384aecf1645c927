import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Feature, Matrix } from '../../../data/index.ts'
import {
  accumulatedLocalEffects,
  accumulatedLocalEffects2,
  partialDependence,
  partialDependence2,
} from '../../../explanation/partial-dependence/index.ts'

interface Curve {
  readonly grid: number[][]
  readonly mean: number[]
}
interface Effects {
  readonly edges: number[]
  readonly order: number[]
  readonly effect: number[]
}
interface Golden {
  readonly columns: number[][]
  readonly weight: number[]
  readonly dependence: Record<'plain' | 'weighted' | 'category' | 'two', Curve> & { curves: number[][] }
  readonly effects: Record<'plain' | 'weighted' | 'rounded' | 'category' | 'weightedCategory', Effects> & {
    two: { edges: number[][]; effect: number[] }
  }
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/explanation/dependence.golden.json'), 'utf8'),
) as Golden
const matrix: Matrix = {
  rows: golden.weight.length,
  columns: golden.columns.map((column) => Float64Array.from(column)),
}
const weight = Float64Array.from(golden.weight)
const features: readonly Feature[] = [
  { name: 'x0', kind: 'number' },
  { name: 'x1', kind: 'number' },
  { name: 'x2', kind: 'category', categories: ['a', 'b', 'c', 'd'] },
  { name: 'x3', kind: 'number' },
]
const lift = [0, 1.5, -0.7, 0.4]

/** numpy rounds halves to even. */
function rounded(x: number): number {
  return Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)
}

function score({ rows, columns: [x0, x1, x2, x3] }: Matrix): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, i) => x0[i] ** 2 + x0[i] * x1[i] + lift[x2[i]] * (1 + 0.5 * x1[i]) + 0.3 * rounded(x3[i]),
  )
}

function expectClose(own: ArrayLike<number>, other: readonly number[]): void {
  expect(own.length).toBe(other.length)
  other.forEach((value, i) => {
    expect(Math.abs(own[i] - value)).toBeLessThan(1e-10)
  })
}

test('partial dependence is that of scikit-learn, with and without weights, and on two inputs', () => {
  const { plain, weighted, category, two, curves } = golden.dependence
  const own = partialDependence(score, matrix, features, 0, {
    values: plain.grid[0],
    curvesOf: [0, 1, 2, 3, 4],
  })
  expectClose(own.mean, plain.mean)
  curves.forEach((curve, row) => {
    expectClose(own.curves[row], curve)
  })
  expectClose(
    partialDependence(score, matrix, features, 1, { values: weighted.grid[0], weight }).mean,
    weighted.mean,
  )
  const byCategory = partialDependence(score, matrix, features, 2)
  expect(byCategory.grid.map(({ value }) => value)).toEqual(category.grid[0])
  expectClose(byCategory.mean, category.mean)
  const surface = partialDependence2(score, matrix, features, [0, 1], {
    values: [two.grid[0], two.grid[1]],
  })
  expectClose(surface.mean, two.mean)
})

test('accumulated local effects are those of the definition in numpy', () => {
  const { plain, weighted, rounded, two } = golden.effects
  for (const [input, reference, bins, weights] of [
    [0, plain, 8, undefined],
    [1, weighted, 8, weight],
    [3, rounded, 8, undefined],
  ] as const) {
    const own = accumulatedLocalEffects(score, matrix, features, input, {
      bins,
      ...(weights && { weight: weights }),
    })
    expectClose(
      own.grid.map(({ value }) => value),
      reference.edges,
    )
    expectClose(own.effect, reference.effect)
  }
  const together = accumulatedLocalEffects2(score, matrix, features, [0, 1], { bins: 4 })
  expectClose(together.edges[0], two.edges[0])
  expectClose(together.edges[1], two.edges[1])
  expectClose(together.effect, two.effect)
})

test('categories are put in the order of likeness and accumulated along it', () => {
  const { category, weightedCategory } = golden.effects
  for (const [reference, options] of [
    [category, {}],
    [weightedCategory, { weight }],
  ] as const) {
    const own = accumulatedLocalEffects(score, matrix, features, 2, options)
    expect(own.grid.map(({ value }) => value)).toEqual(reference.order)
    expectClose(own.effect, reference.effect)
  }
})
