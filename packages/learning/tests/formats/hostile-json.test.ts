import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ModelFileError,
  readCatboostModel,
  readXgboostModel,
  writeCatboostModel,
} from '../../formats/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { mutatedJson } from '../support/mutated-json.ts'
import { plainScores } from '../support/plain-scores.ts'

const fixture = (path: string): { models: Record<string, { file: object | string }> } =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures', path), 'utf8'))

const xgboost = fixture('xgboost/xgboost_models.golden.json').models
const catboost = fixture('catboost/catboost_models.golden.json').models

/** A file is refused with our own error, or it is a model that scores. */
function survives(read: (text: string) => TreeModel, text: string): void {
  let model: TreeModel
  try {
    model = read(text)
  } catch (error) {
    expect(error).toBeInstanceOf(ModelFileError)
    return
  }
  const columns = model.inputs.map(({ kind }) =>
    Float64Array.of(Number.NaN, 0.5, kind === 'category' ? 1 : 1e30),
  )
  expect(plainScores(model, { rows: 3, columns })).toHaveLength(3 * model.ensemble.outputs)
}

describe.each(['labels', 'dart', 'classes'])('XGBoost: %s', (name) => {
  const file = JSON.parse(xgboost[name].file as string)
  test('changed anywhere', () => {
    fc.assert(
      fc.property(mutatedJson(file), (changed) => survives(readXgboostModel, JSON.stringify(changed))),
      { numRuns: 400 },
    )
  })
  test('changed inside its trees', () => {
    const booster = file.learner.gradient_booster
    const { model } = booster.name === 'dart' ? booster.gbtree : booster
    fc.assert(
      fc.property(mutatedJson(model.trees), (trees) => {
        const changed = structuredClone(file)
        const inner = changed.learner.gradient_booster
        ;(booster.name === 'dart' ? inner.gbtree : inner).model.trees = trees
        survives(readXgboostModel, JSON.stringify(changed))
      }),
      { numRuns: 400 },
    )
  })
})

describe.each(['combinations', 'one-hot', 'classes', 'lossguide'])('CatBoost: %s', (name) => {
  const file = catboost[name].file as Record<string, unknown>
  test.each([undefined, 'features_info', 'ctr_data', 'oblivious_trees', 'trees'])('changed in %s', (part) => {
    if (part !== undefined && file[part] === undefined) return
    fc.assert(
      fc.property(mutatedJson(part === undefined ? file : file[part]), (changed) =>
        survives(
          readCatboostModel,
          JSON.stringify(part === undefined ? changed : { ...file, [part]: changed }),
        ),
      ),
      { numRuns: 250 },
    )
  })
})

test('files that end early', () => {
  const text = xgboost.labels.file as string
  fc.assert(
    fc.property(fc.nat(text.length), (length) => survives(readXgboostModel, text.slice(0, length))),
    { numRuns: 100 },
  )
})

test('trees nested a hundred thousand deep', () => {
  const file = catboost.lossguide.file as { trees: unknown[] }
  const split = (file.trees[0] as { split: object }).split
  const leaf = '{"value":1,"weight":1}'
  const depth = 100_000
  const tree = `${`{"right":${leaf},"split":${JSON.stringify(split)},"left":`.repeat(depth)}${leaf}${'}'.repeat(depth)}`
  const text = JSON.stringify({ ...file, trees: ['#'] }).replace('"#"', tree)
  survives(readCatboostModel, text)
  expect(() => writeCatboostModel(readCatboostModel(text))).toThrow(/more than 1000/)
})
