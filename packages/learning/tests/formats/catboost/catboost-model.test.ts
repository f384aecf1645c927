import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { categoryHash } from '../../../data/index.ts'
import { readCatboostModel, readModelFile, writeCatboostModel } from '../../../formats/index.ts'
import type { TreeModel } from '../../../models/model.ts'
import { rawScores } from '../../../trees/predict/index.ts'
import { applyColumnSources } from '../../../trees/target-statistics/index.ts'
import { worstDifference } from '../../support/doubles-file.ts'
import { plainScores } from '../../support/plain-scores.ts'
import { randomModel, randomRows } from '../../support/random-model.ts'
import { trainedModels } from '../../support/trained-models.ts'

interface Golden {
  readonly columns: Record<string, readonly (number | string | null)[]>
  readonly models: Record<string, { readonly file: object; readonly scores: readonly number[] }>
  readonly hashes: Record<string, number>
}

const path = join(import.meta.dirname, '../../fixtures/catboost/catboost_models.golden.json')
const golden: Golden = JSON.parse(readFileSync(path, 'utf8'))
const text = (name: string): string => JSON.stringify(golden.models[name].file)

function score(model: TreeModel): Float64Array {
  const columns = model.inputs.map(({ name, kind }) =>
    Float64Array.from(golden.columns[name], (value) =>
      kind === 'category' ? categoryHash(String(value)) : value === null ? Number.NaN : Number(value),
    ),
  )
  return rawScores(model.ensemble, applyColumnSources(model.columns, { rows: columns[0].length, columns }))
}

test.each(Object.keys(golden.models))('%s: the same scores, read and written', (name) => {
  const wanted = Float64Array.from(golden.models[name].scores)
  const model = readCatboostModel(text(name))
  expect(worstDifference(score(model), wanted)).toBeLessThan(1e-12)
  const again = readCatboostModel(writeCatboostModel(model))
  expect(worstDifference(score(again), wanted)).toBeLessThan(1e-12)
  expect(again.inputs).toEqual(model.inputs)
  expect(again.ensemble.link).toBe(model.ensemble.link)
  expect(again.ensemble.cover).toEqual(model.ensemble.cover)
})

test('labels of every length hash as CatBoost hashes them', () => {
  expect(Object.keys(golden.hashes).length).toBeGreaterThan(100)
  for (const [label, hash] of Object.entries(golden.hashes)) expect(categoryHash(label), label).toBe(hash)
})

test('covers of inner nodes are sums of their leaves', () => {
  const { ensemble } = readCatboostModel(text('numbers'))
  expect(ensemble.cover[0]).toBe(400)
})

test('the file is recognised by what is in it', () => {
  expect(readModelFile(new TextEncoder().encode(text('ctrs'))).format).toBe('catboost')
  expect(() => readModelFile(new TextEncoder().encode('CBM1…'), 'm.cbm')).toThrow(
    /m\.cbm is CatBoost's binary/,
  )
})

/** Rows of a model with labels, as a model of hashes takes them. */
function hashed(model: TreeModel, rows = randomRows(1000)) {
  const columns = rows.columns.map((column, input) => {
    const { categories } = model.inputs[input]
    if (categories === undefined) return column
    return column.map((code) =>
      Number.isNaN(code) ? Number.NaN : categoryHash(code < 0 ? 'never seen' : categories[code]),
    )
  })
  return { rows: rows.rows, columns }
}

test.each([
  { seed: 1, trees: 20, depth: 5, symmetric: true, statistics: true },
  { seed: 2, trees: 20, depth: 5, statistics: true },
  { seed: 3, trees: 21, depth: 4, outputs: 3, link: 'softmax', statistics: true },
  { seed: 4, trees: 12, depth: 4, outputs: 3, symmetric: true, average: true },
] as const)('our model $seed decides the same after writing and reading', (shape) => {
  const model = randomModel(shape)
  const written = readCatboostModel(writeCatboostModel(model))
  expect(
    worstDifference(plainScores(written, hashed(model)), plainScores(model, randomRows(1000))),
  ).toBeLessThan(1e-12)
})

