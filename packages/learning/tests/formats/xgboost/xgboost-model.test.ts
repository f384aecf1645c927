import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readModelFile, readXgboostModel, writeXgboostModel } from '../../../formats/index.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { missingRules } from '../../../trees/tree-ensemble.ts'
import { worstDifference } from '../../support/doubles-file.ts'
import { plainScores } from '../../support/plain-scores.ts'
import { randomModel, randomRows } from '../../support/random-model.ts'

interface Golden {
  readonly version: string
  /** The model `labels` in binary JSON, base64. */
  readonly binary: string
  readonly columns: readonly (readonly (number | null)[])[]
  readonly models: Record<string, { readonly file: string; readonly scores: readonly number[] }>
}

const fixtures = join(import.meta.dirname, '../../fixtures/xgboost')
const read = (name: string): Golden => JSON.parse(readFileSync(join(fixtures, `${name}.golden.json`), 'utf8'))
const golden = read('xgboost_models')
const older = read('xgboost_models_2')

describe.each([golden, older])('models of XGBoost $version', ({ columns, models }) => {
  const rows = {
    rows: columns[0].length,
    columns: columns.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN)),
  }
  test.each(Object.keys(models))('%s: the same scores, read and written', (name) => {
    const { file, scores } = models[name]
    const model = readXgboostModel(file)
    const wanted = Float64Array.from(scores)
    // Dart sums tree by tree in another order before 3.0.
    const tolerance = name === 'dart' ? 1e-6 : 0
    expect(worstDifference(rawScores(model.ensemble, rows), wanted)).toBeLessThanOrEqual(tolerance)
    expect(worstDifference(plainScores(model, rows), wanted)).toBeLessThanOrEqual(tolerance)
    const again = readXgboostModel(writeXgboostModel(model))
    expect(worstDifference(rawScores(again.ensemble, rows), wanted)).toBeLessThan(1e-6)
    expect(again.inputs).toEqual(model.inputs)
  })
})

test('labels of categories come with the model from 3.1 on, and codes stand in for them before', () => {
  const { inputs } = readXgboostModel(golden.models.labels.file)
  expect(inputs.map(({ name }) => name)).toEqual(['income', 'balance', 'region', 'product'])
  expect(inputs[3].categories).toEqual(['loan', 'card', 'overdraft'])
  const codes = readXgboostModel(older.models.logistic.file).inputs[2]
  expect(codes.kind).toBe('category')
  expect(codes.categories?.slice(0, 3)).toEqual(['0', '1', '2'])
})

test('covers are hessians, gains are loss changes, inner values lie between those of their leaves', () => {
  const { ensemble } = readXgboostModel(golden.models.logistic.file)
  const tree = JSON.parse(golden.models.logistic.file).learner.gradient_booster.model.trees[0]
  expect(ensemble.cover[0]).toBe(Math.fround(tree.sum_hessian[0]))
  expect(ensemble.gain[0]).toBe(Math.fround(tree.loss_changes[0]))
  for (let node = 0; node < ensemble.feature.length; node++) {
    if (ensemble.feature[node] < 0) continue
    const [left, right] = [ensemble.value[ensemble.left[node]], ensemble.value[ensemble.right[node]]]
    expect(ensemble.value[node]).toBeGreaterThanOrEqual(Math.min(left, right) - 1e-12)
    expect(ensemble.value[node]).toBeLessThanOrEqual(Math.max(left, right) + 1e-12)
  }
})

