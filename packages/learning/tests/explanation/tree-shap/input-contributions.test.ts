import { describe, expect, test } from 'vitest'
import { inputContributions } from '../../../explanation/tree-shap/index.ts'
import type { TreeModel } from '../../../models/model.ts'
import type { ColumnSource } from '../../../trees/tree-ensemble.ts'
import { randomEnsemble } from './random-ensemble.ts'

const statistic = (inputs: readonly number[]): ColumnSource => ({
  kind: 'target-statistic',
  inputs,
  radix: inputs.map(() => 3),
  cells: new Float64Array(0),
  values: new Float64Array(0),
  otherwise: 0,
})

const model: TreeModel = {
  kind: 'trees',
  inputs: ['age', 'job', 'city'].map((name) => ({ name, kind: 'number' })),
  columns: [
    { kind: 'input', input: 0 },
    statistic([1]),
    statistic([1, 2]),
    {
      kind: 'hashed-statistic',
      parts: [
        { kind: 'category', input: 2 },
        { kind: 'equals', input: 2, hash: 7 },
        { kind: 'above', input: 0, border: 1, missing: false },
      ],
      cells: new Uint32Array(0),
      values: new Float64Array(0),
      otherwise: 0,
    },
  ],
  ensemble: randomEnsemble(1, { trees: 2, splits: 3, columns: 4, outputs: 2 }),
}

describe('inputContributions', () => {
  test('sums columns of an input, shares combinations equally, output by output', () => {
    const values = Float64Array.of(1, 10, 2, 20, 4, 40, 6, 60, -1, -10, -2, -20, -4, -40, -6, -60)
    expect([...inputContributions(model, values)]).toEqual([4, 40, 4, 40, 5, 50, -4, -40, -4, -40, -5, -50])
  })

  test('no rows, no contributions', () => {
    expect(inputContributions(model, new Float64Array(0))).toHaveLength(0)
  })

  test('refuses values of another shape', () => {
    expect(() => inputContributions(model, new Float64Array(9))).toThrow(
      new RangeError('inputContributions: need a multiple of 8 values, got 9'),
    )
  })
})
