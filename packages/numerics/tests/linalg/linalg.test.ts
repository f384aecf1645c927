/** Linear algebra against NumPy, and its laws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cholesky,
  multiplyLowerTriangular,
  nearestCorrelation,
  solveCholesky,
  symmetricEigen,
} from '../../linalg/index.ts'
import { readGolden } from '../fixtures/golden.ts'

interface Golden {
  cholesky: { n: number; matrix: number[]; lower: number[]; rhs: number[]; solution: number[] }
  eigen: { n: number; matrix: number[]; values: number[] }
  nearestCorrelation: { n: number; matrix: number[]; nearest: number[] }[]
}
const golden = readGolden<Golden>('linalg')

/** Symmetric matrices with a unit diagonal and entries in [−1, 1]: mostly not positive definite. */
const pseudoCorrelation = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n })
    .map((entries) => {
      const matrix = Float64Array.from(entries)
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) matrix[i * n + j] = i === j ? 1 : matrix[j * n + i]
      return { n, matrix }
    }),
)

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]))
  return worst
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) out[i * n + j] += a[i * n + k] * b[k * n + j]
  return out
}

function transpose(a: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => a[(at % n) * n + Math.floor(at / n)])
}

describe('cholesky', () => {
  const { n, matrix, lower, rhs, solution } = golden.cholesky
  it('equals NumPy, and solves', () => {
    const factor = cholesky(Float64Array.from(matrix), n)
    expect(largestDifference(factor, lower)).toBeLessThan(1e-13)
    expect(largestDifference(solveCholesky(factor, n, Float64Array.from(rhs)), solution)).toBeLessThan(1e-11)
  })
  it('reconstructs, and multiplies in place', () => {
    fc.assert(
      fc.property(pseudoCorrelation, ({ n, matrix }) => {
        const definite = nearestCorrelation(matrix, n, { eigenvalueFloor: 1e-3 })
        const factor = cholesky(definite, n)
        expect(largestDifference(product(factor, transpose(factor, n), n), definite)).toBeLessThan(1e-14)
        const z = Float64Array.from({ length: n }, (_, i) => i - 1.5)
        const out = new Float64Array(n)
        multiplyLowerTriangular(factor, n, z, out)
        const expected = z.map((_, i) => z.reduce((sum, value, k) => sum + factor[i * n + k] * value, 0))
        expect(largestDifference(out, expected)).toBeLessThan(1e-14)
        multiplyLowerTriangular(factor, n, z, z)
        expect(z).toEqual(out)
      }),
    )
  })
  it('refuses what is not positive definite, and other shapes', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/positive definite.*row 1/)
    expect(() => cholesky(Float64Array.of(Number.NaN), 1)).toThrow(RangeError)
    expect(() => cholesky(new Float64Array(3), 2)).toThrow(RangeError)
    expect(() => solveCholesky(Float64Array.of(1), 1, new Float64Array(2))).toThrow(RangeError)
  })
})

describe('symmetricEigen', () => {
  it('equals NumPy', () => {
    const { n, matrix, values } = golden.eigen
    expect(largestDifference(symmetricEigen(Float64Array.from(matrix), n).values, values)).toBeLessThan(1e-13)
  })
  it('reconstructs with orthonormal vectors', () => {
    fc.assert(
      fc.property(pseudoCorrelation, ({ n, matrix }) => {
        const { values, vectors } = symmetricEigen(matrix, n)
        const scaled = vectors.map((value, at) => value * values[at % n])
        expect(largestDifference(product(scaled, transpose(vectors, n), n), matrix)).toBeLessThan(1e-13)
        const identity = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0))
        expect(largestDifference(product(transpose(vectors, n), vectors, n), identity)).toBeLessThan(1e-13)
        for (let i = 1; i < n; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1])
      }),
    )
  })
  it.each([
    ['all ones', () => 1],
    ['nothing', () => 0],
    ['a path', (i: number, j: number) => (i - j === 1 ? 1 : 0)],
    [
      'scales 400 powers of ten apart',
      (i: number, j: number) => ((i * 7 + j) % 3) * ((i + j) % 2 ? 1e200 : 1e-200),
    ],
    [
      'a small entry beside a large one',
      (i: number, j: number) => (i === j ? i : j === 0 ? 1e-9 : i === j + 1 ? 1 : 0),
    ],
  ] as const)('reconstructs %s at n = 60', (_, entry) => {
    const n = 60
    const matrix = new Float64Array(n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        matrix[i * n + j] = entry(i, j)
        matrix[j * n + i] = matrix[i * n + j]
      }
    const size = Math.max(1, ...matrix.map(Math.abs))
    const { values, vectors } = symmetricEigen(matrix, n)
    const rebuilt = product(
      vectors.map((value, at) => value * values[at % n]),
      transpose(vectors, n),
      n,
    )
    expect(largestDifference(rebuilt, matrix) / size).toBeLessThan(2e-13)
    const identity = Float64Array.from({ length: n * n }, (__, at) => (at % (n + 1) === 0 ? 1 : 0))
    expect(largestDifference(product(transpose(vectors, n), vectors, n), identity)).toBeLessThan(1e-13)
  })
  it('refuses values that are not finite', () => {
    expect(() => symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toThrow(RangeError)
  })
})

