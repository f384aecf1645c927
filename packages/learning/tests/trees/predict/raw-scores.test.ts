/** Every way to predict equals the plain walk to the bit. */
import { openStream } from '@pratibimba/numerics/random'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafIndices, rawScores, rowScorer } from '../../../trees/predict/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from '../../explanation/tree-shap/random-ensemble.ts'
import { plainScores } from './plain-prediction.ts'

const shapes = fc.record({
  seed: fc.nat(1e6),
  trees: fc.integer({ min: 0, max: 12 }),
  splits: fc.constantFrom(0, 1, 5, 30, 300),
  columns: fc.integer({ min: 1, max: 9 }),
  outputs: fc.integer({ min: 1, max: 3 }),
  average: fc.boolean(),
  comparison: fc.constantFrom<TreeEnsemble['comparison']>('float64', 'float32'),
  summation: fc.constantFrom<TreeEnsemble['summation']>('float64', 'float32'),
  chains: fc.boolean(),
  rows: fc.constantFrom(0, 1, 3, 15, 64, 65, 300),
})

test('batches and single rows equal the plain walk, whatever the trees and the values', () => {
  fc.assert(
    fc.property(shapes, ({ seed, rows, summation, ...shape }) => {
      const ensemble = { ...randomEnsemble(seed, shape), summation }
      const matrix = randomRows(seed, rows, shape.columns)
      const expected = plainScores(ensemble, matrix)
      expect(rawScores(ensemble, matrix)).toEqual(expected)
      const score = rowScorer(ensemble)
      const out = new Float64Array(shape.outputs)
      for (let row = 0; row < Math.min(rows, 30); row++) {
        score(
          Float64Array.from(matrix.columns, (column) => column[row]),
          out,
        )
        expect(out).toEqual(expected.slice(row * shape.outputs, (row + 1) * shape.outputs))
      }
    }),
    { numRuns: 200, seed: 1 },
  )
})

test('codes of one byte hold the most leaves and the most thresholds that they can', () => {
  for (const splits of [253, 254, 255, 256]) {
    const chain = randomEnsemble(splits, { trees: 1, splits: 1, columns: 1 })
    const tree = chainOf(splits)
    const ensemble = { ...chain, ...tree }
    const values = [Number.NaN, -1, ...Array.from({ length: 2 * splits + 4 }, (_, i) => i / 2)]
    const matrix = { rows: values.length, columns: [Float64Array.from(values)] }
    expect(rawScores(ensemble, matrix)).toEqual(plainScores(ensemble, matrix))
  }
})

test('symmetric trees, whose levels ask one question each, equal the plain walk', () => {
  for (const rows of [1, 64, 300]) {
    const ensemble = symmetricTrees(17)
    const matrix = randomRows(rows, rows, 3)
    expect(rawScores(ensemble, matrix)).toEqual(plainScores(ensemble, matrix))
  }
})

test('scores are the base and the values of the leaves that rows reach', () => {
  const ensemble = randomEnsemble(5, { trees: 7, splits: 20, columns: 4 })
  const matrix = randomRows(5, 40, 4)
  const leaves = leafIndices(ensemble, matrix)
  const scores = rawScores(ensemble, matrix)
  for (let row = 0; row < 40; row++) {
    let sum = ensemble.base[0]
    for (let tree = 0; tree < 7; tree++) {
      expect(ensemble.feature[leaves[row * 7 + tree]]).toBe(-1)
      sum += ensemble.value[leaves[row * 7 + tree]]
    }
    expect(scores[row]).toBe(sum)
  }
})

test('a matrix without the columns that the trees read is refused', () => {
  const ensemble = randomEnsemble(5, { trees: 7, splits: 20, columns: 4 })
  expect(() => rawScores(ensemble, randomRows(1, 5, 2))).toThrow(RangeError)
  expect(() => rowScorer(ensemble)(new Float64Array(2), new Float64Array(1))).toThrow(/need 4 values/)
  expect(() => rawScores(ensemble, randomRows(1, 5, 4), new Float64Array(4))).toThrow(/room for 5 scores/)
})

/** One tree that asks x ≤ 0, x ≤ 1, … until it holds; NaN goes left at every other split. */
function chainOf(splits: number): Partial<TreeEnsemble> {
  const nodes = 2 * splits + 1
  const isSplit = (node: number): boolean => node % 2 === 0 && node < nodes - 1
  const each = (of: (node: number) => number): number[] =>
    Array.from({ length: nodes }, (_, node) => of(node))
  return {
    treeStart: Int32Array.of(0, nodes),
    treeOutput: Int32Array.of(0),
    feature: Int32Array.from(each((node) => (isSplit(node) ? 0 : -1))),
    threshold: Float64Array.from(each((node) => node / 2)),
    left: Int32Array.from(each((node) => (isSplit(node) ? node + 1 : -1))),
    right: Int32Array.from(each((node) => (isSplit(node) ? node + 2 : -1))),
    missing: Uint8Array.from(each((node) => (node % 4 === 0 ? 2 : 1))),
    categories: Int32Array.from(each(() => -1)),
    value: Float64Array.from(each((node) => Math.sqrt(node))),
    cover: new Float64Array(nodes),
    gain: new Float64Array(nodes),
  }
}

/** Perfect trees of 0 to 9 levels on three columns of numbers and categories, with every rule for missing values. */
function symmetricTrees(seed: number): TreeEnsemble {
  const draw = openStream(seed, 'test/symmetric-trees').at(0)
  const nodes: Record<string, number[]> = {
    feature: [],
    threshold: [],
    left: [],
    right: [],
    missing: [],
    categories: [],
    value: [],
  }
  const treeStart = [0]
  for (let levels = 0; levels <= 9; levels++) {
    const start = nodes.feature.length
    for (let level = 0; level <= levels; level++) {
      const feature = draw.below(3)
      const ofLevel = {
        feature,
        threshold: draw.normal(),
        missing: draw.below(5),
        categories: feature === 1 ? 0 : -1,
      }
      for (let i = 0; i < 2 ** level; i++) {
        const place = 2 ** level - 1 + i
        const split = level < levels
        const node = {
          ...(split ? ofLevel : { feature: -1, threshold: 0, missing: 0, categories: -1 }),
          left: split ? start + 2 * place + 1 : -1,
          right: split ? start + 2 * place + 2 : -1,
          value: draw.normal(),
        }
        for (const [name, value] of Object.entries(node)) nodes[name].push(value)
      }
    }
    treeStart.push(nodes.feature.length)
  }
  const count = nodes.feature.length
  return {
    outputs: 1,
    base: Float64Array.of(0.5),
    link: 'identity',
    comparison: 'float64',
    summation: 'float64',
    average: false,
    treeStart: Int32Array.from(treeStart),
    treeOutput: new Int32Array(10),
    feature: Int32Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    missing: Uint8Array.from(nodes.missing),
    categories: Int32Array.from(nodes.categories),
    categoryWords: Uint32Array.of(1, 0b1011001),
    value: Float64Array.from(nodes.value),
    cover: new Float64Array(count),
    gain: new Float64Array(count),
  }
}
