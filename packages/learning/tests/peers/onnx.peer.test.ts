/** ONNX models of other libraries score here as in onnxruntime, and ours in onnxruntime as here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Feature, Matrix } from '../../data/index.ts'
import { readOnnxModel, writeOnnxModel } from '../../formats/onnx/index.ts'
import type { TreeModel } from '../../models/model.ts'
import { applyLink, rawScores } from '../../trees/predict/index.ts'
import { missingRules } from '../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from '../explanation/tree-shap/random-ensemble.ts'
import { python } from '../support/python.ts'

const folder = mkdtempSync(join(tmpdir(), 'onnx-zoo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Zoo {
  readonly rows: number
  readonly columns: number
  readonly models: readonly { readonly name: string; readonly table: string }[]
}

test('what converters make of other libraries’ models scores as in onnxruntime', async () => {
  await python(join(import.meta.dirname, 'onnx_zoo.py'), [folder])
  const zoo = JSON.parse(readFileSync(join(folder, 'zoo.json'), 'utf8')) as Zoo
  expect(zoo.models.length).toBeGreaterThan(12)
  const different: string[] = []
  for (const { name, table } of zoo.models) {
    const model = readOnnxModel(readFileSync(join(folder, `${name}.onnx`)))
    const values = doubles(`${table}.bin`)
    const columns = model.inputs.map((feature, column) =>
      coded(feature, values.subarray(column * zoo.rows, (column + 1) * zoo.rows)),
    )
    const ours = applyLink(model.ensemble, rawScores(model.ensemble, { rows: zoo.rows, columns }))
    different.push(...differences(name, ours, doubles(`${name}.answers`)))
  }
  expect(different).toEqual([])
})

test('our models run in onnxruntime, and read back score the same', async () => {
  const rows = 3000
  const models = [1, 2, 3, 4, 5].map((seed) => ({ name: `own-${seed}`, seed, model: ownModel(seed) }))
  for (const { name, seed, model } of models) {
    writeFileSync(join(folder, `${name}.onnx`), writeOnnxModel(model))
    const { columns } = rowsOf(seed, rows)
    writeFileSync(
      join(folder, `${name}.rows`),
      Buffer.concat(
        columns.map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
      ),
    )
  }
  await python(join(import.meta.dirname, 'onnx_score.py'), [
    folder,
    String(rows),
    ...models.map(({ name }) => name),
  ])
  const different: string[] = []
  for (const { name, seed, model } of models) {
    const matrix = rowsOf(seed, rows)
    const raw = rawScores(model.ensemble, matrix)
    different.push(...differences(`${name}, scores`, raw, doubles(`${name}.scores`)))
    different.push(
      ...differences(`${name}, predictions`, applyLink(model.ensemble, raw), doubles(`${name}.predictions`)),
    )
    const back = readOnnxModel(writeOnnxModel(model))
    expect(back.inputs).toEqual(model.inputs)
    different.push(...differences(`${name}, read back`, rawScores(back.ensemble, matrix), raw))
  }
  expect(different).toEqual([])
})

/** Splits that send zeros astray have no words in ONNX: their rule becomes the plain one. */
function ownModel(seed: number): TreeModel {
  const shape = { trees: 20, splits: 30, columns: 8, outputs: seed === 4 ? 3 : 1, average: seed === 5 }
  const ensemble = randomEnsemble(seed, { ...shape, comparison: seed === 2 ? 'float32' : 'float64' })
  const labels = Array.from({ length: 80 }, (_, code) => `label ${code}`)
  const inputs = Array.from(
    { length: 8 },
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
      link: seed === 4 ? 'softmax' : seed === 3 ? 'identity' : 'logistic',
      ...(seed === 1 ? { slope: 1.5 } : {}),
      missing: ensemble.missing.map((rule) => (rule >= missingRules['zero-left'] ? missingRules.left : rule)),
    },
  }
}

/** Values of 32 bits, as the runtime reads them. */
function rowsOf(seed: number, rows: number): Matrix {
  const matrix = randomRows(seed, rows, 8)
  return { rows, columns: matrix.columns.map((values) => values.map(Math.fround)) }
}

function coded(feature: Feature, values: Float64Array): Float64Array {
  if (feature.kind === 'number') return values
  const codes = new Map(feature.categories!.map((label, code) => [label, code]))
  return values.map((value) => (Number.isNaN(value) ? value : (codes.get(String(value)) ?? -1)))
}

/** Beyond 1e-6 of the largest number: sums of 32 bits lose digits to their largest part. */
function differences(name: string, ours: Float64Array, theirs: Float64Array): string[] {
  if (ours.length !== theirs.length) return [`${name}: ${theirs.length} numbers, not ${ours.length}`]
  const largest = ours.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const off = ours.findIndex((x, i) => !(Math.abs(x - theirs[i]) <= 1e-6 * largest))
  return off < 0 ? [] : [`${name}: ${ours[off]} here, ${theirs[off]} there, at ${off}`]
}

function doubles(name: string): Float64Array {
  const bytes = readFileSync(join(folder, name))
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}
