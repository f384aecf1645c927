import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { categoryHash, type Matrix } from '../../data/index.ts'
import { readCatboostModel, writeCatboostModel } from '../../formats/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { rawScores } from '../../trees/predict/index.ts'
import { applyColumnSources } from '../../trees/target-statistics/index.ts'
import { readColumns, readDoubles, worstDifference, writeColumns } from '../support/doubles-file.ts'
import { python } from '../support/python.ts'
import { type RandomModelShape, randomModel, randomRows } from '../support/random-model.ts'
import { trainedModels } from '../support/trained-models.ts'

const script = join(import.meta.dirname, 'catboost.peer.py')
const folder = mkdtempSync(join(tmpdir(), 'catboost-peer-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Zoo {
  readonly rows: number
  readonly numbers: number
  readonly labels: readonly string[]
  readonly models: Record<string, unknown>
}

const shapes: Record<string, RandomModelShape> = {
  'ours-symmetric': { seed: 1, trees: 40, depth: 6, symmetric: true, base: 3.7 },
  'ours-logistic': { seed: 2, trees: 40, depth: 6, symmetric: true, link: 'logistic', slope: 0.7, base: -4 },
  'ours-statistics': { seed: 3, trees: 60, depth: 6, symmetric: true, statistics: true, link: 'logistic' },
  'ours-nested': { seed: 4, trees: 40, depth: 7, base: 0.5 },
  'ours-nested-statistics': { seed: 5, trees: 40, depth: 7, statistics: true },
  'ours-classes': { seed: 6, trees: 40, depth: 5, symmetric: true, outputs: 4, link: 'softmax' },
  'ours-classes-nested': { seed: 7, trees: 40, depth: 5, statistics: true, outputs: 4, link: 'softmax' },
  'ours-several': { seed: 8, trees: 30, depth: 5, symmetric: true, outputs: 3, link: 'logistic' },
  'ours-exponential': { seed: 9, trees: 20, depth: 5, symmetric: true, link: 'exponential', base: 0.4 },
  'ours-forest': { seed: 10, trees: 50, depth: 8, average: true, base: 0.25 },
  'ours-leaf': { seed: 11, trees: 3, depth: 0, base: 1 },
  'ours-empty': { seed: 12, trees: 0, depth: 0, base: 1.5 },
  'ours-no-tree-of-several': { seed: 13, trees: 0, depth: 0, outputs: 3, base: 1.5 },
}
const ownRows = randomRows(20_000)

let zoo: Zoo
let inputs: Float64Array[]
const models = new Map<string, TreeModel>()
let trained: Record<string, TreeModel>

beforeAll(async () => {
  zoo = JSON.parse(await python(script, ['make', folder])) as Zoo
  const hashes = zoo.labels.map(categoryHash)
  inputs = readColumns(join(folder, 'rows.bin'), 8).map((column, i) =>
    i < zoo.numbers ? column : column.map((code) => hashes[code]),
  )
  for (const name of Object.keys(zoo.models)) {
    const model = readCatboostModel(readFileSync(join(folder, `${name}.json`), 'utf8'))
    models.set(name, model)
    writeFileSync(join(folder, `${name}.ours.json`), writeCatboostModel(model))
  }
  for (const [name, shape] of Object.entries(shapes)) writeOwn(name, randomModel(shape))
  trained = await trainedModels()
  for (const [name, model] of Object.entries(trained)) writeOwn(name, model)
  await python(script, ['check', folder])
})

/** A model with rows for it: categories by label, a missing one as "nan", an unknown one as a label it has not. */
function writeOwn(name: string, model: TreeModel): void {
  writeFileSync(join(folder, `${name}.ours.json`), writeCatboostModel(model))
  const features = model.inputs.map((feature) =>
    feature.kind === 'number'
      ? { name: feature.name }
      : { name: feature.name, labels: [...feature.categories!, 'nan', 'not known'] },
  )
  writeFileSync(join(folder, `${name}.ours.table`), JSON.stringify({ features }))
  writeColumns(
    join(folder, `${name}.ours.rows`),
    ownRows.columns.map((column, input) => {
      const count = model.inputs[input].categories?.length
      return count === undefined
        ? column
        : column.map((code) => (Number.isNaN(code) ? count : code < 0 ? count + 1 : code))
    }),
  )
}

function scores(model: TreeModel, rows: Matrix): Float64Array {
  return rawScores(model.ensemble, applyColumnSources(model.columns, rows))
}

const doubles = (name: string): Float64Array => readDoubles(join(folder, name))

test('the zoo is as large as its page says', () => {
  expect(Object.keys(zoo.models).length).toBe(41)
  expect(zoo.rows).toBe(20_000)
})

test('models of CatBoost score here as there', () => {
  for (const [name, model] of models) {
    const rows = { rows: zoo.rows, columns: inputs.slice(0, model.inputs.length) }
    expect(worstDifference(scores(model, rows), doubles(`${name}.scores`)), name).toBeLessThan(1e-12)
  }
})

test('the zoo holds combinations with borders and with exact values', () => {
  const parts = [...models.values()].flatMap(({ columns }) =>
    columns.flatMap((column) => (column.kind === 'hashed-statistic' ? [column.parts] : [])),
  )
  for (const kind of ['above', 'equals'])
    expect(
      parts.some((combined) => combined.length > 1 && combined.some((part) => part.kind === kind)),
      kind,
    ).toBe(true)
})

test('the same models, written here, score the same there', () => {
  for (const name of models.keys())
    expect(worstDifference(doubles(`${name}.ours.scores`), doubles(`${name}.scores`)), name).toBeLessThan(
      1e-12,
    )
})

describe('our models in CatBoost', () => {
  test.each(Object.keys(shapes))('%s', (name) => {
    const model = randomModel(shapes[name])
    const { link, slope = 1 } = model.ensemble
    const wanted = scores(model, ownRows).map((score) => score * (link === 'logistic' ? slope : 1))
    expect(worstDifference(doubles(`${name}.ours.scores`), wanted)).toBeLessThan(1e-12)
  })

  test('those that our learners trained', () => {
    for (const [name, model] of Object.entries(trained))
      expect(worstDifference(doubles(`${name}.ours.scores`), scores(model, ownRows)), name).toBeLessThan(1e-6)
  })
})