describe('nearestCorrelation', () => {
  it.each(golden.nearestCorrelation)(
    'reaches the minimum found by descent, n = $n',
    ({ n, matrix, nearest }) => {
      const found = nearestCorrelation(Float64Array.from(matrix), n)
      expect(largestDifference(found, nearest)).toBeLessThan(1e-5)
    },
  )
  it('gives the answer printed by Higham', () => {
    const found = nearestCorrelation(Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1), 3)
    expect(found[1]).toBeCloseTo(0.7607, 4)
    expect(found[2]).toBeCloseTo(0.1573, 4)
  })
  it('meets the conditions of the minimum, which need no second method', () => {
    const sizes = fc
      .constantFrom(2, 5, 12, 40)
      .chain((n) =>
        fc
          .array(fc.constantFrom(-1, -0.95, -0.3, 0, 0.2, 0.7, 1), { minLength: n * n, maxLength: n * n })
          .map((entries) => ({ n, entries })),
      )
    fc.assert(
      fc.property(sizes, fc.constantFrom(1e-8, 1e-4, 0.2), ({ n, entries }, floor) => {
        const matrix = Float64Array.from(entries, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n]
          return i === j ? 1 : entries[Math.max(i, j) * n + Math.min(i, j)]
        })
        const found = nearestCorrelation(matrix, n, { eigenvalueFloor: floor })
        // Z = X − A − diag y is positive semidefinite and Z·(X − floor·I) = 0 for some y.
        const above = found.map((value, at) => (at % (n + 1) === 0 ? value - floor : value))
        const moved = found.map((value, at) => value - matrix[at])
        const image = product(moved, above, n)
        const multipliers = Float64Array.from({ length: n }, (_, i) => image[i * n + i] / (1 - floor))
        const slack = moved.map((value, at) => (at % (n + 1) === 0 ? value - multipliers[at % n] : value))
        expect(largestDifference(product(slack, above, n), new Float64Array(n * n))).toBeLessThan(1e-7)
        expect(symmetricEigen(slack, n).values[0]).toBeGreaterThan(-1e-7)
      }),
    )
  })
  it('stops where it is told to, and says when it cannot', () => {
    const matrix = Float64Array.of(1, 1, 0, 1, 1, 1, 0, 1, 1)
    const near = nearestCorrelation(matrix, 3, { tolerance: 3e-3 })
    expect(largestDifference(near, nearestCorrelation(matrix, 3))).toBeLessThan(6e-3)
    expect(() => nearestCorrelation(matrix, 3, { iterations: 1 })).toThrow(/in 1 iterations/)
    expect(() => nearestCorrelation(matrix, 3, { tolerance: 0 })).toThrow(/positive tolerance/)
  })
  it('has a unit diagonal, eigenvalues above the floor, and is idempotent', () => {
    fc.assert(
      fc.property(pseudoCorrelation, ({ n, matrix }) => {
        const floor = 1e-6
        const found = nearestCorrelation(matrix, n, { eigenvalueFloor: floor })
        for (let i = 0; i < n; i++) expect(found[i * n + i]).toBe(1)
        expect(largestDifference(found, transpose(found, n))).toBe(0)
        expect(symmetricEigen(found, n).values[0]).toBeGreaterThan(floor * (1 - 1e-6))
        expect(nearestCorrelation(found, n, { eigenvalueFloor: floor })).toEqual(found)
        cholesky(found, n)
      }),
    )
  })
  it('leaves a correlation matrix alone, and its input always', () => {
    const matrix = Float64Array.of(1, 0.3, 0.3, 1)
    expect(nearestCorrelation(matrix, 2)).toEqual(matrix)
    const broken = Float64Array.of(1, 1.4, 1.4, 1)
    nearestCorrelation(broken, 2)
    expect(broken).toEqual(Float64Array.of(1, 1.4, 1.4, 1))
  })
  it('refuses a floor that no correlation matrix has', () => {
    expect(() => nearestCorrelation(Float64Array.of(1), 1, { eigenvalueFloor: 1 })).toThrow(RangeError)
    expect(() => nearestCorrelation(Float64Array.of(1), 1, { eigenvalueFloor: 0 })).toThrow(RangeError)
  })
})
