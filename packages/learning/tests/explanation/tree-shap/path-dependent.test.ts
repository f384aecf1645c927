import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathDependentShap } from '../../../explanation/tree-shap/index.ts'
import { algorithm2 } from './algorithm-2.ts'
import { pathDependentValue, rawScore, shapley } from './brute-force.ts'
import { randomEnsemble, randomRows } from './random-ensemble.ts'
import { seeds, shapes } from './shapes.ts'

describe('pathDependentShap', () => {
  test('is the Shapley value of its game, by all subsets', () => {
    fc.assert(
      fc.property(seeds, shapes, (seed, shape) => {
        const ensemble = randomEnsemble(seed, shape)
        const rows = randomRows(seed, 3, shape.columns)
        const { values } = pathDependentShap(ensemble).explain(rows)
        const width = shape.columns * shape.outputs
        for (let row = 0; row < rows.rows; row++) {
          const exact = shapley(pathDependentValue(ensemble, rows, row), shape.columns, shape.outputs)
          for (let i = 0; i < width; i++)
            expect(Math.abs(values[row * width + i] - exact[i])).toBeLessThan(1e-12)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('adds up to the raw score on deep and wide ensembles', () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), fc.boolean(), (seed, chains, zeroCover) => {
        const ensemble = randomEnsemble(seed, {
          trees: 8,
          splits: 60,
          columns: 40,
          outputs: 2,
          chains,
          zeroCover,
        })
        const rows = randomRows(seed, 70, 40)
        const { values, expected } = pathDependentShap(ensemble).explain(rows)
        for (let row = 0; row < rows.rows; row++) {
          const score = rawScore(ensemble, (column) => rows.columns[column][row])
          for (let k = 0; k < 2; k++) {
            let sum = expected[k]
            for (let column = 0; column < 40; column++) sum += values[(row * 40 + column) * 2 + k]
            expect(Math.abs(sum - score[k])).toBeLessThan(1e-11)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('is what algorithm 2 answers on paths of many features', () => {
    for (let seed = 0; seed < 20; seed++) {
      const ensemble = randomEnsemble(seed, { trees: 5, splits: 80, columns: 40 })
      const rows = randomRows(seed, 10, 40)
      const { values } = pathDependentShap(ensemble).explain(rows)
      for (let row = 0; row < rows.rows; row++)
        algorithm2(ensemble, rows, row).forEach((value, column) => {
          expect(Math.abs(values[row * 40 + column] - value)).toBeLessThan(1e-11)
        })
    }
  })
})
