/** Every way to predict equals the plain walk to the bit. */
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
  expect(() => rawScores(ensemble, randomRows(1, 5, 4), new Float64Array(4))).toThrow(/room for 5 scores/)
})
