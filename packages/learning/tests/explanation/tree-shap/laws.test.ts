/** What any Shapley value must satisfy, and where explainers begin and end. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Matrix } from '../../../data/index.ts'
import {
  interventionalShap,
  pathDependentShap,
  type TreeExplainer,
} from '../../../explanation/tree-shap/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from './random-ensemble.ts'
import { seeds } from './shapes.ts'

const shape = { trees: 6, splits: 20, columns: 8 }
const variants: [string, (ensemble: TreeEnsemble, background: Matrix) => TreeExplainer][] = [
  ['path-dependent', (ensemble) => pathDependentShap(ensemble)],
  ['interventional', interventionalShap],
]

describe.each(variants)('%s values', (_, explainer) => {
  const explain = (ensemble: TreeEnsemble, seed: number, columns: number) =>
    explainer(ensemble, randomRows(seed + 1, 20, columns)).explain(randomRows(seed, 10, columns)).values

  test('dummy: a column that no tree reads adds nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const values = explain(randomEnsemble(seed, shape), seed, 10)
        for (let row = 0; row < 10; row++)
          for (const column of [8, 9]) expect(values[row * 10 + column]).toBe(0)
      }),
      { numRuns: 30 },
    )
  })

  test('symmetry: columns that change places change values', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed, shape)
        const swap = (column: number) => (column === 0 ? 2 : column === 2 ? 0 : column)
        const swapped = { ...ensemble, feature: ensemble.feature.map(swap) }
        const turned = ({ rows, columns }: Matrix) => ({
          rows,
          columns: columns.map((_, c) => columns[swap(c)]),
        })
        const rows = randomRows(seed, 10, 8)
        const background = randomRows(seed + 1, 20, 8)
        const { values } = explainer(ensemble, background).explain(rows)
        const others = explainer(swapped, turned(background)).explain(turned(rows)).values
        values.forEach((value, i) => {
          expect(Math.abs(value - others[i - (i % 8) + swap(i % 8)])).toBeLessThan(1e-12)
        })
      }),
      { numRuns: 30 },
    )
  })

  test('linearity: trees twice as heavy add twice as much', () => {
    const ensemble = randomEnsemble(3, shape)
    const twice = explain({ ...ensemble, value: ensemble.value.map((value) => 2 * value) }, 3, 8)
    expect([...explain(ensemble, 3, 8).map((value) => 2 * value)]).toEqual([...twice])
  })

  test('trees of a single leaf add to what is expected only; no trees and no rows are explained', () => {
    const leaves = randomEnsemble(4, { trees: 3, splits: 0, columns: 2 })
    const rows = randomRows(1, 4, 2)
    const { values, expected } = explainer(leaves, rows).explain(rows)
    expect([...values]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(expected[0]).toBeCloseTo(leaves.base[0] + leaves.value.reduce((sum, value) => sum + value, 0), 14)
    const none = randomEnsemble(4, { trees: 0, splits: 0, columns: 2 })
    expect([...explainer(none, rows).explain(rows).expected]).toEqual([...none.base])
    expect(explainer(leaves, rows).explain({ rows: 0, columns: rows.columns }).values).toHaveLength(0)
  })

  test('writes where it is told, over what was there', () => {
    const ensemble = randomEnsemble(5, shape)
    const rows = randomRows(1, 3, 8)
    const explaining = explainer(ensemble, rows)
    const out = new Float64Array(24).fill(7)
    expect(explaining.explain(rows, out).values).toBe(out)
    expect([...out]).toEqual([...explaining.explain(rows).values])
    expect(() => explaining.explain(rows, new Float64Array(3))).toThrow('need 24 values in out, got 3')
  })

  test('a row alone is explained as among others', () => {
    const ensemble = randomEnsemble(6, shape)
    const rows = randomRows(1, 130, 8)
    const explaining = explainer(ensemble, randomRows(2, 20, 8))
    const { values } = explaining.explain(rows)
    for (const row of [0, 63, 64, 129]) {
      const one = { rows: 1, columns: rows.columns.map((column) => column.slice(row, row + 1)) }
      expect([...explaining.explain(one).values]).toEqual([...values.slice(row * 8, row * 8 + 8)])
    }
  })

  test('refuses rows that lack a column, and nodes that form no tree', () => {
    const ensemble = randomEnsemble(7, { trees: 1, splits: 40, columns: 8 })
    const rows = randomRows(1, 3, 8)
    const few = { rows: 3, columns: rows.columns.slice(0, 2) }
    expect(() => explainer(ensemble, rows).explain(few)).toThrow(RangeError)
    const loop = { ...ensemble, left: ensemble.left.map((child) => Math.min(child, 0)) }
    expect(() => explainer(loop, rows)).toThrow('need a child of its own after node 0')
    const shared = { ...ensemble, left: ensemble.right }
    expect(() => explainer(shared, rows)).toThrow('need a child of its own')
  })
})

test('path-dependent values are the same when the ensemble is worked through in parts', () => {
  const ensemble = randomEnsemble(8, { trees: 12, splits: 30, columns: 8, outputs: 2 })
  const rows = randomRows(1, 100, 8)
  const { values } = pathDependentShap(ensemble).explain(rows)
  pathDependentShap(ensemble, 40_000)
    .explain(rows)
    .values.forEach((value, i) => {
      expect(Math.abs(value - values[i])).toBeLessThan(1e-13)
    })
})

test('covers that are no weights, and backgrounds without rows or columns, are refused', () => {
  const ensemble = randomEnsemble(9, { trees: 1, splits: 40, columns: 8 })
  const broken = { ...ensemble, cover: ensemble.cover.map(() => -1) }
  expect(() => pathDependentShap(broken)).toThrow('need a finite cover of at least 0')
  expect(() => interventionalShap(ensemble, randomRows(1, 0, 8))).toThrow('need a background row, got none')
  expect(() => interventionalShap(ensemble, randomRows(1, 4, 1))).toThrow('columns of background, got 1')
})

test('more than 32 features on a path, and a path of a thousand splits', () => {
  const wide = randomEnsemble(10, { trees: 2, splits: 80, columns: 70, chains: true })
  const deep = randomEnsemble(11, { trees: 1, splits: 3000, columns: 6, chains: true })
  for (const [ensemble, columns] of [
    [wide, 70],
    [deep, 6],
  ] as const) {
    const rows = randomRows(2, 8, columns)
    const background = randomRows(3, 20, columns)
    const tables = interventionalShap(ensemble, background).explain(rows)
    const pairs = interventionalShap(ensemble, background, 0).explain(rows)
    tables.values.forEach((value, i) => {
      expect(Math.abs(value - pairs.values[i])).toBeLessThan(1e-12)
    })
    expect(pathDependentShap(ensemble).explain(rows).values.every(Number.isFinite)).toBe(true)
  }
})
