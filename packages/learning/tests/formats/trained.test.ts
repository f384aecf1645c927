import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { calibrate } from '../../calibration/index.ts'
import { categoryHash, type Matrix } from '../../data/index.ts'
import {
  checkTrainedModel,
  loadModel,
  ModelFileError,
  modelWriters,
  parseModel,
  serializeModel,
  serializeTrainedModel,
  type WritableFormat,
} from '../../formats/index.ts'
import { inputsOf, type Model, predictions, rawScores } from '../../models/index.ts'
import type { TrainedModel } from '../../training/index.ts'
import { trainModel } from '../../training/index.ts'
import { applicants, features } from '../support/applicants.ts'
import { modelKinds, modelsOfEveryKind } from '../support/model-kinds.ts'
import { mutatedJson } from '../support/mutated-json.ts'

const data = applicants(300)
const unseen = applicants(500)
let models: Awaited<ReturnType<typeof modelsOfEveryKind>>
let trained: TrainedModel

beforeAll(async () => {
  models = await modelsOfEveryKind(data)
  let seconds = 0
  trained = await trainModel(
    {
      data,
      features,
      target: 'default',
      positive: '1',
      leftOut: [{ column: 'id', reason: 'it is the key' }],
      learner: 'scorecard',
      folds: 3,
      seed: 42,
      missCost: 5,
      calibration: 'isotonic',
      resampling: 'none',
      classWeights: { negative: 1, positive: 1 },
    },
    { clock: () => seconds++ },
  )
}, 60_000)

const as = (model: TrainedModel['model']): TrainedModel => ({ ...trained, model })

/** The same rows as a model reads them that knows labels by their hashes. */
function rowsFor(model: Model): Matrix {
  const columns = unseen.columns.map((column, j) =>
    inputsOf(model)[j].hashed ? column.map((code) => categoryHash(features[j].categories![code])) : column,
  )
  return { rows: unseen.rows, columns }
}

describe.each(modelKinds)('%s', (kind) => {
  it('scores the same after writing and reading', () => {
    const { format, model, trained: read } = loadModel(serializeTrainedModel(as(models[kind])))
    expect(format).toBe('pratibimba')
    expect(model).toEqual(models[kind])
    expect(rawScores(model, unseen)).toEqual(rawScores(models[kind], unseen))
    expect(read).toMatchObject({ target: 'default', positive: '1', threshold: trained.threshold })
    const raw = Float64Array.of(-3, -0.5, 0, 0.5, 3)
    expect(calibrate(read!.calibrator, raw)).toEqual(calibrate(trained.calibrator, raw))
  })

  it('is read without its training too', () => {
    const loaded = loadModel(serializeModel(models[kind]))
    expect(loaded).toEqual({ format: 'pratibimba', model: models[kind] })
  })

  it.each(['lightgbm', 'xgboost', 'catboost', 'onnx'] as const)('%s: the same scores, or why not', (to) => {
    const loaded = { format: 'pratibimba', model: models[kind], trained: as(models[kind]) } as const
    let written: ReturnType<(typeof modelWriters)[WritableFormat]['write']>
    try {
      written = modelWriters[to].write(loaded)
    } catch (error) {
      expect(error).toBeInstanceOf(ModelFileError)
      expect((error as Error).message).toMatch(/file( of \w+)? holds|cannot/)
      return
    }
    expect(written.notes.join()).toMatch(/Calibration \(isotonic\).*stay behind/)
    const { model } = loadModel(written.bytes)
    expect(inputsOf(model)).toHaveLength(features.length)
    const [before, after] = [predictions(models[kind], unseen), predictions(model, rowsFor(model))]
    for (let i = 0; i < before.length; i++) expect(Math.abs(after[i] - before[i])).toBeLessThan(1e-6)
  })
})

it('the same training gives the same bytes, however long it took', () => {
  const slower: TrainedModel = {
    ...trained,
    report: {
      ...trained.report,
      contenders: trained.report.contenders.map((each) => ({ ...each, seconds: 1e4 })),
    },
  }
  expect(trained.report.contenders[0].seconds).toBeGreaterThan(0)
  expect(serializeTrainedModel(slower)).toEqual(serializeTrainedModel(trained))
  const { contenders } = loadModel(serializeTrainedModel(trained)).trained!.report
  expect(contenders.every((each) => !('seconds' in each))).toBe(true)
})

describe('a file that somebody changed', () => {
  it('is refused at any flipped bit', () => {
    const bytes = serializeTrainedModel(trained)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = bytes.slice()
        changed[at] ^= 1 << bit
        expect(() => loadModel(changed)).toThrow(ModelFileError)
      }),
      { numRuns: 300 },
    )
  })

  it('is refused at any length but its own', () => {
    const bytes = serializeTrainedModel(trained)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => loadModel(bytes.subarray(0, length))).toThrow(ModelFileError)
      }),
      { numRuns: 100 },
    )
    expect(() => loadModel(Uint8Array.of(...bytes, 0))).toThrow(ModelFileError)
  })

  // Written anew, so that the checksum fits: what a hostile writer would do.
  it.each(modelKinds)('with a checksum that fits is refused, or scores: %s', (kind) => {
    const file = parseModel(serializeTrainedModel(as(models[kind])))
    fc.assert(
      fc.property(mutatedJson(file), (changed) => {
        let loaded: ReturnType<typeof loadModel>
        try {
          loaded = loadModel(serializeModel(changed))
        } catch (error) {
          expect(error).toBeInstanceOf(ModelFileError)
          return
        }
        const rows = {
          rows: 3,
          columns: inputsOf(loaded.model).map(({ kind }) =>
            Float64Array.of(Number.NaN, kind === 'category' ? 1 : 1e30, kind === 'category' ? -1 : -0.5),
          ),
        }
        const raw = rawScores(loaded.model, rows)
        if (loaded.trained) calibrate(loaded.trained.calibrator, raw)
      }),
      { numRuns: 250 },
    )
  })

  it.each([
    ['the threshold', { threshold: 1.5 }, /threshold: a probability/],
    ['the outcome', { target: 7 }, /target: a text/],
    ['the calibration', { calibrator: { kind: 'magic', scale: 'log-odds' } }, /calibrator\.kind/],
    [
      'its knots',
      {
        calibrator: {
          kind: 'isotonic',
          scale: 'log-odds',
          scores: Float64Array.of(1, 0),
          probabilities: Float64Array.of(0, 1),
        },
      },
      /knot 1: scores rise/,
    ],
    ['the model', { model: { kind: 'oracle' } }, /model\.kind: no kind of model/],
    ['the report', { report: {} }, /report: "champion" is missing/],
  ])('names %s', (_, change, message) => {
    const attempt = () => checkTrainedModel({ ...trained, ...change })
    expect(attempt).toThrow(ModelFileError)
    expect(attempt).toThrow(message)
  })
})