describe('binary JSON', () => {
  const bytes = Buffer.from(golden.binary, 'base64')
  test('is recognised, and gives the same model as text', () => {
    const file = readModelFile(bytes)
    expect(file).toEqual({ format: 'xgboost', model: readXgboostModel(golden.models.labels.file) })
  })

  test('cut off or changed anywhere is refused, or is a model', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const changed = cut ? bytes.slice(0, at) : Buffer.from(bytes)
        if (!cut) changed[at] = byte
        try {
          expect(readXgboostModel(changed).kind).toBe('trees')
        } catch (error) {
          expect(error).toMatchObject({ name: 'ModelFileError' })
        }
      }),
      { numRuns: 500 },
    )
  })

  test('lengths are not believed', () => {
    const text = (words: string): Uint8Array => Uint8Array.from(words, (letter) => letter.charCodeAt(0))
    expect(() => readXgboostModel(text('{L\x7f\xff\xff\xff\xff\xff\xff\xff'))).toThrow(/more than there is/)
    expect(() => readXgboostModel(text('{U\x01a[$D#U\x04abcdefgh'))).toThrow(/ends early/)
    expect(() => readXgboostModel(text('{U\x01a[$T#U\x04abcdefgh'))).toThrow(/lists of "T"/)
    expect(() => readXgboostModel(text(`{U\x01a${'['.repeat(1e6)}`))).toThrow(/levels deep/)
  })
})

test('the file is recognised by what is in it', () => {
  const file = readModelFile(new TextEncoder().encode(golden.models.labels.file))
  expect(file.format).toBe('xgboost')
})

test('decisions of a model of doubles are kept for every number of 32 bits', () => {
  const rows = randomRows(2000)
  for (const seed of [1, 2, 3]) {
    const model = randomModel({ seed, trees: 20, depth: 6 })
    const written = readXgboostModel(writeXgboostModel(model))
    expect(worstDifference(plainScores(written, rows), plainScores(model, rows))).toBeLessThan(1e-6)
  }
})

describe('what XGBoost cannot hold is refused', () => {
  test('target statistics', () => {
    const model = randomModel({ seed: 1, trees: 5, depth: 4, statistics: true })
    expect(() => writeXgboostModel(model)).toThrow(/statistics of categories.*region/)
  })

  test('zeros that go elsewhere than their value', () => {
    const model = randomModel({ seed: 1, trees: 1, depth: 1 })
    const { ensemble } = model
    const odd = {
      ...ensemble,
      categories: ensemble.categories.map(() => -1),
      threshold: ensemble.threshold.map(() => -1),
      missing: ensemble.missing.map(() => missingRules['zero-left']),
    }
    expect(() => writeXgboostModel({ ...model, ensemble: odd })).toThrow(/zero_as_missing/)
  })
})

describe('what we do not score is refused by name', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a test reaches into files
  const changed = (change: (learner: any) => void): string => {
    const model = JSON.parse(golden.models.logistic.file)
    change(model.learner)
    return JSON.stringify(model)
  }
  test.each([
    ['a linear booster', changed((l) => (l.gradient_booster.name = 'gblinear')), /this booster is linear/],
    ['hinge', changed((l) => (l.objective.name = 'binary:hinge')), /binary:logistic/],
    ['an unknown objective', changed((l) => (l.objective.name = 'my:own')), /objective\.name.*"my:own"/],
    [
      'vector leaves',
      changed((l) => (l.gradient_booster.model.trees[0].tree_param.size_leaf_vector = '3')),
      /one_output_per_tree/,
    ],
    [
      'a loop',
      changed((l) => (l.gradient_booster.model.trees[0].left_children[0] = 0)),
      /trees\[0\]: node 0 is reached twice/,
    ],
    [
      'a child beyond the nodes',
      changed((l) => (l.gradient_booster.model.trees[0].right_children[0] = 1e6)),
      /must stay below/,
    ],
    [
      'more features than anyone has',
      changed((l) => (l.learner_model_param.num_feature = '2000000000')),
      /num_feature: an integer from 1 to/,
    ],
    ['text', 'tree or no tree', /not a model of XGBoost: it is not JSON/],
    ['a list', '[1]', /an object is needed/],
  ])('%s', (_, file, message) => {
    expect(() => readXgboostModel(file)).toThrow(message)
    expect(() => readXgboostModel(file)).toThrow(expect.objectContaining({ name: 'ModelFileError' }))
  })
})
