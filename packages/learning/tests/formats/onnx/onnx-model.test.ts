/** ONNX models of converters answer as in onnxruntime, ours survive writing, and hostile ones are refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feature } from '../../../data/index.ts'
import { ModelFileError, readOnnxModel, writeOnnxModel } from '../../../formats/index.ts'
import type { TreeModel } from '../../../models/model.ts'
import { applyLink, rawScores } from '../../../trees/predict/index.ts'
import { missingRules } from '../../../trees/tree-ensemble.ts'
import { randomEnsemble, randomRows } from '../../explanation/tree-shap/random-ensemble.ts'

interface Golden {
  readonly rows: readonly (readonly (number | null)[])[]
  readonly models: readonly {
    readonly name: string
    readonly model: string
    readonly missing: boolean
    readonly answers: readonly number[]
  }[]
}

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/onnx/onnx-models.golden.json'), 'utf8'),
) as Golden

test.each(golden.models)('$name answers as in onnxruntime', ({ model: base64, missing, answers }) => {
  const model = readOnnxModel(bytesOf(base64))
  const columns = model.inputs.map(({ categories }, column) =>
    Float64Array.from(golden.rows, (row) => {
      const cell = row[column] ?? (missing ? Number.NaN : 0)
      return categories === undefined || Number.isNaN(cell) ? cell : categories.indexOf(String(cell))
    }),
  )
  const ours = applyLink(model.ensemble, rawScores(model.ensemble, { rows: golden.rows.length, columns }))
  expect(ours.length).toBe(answers.length)
  ours.forEach((answer, i) => {
    expect(Math.abs(answer - answers[i])).toBeLessThan(1e-6)
  })
})

test('our models read back score as they did, on values of 32 bits', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 3 }), fc.boolean(), (seed, outputs, average) => {
      const model = ownModel(seed, outputs, average)
      const drawn = randomRows(seed, 50, 6)
      const matrix = { rows: 50, columns: drawn.columns.map((values) => values.map(Math.fround)) }
      const again = readOnnxModel(writeOnnxModel(model))
      expect(again.inputs).toEqual(model.inputs)
      expect(again.ensemble.link).toBe(model.ensemble.link)
      const before = rawScores(model.ensemble, matrix)
      rawScores(again.ensemble, matrix).forEach((score, i) => {
        expect(Math.abs(score - before[i])).toBeLessThan(2e-6)
      })
    }),
    { numRuns: 60, seed: 2 },
  )
})

describe('what cannot be read says why', () => {
  test.each([
    [new Uint8Array(0), /no graph/],
    [Uint8Array.of(8, 7, 58, 200, 1), /longer than the file/],
    [writeOnnxModel(ownModel(1, 1, false)).slice(0, 2000), /longer than the file/],
    [changed('BRANCH_LEQ', 'BRANCH_ANY'), /BRANCH_ANY/],
    [changed('Sigmoid', 'Cosines'), /computes with Cosines/],
    [changed('TreeEnsembleRegressor', 'TreeEnsembleRegresses'), /TreeEnsembleRegresses/],
    [changed('nodes_treeids', 'nodes_treeidz'), /needs 0 integers/],
    [changed('target_weights', 'target_weightz'), /needs \d+ numbers, and there are 0/],
  ])('case %#', (hostile, reason) => {
    expect(() => readOnnxModel(hostile)).toThrow(ModelFileError)
    expect(() => readOnnxModel(hostile)).toThrow(reason)
  })

  test('splits that send zeros astray cannot be written', () => {
    const { ensemble, ...model } = ownModel(1, 1, false)
    const missing = ensemble.missing.map(() => missingRules['zero-right'])
    expect(() => writeOnnxModel({ ...model, ensemble: { ...ensemble, missing } })).toThrow(/zero/)
  })
})

test('a changed file is refused or scores, and never breaks', () => {
  const files = [...golden.models.map(({ model }) => bytesOf(model)), writeOnnxModel(ownModel(3, 2, false))]
  const matrix = randomRows(1, 10, 6)
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 3,
      }),
      (file, changes) => {
        const bytes = file.slice()
        for (const [share, byte] of changes) bytes[Math.floor(share * (bytes.length - 1))] = byte
        try {
          const { ensemble, inputs } = readOnnxModel(bytes)
          if (inputs.length <= 6) rawScores(ensemble, matrix)
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFileError)
        }
      },
    ),
    { numRuns: 1500, seed: 6 },
  )
})

function ownModel(seed: number, outputs: number, average: boolean): TreeModel {
  const ensemble = randomEnsemble(seed, { trees: 6, splits: 10, columns: 6, outputs, average })
  const labels = Array.from({ length: 80 }, (_, code) => `label ${code}`)
  const inputs = Array.from(
    { length: 6 },
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
      link: outputs === 1 ? 'logistic' : 'softmax',
      missing: ensemble.missing.map((rule) => (rule >= missingRules['zero-left'] ? missingRules.left : rule)),
    },
  }
}

/** Our model with a word of its bytes put in place of another of the same length. */
function changed(word: string, other: string): Uint8Array {
  const bytes = Buffer.from(writeOnnxModel(ownModel(1, 1, false)))
  const text = bytes.toString('latin1')
  expect(text).toContain(word)
  return new Uint8Array(Buffer.from(text.replaceAll(word, other), 'latin1'))
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
