/** Every format a model can be written in. */
import { inputsOf, type Model, type TreeModel } from '../models/index.ts'
import { writeCatboostModel } from './catboost/index.ts'
import { writeLightGbmModel } from './lightgbm/index.ts'
import { ModelFileError } from './model-file-error.ts'

import { writeOnnxModel } from './onnx/index.ts'

import { serializeModel } from './own/index.ts'
import { type LoadedModel, mergeTrees, serializeTrainedModel } from './trained/index.ts'
import { writeXgboostModel } from './xgboost/index.ts'

export type WritableFormat = 'pratibimba' | 'lightgbm' | 'xgboost' | 'catboost' | 'onnx'

export interface WrittenModel {
  readonly bytes: Uint8Array
  /** What the format could not take along. */
  readonly notes: readonly string[]
}

interface ModelWriter {
  /** Of files, with the point. */
  readonly ending: string
  /** @throws ModelFileError when the format cannot hold the model */
  write(loaded: LoadedModel): WrittenModel
}

const utf8 = new TextEncoder()

const foreign =
  (name: string, write: (model: TreeModel) => Uint8Array): ModelWriter['write'] =>
  (loaded) => ({
    bytes: write(onlyTrees(loaded.model, name)),
    notes: leftBehind(loaded),
  })

export const modelWriters: Readonly<Record<WritableFormat, ModelWriter>> = {
  pratibimba: {
    ending: '.model',
    write: ({ model, trained }) => ({
      bytes: trained ? serializeTrainedModel(trained) : serializeModel(model),
      notes: [],
    }),
  },
  lightgbm: { ending: '.txt', write: foreign('LightGBM', (model) => utf8.encode(writeLightGbmModel(model))) },
  xgboost: { ending: '.json', write: foreign('XGBoost', (model) => utf8.encode(writeXgboostModel(model))) },
  catboost: {
    ending: '.json',
    write: foreign('CatBoost', (model) => utf8.encode(writeCatboostModel(model))),
  },
  onnx: { ending: '.onnx', write: foreign('ONNX', writeOnnxModel) },
}

function onlyTrees(model: Model, format: string): TreeModel {
  if (model.kind === 'trees') return model
  if (model.kind === 'stacked') return mergeTrees(model)
  throw new ModelFileError(
    `The model is a ${model.kind === 'scorecard' ? 'scorecard' : 'regression'}, and a file of ${format} holds trees. Train with --learner boosting or forest to have some.`,
  )
}

function leftBehind({ model, trained }: LoadedModel): string[] {
  const notes: string[] = []
  if (trained !== undefined)
    notes.push(
      `Calibration (${trained.calibrator.kind}), threshold and report stay behind: the file answers the raw score of ${inputsOf(model).length} inputs.`,
    )
  if (model.kind === 'stacked')
    notes.push(
      `The ${model.members.length} members of the ensemble are one set of trees there; scores are equal up to rounding.`,
    )
  return notes
}
