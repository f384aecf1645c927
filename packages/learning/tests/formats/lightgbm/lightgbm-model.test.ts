/** LightGBM's models score to the bit as in LightGBM, survive writing, and hostile ones are refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feature, Matrix } from '../../../data/index.ts'
import { ModelFileError, readLightGbmModel, writeLightGbmModel } from '../../../formats/index.ts'
import type { TreeModel } from '../../../models/model.ts'
import { applyLink, rawScores } from '../../../trees/predict/index.ts'
import { missingRules } from '../../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from '../../explanation/tree-shap/random-ensemble.ts'

interface Golden {
  readonly rows: readonly (readonly (string | null)[])[]
  readonly pandasRows: readonly (readonly (string | null)[])[]
  readonly models: readonly {
    readonly name: string
    readonly text: string
    readonly pandas: boolean
    readonly scores: readonly string[]
    readonly predictions: readonly string[]
  }[]
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/lightgbm/lightgbm-models.golden.json'), 'utf8'),
) as Golden

describe.each(golden.models)('$name', ({ text, pandas, scores, predictions }) => {
  const model = readLightGbmModel(text)
  const matrix = matrixOf(pandas ? golden.pandasRows : golden.rows, model.inputs)

  test('scores to the bit', () => {
    const raw = rawScores({ ...model.ensemble, average: false }, matrix)
    expect([...raw]).toEqual(scores.map(Number))
    applyLink(model.ensemble, rawScores(model.ensemble, matrix)).forEach((prediction, i) => {
      expect(Math.abs(prediction / Number(predictions[i]) - 1)).toBeLessThan(4e-15)
    })
  })

  test('scores the same once written and read', () => {
    const again = readLightGbmModel(writeLightGbmModel(model))
    expect(again.inputs).toEqual(model.inputs)
    expect(rawScores(again.ensemble, matrix)).toEqual(rawScores(model.ensemble, matrix))
  })
})

test('any ensemble scores to the bit once written and read, where missing categories go right', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 3 }), fc.boolean(), (seed, outputs, rounded) => {
      const shape = {
        trees: 6,
        splits: 12,
        columns: 6,
        outputs,
        comparison: rounded ? 'float32' : 'float64',
      } as const
      const drawn = randomEnsemble(seed, shape)
      const missing = drawn.missing.map((rule, node) =>
        drawn.categories[node] < 0 ? rule : missingRules.right,
      )
      const model = modelOf({ ...drawn, missing }, 'label')
      const matrix = randomRows(seed, 60, 6)
      const again = readLightGbmModel(writeLightGbmModel(model))
      expect(again.inputs.map(({ name }) => name)).toEqual(
        model.inputs.map(({ name }) => name.replace(' ', '_')),
      )
      expect(rawScores(again.ensemble, matrix)).toEqual(rawScores(model.ensemble, matrix))
    }),
    { numRuns: 100, seed: 3 },
  )
})

test('missing categories that go left take unknown ones with them', () => {
  const drawn = randomEnsemble(8, { trees: 9, splits: 12, columns: 6 })
  const model = modelOf({ ...drawn, missing: drawn.missing.map(() => missingRules.left) }, 'label')
  const { columns, rows } = randomRows(8, 200, 6)
  const known = columns.map((values, column) =>
    column % 2 === 0 ? values : values.map((code) => (code >= 0 && code < 64 ? code : Number.NaN)),
  )
  const again = readLightGbmModel(writeLightGbmModel(model))
  expect(rawScores(again.ensemble, { rows, columns: known })).toEqual(
    rawScores(model.ensemble, { rows, columns: known }),
  )
})

describe('what cannot be read says why', () => {
  const { text } = golden.models.find(({ name }) => name === 'categories')!
  test.each([
    ['', /first line/],
    ['tree\n', /cut off/],
    [text.slice(0, text.length / 2), /cut off|needs|missing/],
    [text.replace('version=v4', 'version=v9'), /versions v2, v3, v4/],
    [text.replace('is_linear=0', 'is_linear=1'), /linear_tree=false/],
    [text.replace('objective=binary sigmoid:1', 'objective=cross_entropy_lambda'), /cross_entropy_lambda/],
    [text.replace('objective=binary sigmoid:1', 'objective=regression sqrt'), /regression sqrt/],
    [text.replace(/num_leaves=\d+/, 'num_leaves=4000000000'), /integer from 1 to/],
    [text.replace(/num_leaves=\d+/, 'num_leaves=9000000'), /needs 9000000 numbers/],
    [text.replace(/left_child=-?\d+/, 'left_child=0'), /reached twice/],
    [text.replace(/split_feature=\d+/, 'split_feature=77'), /reads feature 77/],
    [text.replace(/leaf_value=\S+/, 'leaf_value=nan'), /"nan" where a number is needed/],
    [text.replace(/cat_boundaries=0 \d+/, 'cat_boundaries=0 99999'), /beyond "cat_threshold"/],
    [text.replace('num_tree_per_iteration=1', 'num_tree_per_iteration=100000'), /do not share out/],
    [text.replace('max_feature_idx=3', 'max_feature_idx=300000000'), /300000001 features with 4 names/],
    [text.replace('pandas_categorical:null', 'pandas_categorical:[["a"],["b"]]'), /2 lists of labels/],
  ])('case %#', (hostile, reason) => {
    expect(hostile).not.toBe(text)
    expect(() => readLightGbmModel(hostile)).toThrow(ModelFileError)
    expect(() => readLightGbmModel(hostile)).toThrow(reason)
  })
})

test('a changed file is refused or scores, and never breaks', () => {
  const matrix = matrixOf(
    golden.rows,
    [0, 1, 2, 3].map((column): Feature => ({ name: `${column}`, kind: 'number' })),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...golden.models.filter(({ pandas }) => !pandas)),
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...'0123456789-. =\nae:')),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      ({ text }, changes) => {
        let changed = text
        for (const [share, letter] of changes) {
          const at = Math.floor(share * (changed.length - 1))
          changed = changed.slice(0, at) + letter + changed.slice(at + 1)
        }
        try {
          const { ensemble, inputs } = readLightGbmModel(changed)
          if (inputs.length <= 4)
            expect(rawScores(ensemble, matrix).every((score) => !Number.isNaN(score))).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFileError)
        }
      },
    ),
    { numRuns: 1500, seed: 4 },
  )
})

test('models with columns learnt from the outcome, and hashed labels, are refused', () => {
  const ensemble = randomEnsemble(1, { trees: 1, splits: 3, columns: 2 })
  const model = modelOf(ensemble, 'label')
  const statistic = {
    kind: 'target-statistic',
    inputs: [1],
    radix: [65],
    cells: new Float64Array(0),
    values: new Float64Array(0),
    otherwise: 0,
  } as const
  expect(() => writeLightGbmModel({ ...model, columns: [model.columns[0], statistic] })).toThrow(
    /our own format/,
  )
  const hashed: Feature = { name: 'town', kind: 'category', hashed: true }
  expect(() => writeLightGbmModel({ ...model, inputs: [model.inputs[0], hashed] })).toThrow(
    /only their hashes/,
  )
})

/** Numbers in even columns, 64 categories in odd ones. */
function modelOf(ensemble: TreeModel['ensemble'], label: string): TreeModel {
  const columns = Math.max(2, ...ensemble.feature.map((feature) => feature + 1))
  const labels = Array.from({ length: 64 }, (_, code) => `${label} ${code}`)
  const inputs = Array.from(
    { length: columns % 2 === 0 ? columns : columns + 1 },
    (_, column): Feature =>
      column % 2 === 0
        ? { name: `number ${column}`, kind: 'number' }
        : { name: `category ${column}`, kind: 'category', categories: labels },
  )
  return { kind: 'trees', inputs, columns: inputs.map((_, input) => ({ kind: 'input', input })), ensemble }
}

function matrixOf(rows: readonly (readonly (string | null)[])[], inputs: readonly Feature[]): Matrix {
  return {
    rows: rows.length,
    columns: inputs.map(({ categories }, column) => {
      const codes = new Map(categories?.map((label, code) => [label, code]))
      return Float64Array.from(rows, (row) => {
        const cell = row[column]
        if (cell === null) return Number.NaN
        const number = Number(cell.replace('inf', 'Infinity'))
        if (categories === undefined) return number
        return codes.get(Number.isNaN(number) ? cell : String(Math.trunc(number) + 0)) ?? -1
      })
    }),
  }
}
