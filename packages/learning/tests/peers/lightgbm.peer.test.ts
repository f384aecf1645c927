/** Models of LightGBM, read, score to the bit as LightGBM does; ours, written, score in LightGBM as here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Feature, Matrix } from '../../data/index.ts'
import { readLightGbmModel, writeLightGbmModel } from '../../formats/lightgbm/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { applyLink, rawScores } from '../../trees/predict/index.ts'
import { randomEnsemble, randomRows } from '../explanation/tree-shap/random-ensemble.ts'
import { python } from '../support/python.ts'

interface Zoo {
  readonly rows: number
  readonly columns: number
  readonly models: readonly { readonly name: string; readonly table: string; readonly outputs: number }[]
}

const folder = mkdtempSync(join(tmpdir(), 'lightgbm-zoo-'))
let zoo: Zoo
beforeAll(async () => {
  await python(join(import.meta.dirname, 'lightgbm_zoo.py'), [folder])
  zoo = JSON.parse(readFileSync(join(folder, 'zoo.json'), 'utf8')) as Zoo
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the zoo: raw scores to the bit on 100,000 rows, predictions to 4e-15', { timeout: 600_000 }, () => {
  expect(zoo.models.length).toBeGreaterThanOrEqual(50)
  const different: string[] = []
  for (const { name, table } of zoo.models) {
    const text = readFileSync(join(folder, `${name}.txt`), 'utf8')
    const model = readLightGbmModel(text)
    const matrix = rowsOf(table, model.inputs)
    const { ensemble } = model
    // Python answers the sum of a forest's trees as raw score, and their average as prediction.
    const ours = rawScores({ ...ensemble, average: false }, matrix)
    const theirs = doubles(`${name}.scores`)
    const unequal = ours.findIndex((score, i) => score !== theirs[i])
    if (unequal >= 0 || ours.length !== theirs.length)
      different.push(`${name}: ${ours[unequal]} is not ${theirs[unequal]} at ${unequal}`)
    const predicted = applyLink(ensemble, rawScores(ensemble, matrix))
    const expected = doubles(`${name}.predictions`)
    const off = predicted.findIndex((p, i) => !(p === expected[i] || Math.abs(p / expected[i] - 1) < 4e-15))
    if (off >= 0) different.push(`${name}: predicts ${predicted[off]}, not ${expected[off]} at ${off}`)
    const again = readLightGbmModel(writeLightGbmModel(model))
    const rewritten = rawScores({ ...again.ensemble, average: false }, matrix)
    if (rewritten.some((score, i) => score !== ours[i])) different.push(`${name}: another once rewritten`)
  }
  expect(different).toEqual([])
})

test('models that were read, and our own, score in LightGBM as here once written', async () => {
  const models: { name: string; table: string; model: TreeModel }[] = zoo.models
    .filter((_, index) => index % 3 === 0)
    .map(({ name, table }) => ({
      name,
      table,
      model: readLightGbmModel(readFileSync(join(folder, `${name}.txt`), 'utf8')),
    }))
  for (const seed of [1, 2, 3, 4])
    models.push({ name: `own-${seed}`, table: `own-${seed}`, model: ownModel(seed) })
  for (const { name, table, model } of models) {
    writeFileSync(join(folder, `${name}.written.txt`), writeLightGbmModel(model))
    const matrix = rowsOf(table, model.inputs)
    writeFileSync(join(folder, `${name}.written.rows`), bytesOf(matrix))
  }
  const names = models.map(({ name }) => name)
  await python(join(import.meta.dirname, 'lightgbm_score.py'), [folder, String(zoo.rows), ...names])
  const different: string[] = []
  for (const { name, table, model } of models) {
    const ours = applyLink(model.ensemble, rawScores(model.ensemble, rowsOf(table, model.inputs)))
    const theirs = doubles(`${name}.written.predictions`)
    const off = ours.findIndex((p, i) => !(p === theirs[i] || Math.abs(p / theirs[i] - 1) < 4e-15))
    if (off >= 0 || ours.length !== theirs.length)
      different.push(`${name}: predicts ${theirs[off]}, not ${ours[off]} at ${off}`)
  }
  expect(different).toEqual([])
})

/** Numbers in even columns, categories in odd ones. */
function ownModel(seed: number): TreeModel {
  const ensemble = randomEnsemble(seed, { trees: 20, splits: 30, columns: 10, outputs: seed === 4 ? 3 : 1 })
  const labels = Array.from({ length: 64 }, (_, code) => (seed === 1 ? String(code) : `label ${code}`))
  const inputs = Array.from(
    { length: 10 },
    (_, column): Feature =>
      column % 2 === 0
        ? { name: `number ${column}`, kind: 'number' }
        : { name: `category ${column}`, kind: 'category', categories: labels },
  )
  return {
    kind: 'trees',
    inputs,
    columns: inputs.map((_, input) => ({ kind: 'input', input })),
    ensemble: {
      ...ensemble,
      link: seed === 4 ? 'softmax' : 'logistic',
      ...(seed === 2 ? { comparison: 'float32', slope: 1.5 } : {}),
    },
  }
}

/** Rows as Python scored them, categories by the codes of the model. */
function rowsOf(table: string, inputs: readonly Feature[]): Matrix {
  const { rows, columns } = zoo
  // Unknown categories go with missing ones in LightGBM, and are left out where splits of ours part them.
  if (table.startsWith('own-'))
    return {
      rows,
      columns: randomRows(Number(table.slice(4)), rows, columns).columns.map((values, column) =>
        column % 2 === 0 ? values : values.map((code) => (code >= 0 && code < 64 ? code : Number.NaN)),
      ),
    }
  const codesOf = (feature: Feature): Map<string, number> =>
    new Map(feature.categories!.map((label, code) => [label, code]))
  if (table === 'pandas') {
    const lists = JSON.parse(readFileSync(join(folder, 'pandas.json'), 'utf8')) as (string | null)[][]
    return {
      rows,
      columns: inputs.map((feature, column) => {
        const codes = feature.kind === 'category' ? codesOf(feature) : undefined
        return Float64Array.from(lists[column], (cell) => {
          if (cell === null) return Number.NaN
          return codes === undefined ? Number(cell.replace('inf', 'Infinity')) : (codes.get(cell) ?? -1)
        })
      }),
    }
  }
  const values = doubles(`${table}.rows`)
  return {
    rows,
    columns: Array.from({ length: columns }, (_, column) => {
      const column_ = values.subarray(column * rows, (column + 1) * rows)
      const feature = inputs[column]
      if (feature.kind === 'number') return column_
      const codes = codesOf(feature)
      // LightGBM cuts numbers to integers before it looks them up.
      return column_.map((x) => (Number.isNaN(x) ? x : (codes.get(String(Math.trunc(x) + 0)) ?? -1)))
    }),
  }
}

function doubles(name: string): Float64Array {
  const bytes = readFileSync(join(folder, name))
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

function bytesOf({ columns }: Matrix): Buffer {
  return Buffer.concat(
    columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
  )
}