test('symmetric trees stay symmetric', () => {
  const symmetric = JSON.parse(
    writeCatboostModel(randomModel({ seed: 1, trees: 4, depth: 4, symmetric: true })),
  )
  expect(symmetric.oblivious_trees.map(({ splits }: { splits: unknown[] }) => splits.length)).toEqual([
    4, 4, 4, 4,
  ])
  const other = JSON.parse(writeCatboostModel(randomModel({ seed: 1, trees: 4, depth: 4 })))
  expect(other.trees).toHaveLength(4)
})

describe('what cannot be written or read is refused by name', () => {
  const renamed = (categories: string[]): TreeModel => {
    const model = randomModel({ seed: 1, trees: 20, depth: 5 })
    return {
      ...model,
      inputs: model.inputs.map((input) => (input.name === 'product' ? { ...input, categories } : input)),
    }
  }
  test('a label that means missing', () => {
    expect(() => writeCatboostModel(renamed(['loan', 'nan', 'card']))).toThrow(/product has a category "nan"/)
  })

  // biome-ignore lint/suspicious/noExplicitAny: a test reaches into files
  const changed = (name: string, change: (model: any) => void): string => {
    const model = JSON.parse(text(name))
    change(model)
    return JSON.stringify(model)
  }
  test.each([
    ['texts', changed('numbers', (m) => (m.features_info.text_features = [{}])), /retrain without text/],
    [
      'an unknown loss',
      changed('numbers', (m) => (m.model_info.params.loss_function.type = 'Mine')),
      /"Mine"/,
    ],
    [
      'a split nobody asks',
      changed('numbers', (m) => (m.oblivious_trees[0].splits[0].split_index = 999)),
      /split_index: an integer from 0/,
    ],
    [
      'a border of another split',
      changed('numbers', (m) => (m.oblivious_trees[0].splits[0].border += 1)),
      /border that split_index/,
    ],
    [
      'too few leaves',
      changed('numbers', (m) => m.oblivious_trees[1].leaf_values.pop()),
      /oblivious_trees\[1\]\.leaf_values: 8 numbers are needed/,
    ],
    [
      'a table that is not there',
      changed('ctrs', (m) => (m.ctr_data = {})),
      /a table of that name in ctr_data/,
    ],
    [
      'half a row',
      changed('ctrs', (m) => (Object.values(m.ctr_data)[0] as { hash_map: unknown[] }).hash_map.pop()),
      /whole rows of 3/,
    ],
  ])('%s', (_, file, message) => {
    expect(() => readCatboostModel(file)).toThrow(message)
    expect(() => readCatboostModel(file)).toThrow(expect.objectContaining({ name: 'ModelFileError' }))
  })
})

test('our combinations of categories and cut numbers are written', async () => {
  const { 'symmetric-combinations': model } = await trainedModels()
  expect(model.columns.some((source) => 'above' in source && source.above?.some(Boolean))).toBe(true)
  const drawn = randomRows(2000, { unseen: false })
  // CatBoost sees numbers of 32 bits.
  const rows = { ...drawn, columns: drawn.columns.map((column) => column.map(Math.fround)) }
  const written = readCatboostModel(writeCatboostModel(model))
  const hashed = written.inputs.map(({ name, kind }) => {
    const input = model.inputs.findIndex((own) => own.name === name)
    const { categories } = model.inputs[input]
    const values = rows.columns[input]
    return kind === 'number'
      ? values
      : values.map((code) => (Number.isNaN(code) ? code : categoryHash(categories![code])))
  })
  const own = rawScores(model.ensemble, applyColumnSources(model.columns, rows))
  const again = rawScores(
    written.ensemble,
    applyColumnSources(written.columns, { rows: rows.rows, columns: hashed }),
  )
  expect(worstDifference(again, own)).toBeLessThan(1e-12)
})
