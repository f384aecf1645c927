import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Matrix } from '../../data/index.ts'
import { readXgboostModel, writeXgboostModel } from '../../formats/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { applyLink, rawScores } from '../../trees/predict/index.ts'
import { readColumns, readDoubles, worstDifference, writeColumns } from '../support/doubles-file.ts'
import { python } from '../support/python.ts'
import { type RandomModelShape, randomModel, randomRows } from '../support/random-model.ts'
import { trainedModels } from '../support/trained-models.ts'

const script = join(import.meta.dirname, 'xgboost.peer.py')
const folder = mkdtempSync(join(tmpdir(), 'xgboost-peer-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Zoo {
  readonly rows: number
  readonly columns: number
  readonly models: Record<string, { readonly categories: 'codes' | 'labels' | 'numbers' }>
}

/** Ours, by hand: XGBoost takes no infinities and no negative codes, so none are among the rows. */
const shapes: Record<string, RandomModelShape> = {
  'ours-identity': { seed: 1, trees: 40, depth: 6, base: 3.7 },
  'ours-logistic': { seed: 2, trees: 40, depth: 6, link: 'logistic', base: -4.321 },
  'ours-slope': { seed: 3, trees: 40, depth: 6, link: 'logistic', slope: 0.7, base: 0.3 },
  'ours-exponential': { seed: 4, trees: 20, depth: 5, link: 'exponential', base: 0.4 },
  'ours-classes': { seed: 5, trees: 60, depth: 5, link: 'softmax', outputs: 4 },
  'ours-several': { seed: 6, trees: 30, depth: 5, link: 'logistic', outputs: 3 },
  'ours-forest': { seed: 7, trees: 50, depth: 8, average: true, base: 0.25 },
  'ours-symmetric': { seed: 8, trees: 40, depth: 6, symmetric: true, link: 'logistic' },
  'ours-leaf': { seed: 9, trees: 3, depth: 0, link: 'logistic', base: 1 },
  'ours-empty': { seed: 10, trees: 0, depth: 0, base: 1.5 },
}
const ownRows = randomRows(20_000, { unseen: false })

let zoo: Zoo
let table: Float64Array[]
const models = new Map<string, TreeModel>()
let trained: [string, TreeModel][]

beforeAll(async () => {
  zoo = JSON.parse(await python(script, ['make', folder])) as Zoo
  table = readColumns(join(folder, 'rows.bin'), zoo.columns)
  for (const name of Object.keys(zoo.models)) {
    const model = readXgboostModel(readFileSync(join(folder, `${name}.json`), 'utf8'))
    models.set(name, model)
    writeFileSync(join(folder, `${name}.ours.json`), writeXgboostModel(model))
  }
  for (const [name, shape] of Object.entries(shapes)) {
    writeFileSync(join(folder, `${name}.ours.json`), writeXgboostModel(randomModel(shape)))
    writeColumns(join(folder, `${name}.ours.rows`), ownRows.columns)
  }
  trained = Object.entries(await trainedModels()).filter(([, { columns }]) =>
    columns.every(({ kind }) => kind === 'input'),
  )
  for (const [name, model] of trained) {
    writeFileSync(join(folder, `${name}.ours.json`), writeXgboostModel(model))
    writeColumns(join(folder, `${name}.ours.rows`), ownRows.columns)
  }
  await python(script, ['check', folder])
})

/** The rows as a model takes them: a code it has no label for is an unknown category. */
function rowsFor(name: string): Matrix {
  const { inputs } = models.get(name)!
  const columns = table.map((column, input) => {
    const { kind, categories } = inputs[input]
    if (kind === 'number') return column
    const unknown = zoo.models[name].categories === 'labels' ? Number.NaN : -1
    return column.map((code) => (code >= categories!.length ? unknown : code))
  })
  return { rows: zoo.rows, columns }
}

const doubles = (name: string): Float64Array => readDoubles(join(folder, name))

test('the zoo is as large as its page says', () => {
  expect(Object.keys(zoo.models).length).toBe(38)
  expect(zoo.rows).toBe(20_000)
})

test('models of XGBoost score here as there, to the last bit', () => {
  for (const [name, model] of models)
    expect(worstDifference(rawScores(model.ensemble, rowsFor(name)), doubles(`${name}.scores`)), name).toBe(0)
})

test('predictions agree as well', () => {
  for (const [name, model] of models) {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8')
    if (/"multi:softmax"/.test(text)) continue // answers classes
    const predictions = applyLink(model.ensemble, rawScores(model.ensemble, rowsFor(name)))
    expect(worstDifference(predictions, doubles(`${name}.predictions`)), name).toBeLessThan(1e-6)
  }
})

test('the same models, written here, score the same there', () => {
  for (const name of models.keys())
    expect(worstDifference(doubles(`${name}.ours.scores`), doubles(`${name}.scores`)), name).toBeLessThan(
      1e-6,
    )
})

describe('our models in XGBoost', () => {
  test.each(Object.keys(shapes))('%s', (name) => {
    const { ensemble } = randomModel(shapes[name])
    const raw = rawScores(ensemble, ownRows)
    const scaled = raw.map((score) => score * (ensemble.link === 'logistic' ? (ensemble.slope ?? 1) : 1))
    expect(worstDifference(doubles(`${name}.ours.scores`), scaled)).toBeLessThan(1e-6)
    expect(worstDifference(doubles(`${name}.ours.predictions`), applyLink(ensemble, raw))).toBeLessThan(1e-6)
  })

  test('those that our learners trained', () => {
    expect(trained.length).toBeGreaterThanOrEqual(5)
    for (const [name, { ensemble }] of trained) {
      const raw = rawScores(ensemble, ownRows)
      // XGBoost adds in 32 bits: what is exact to 1e-6 is the largest score, not one in which large ones cancel.
      const tolerance = 1e-6 * Math.max(1, ...[...raw.slice(0, 5000)].map(Math.abs))
      const predictions = applyLink(ensemble, raw)
      expect(worstDifference(doubles(`${name}.ours.scores`), raw), name).toBeLessThan(tolerance)
      expect(worstDifference(doubles(`${name}.ours.predictions`), predictions), name).toBeLessThan(tolerance)
    }
  })
})
