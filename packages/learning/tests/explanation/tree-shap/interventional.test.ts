import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interventionalShap } from '../../../explanation/tree-shap/index.ts'
import { interventionalValue, rawScore, shapley } from './brute-force.ts'
import { randomEnsemble, randomRows } from './random-ensemble.ts'
import { seeds, shapes } from './shapes.ts'

describe('interventionalShap', () => {
  test.each([
    ['by tables', 2 ** 28],
    ['by walking pairs', 0],
    ['some trees one way, some the other', 1000],
  ])('is the Shapley value of its game, by all subsets: %s', (_, tableBytes) => {
    fc.assert(
      fc.property(seeds, shapes, (seed, shape) => {
        const ensemble = randomEnsemble(seed, shape)
        const rows = randomRows(seed, 3, shape.columns)
        const background = randomRows(seed + 1, 5, shape.columns)
        const { values } = interventionalShap(ensemble, background, tableBytes).explain(rows)
        const width = shape.columns * shape.outputs
        for (let row = 0; row < rows.rows; row++) {
          const value = interventionalValue(ensemble, rows, row, background)
          const exact = shapley(value, shape.columns, shape.outputs)
          for (let i = 0; i < width; i++)
            expect(Math.abs(values[row * width + i] - exact[i])).toBeLessThan(1e-12)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each([1, 63, 64, 65, 100, 128, 129, 300])(
    'adds up to the raw score with %i background rows',
    (count) => {
      const ensemble = randomEnsemble(count, {
        trees: 8,
        splits: 60,
        columns: 40,
        outputs: 2,
        chains: count % 2 === 0,
      })
      const rows = randomRows(count, 70, 40)
      const background = randomRows(count + 1, count, 40)
      const { values, expected } = interventionalShap(ensemble, background).explain(rows)
      const pairs = interventionalShap(ensemble, background, 0).explain(rows)
      for (let row = 0; row < rows.rows; row++) {
        const score = rawScore(ensemble, (column) => rows.columns[column][row])
        for (let k = 0; k < 2; k++) {
          let sum = expected[k]
          for (let column = 0; column < 40; column++) sum += values[(row * 40 + column) * 2 + k]
          expect(Math.abs(sum - score[k])).toBeLessThan(1e-11)
        }
      }
      values.forEach((value, i) => {
        expect(Math.abs(value - pairs.values[i])).toBeLessThan(1e-12)
      })
    },
  )
})
