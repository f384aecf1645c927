/** Every format a model can be written in. */
import { inputsOf, type Model, type TreeModel } from '../models/index.ts'
import { writeCatboostModel } from './catboost/index.ts'
import { writeLightGbmModel } from './lightgbm/index.ts'
import { ModelFileError } from './model-file-error.ts'

import { writeOnnxModel } from './onnx/index.ts'

import { serializeModel } from './own/index.ts'
import { type LoadedModel, serializeTrainedModel } from './trained/index.ts'
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
  const what = {
    scorecard: 'a scorecard',
    'logistic-baseline': 'a regression',
    stacked: `an ensemble of ${model.kind === 'stacked' ? model.members.map(({ kind }) => kind).join(', ') : ''}`,
  }[model.kind]
  throw new ModelFileError(
    `The model is ${what}, and a file of ${format} holds one set of trees. Train with --learner boosting or forest to have one.`,
  )
}

function leftBehind({ model, trained }: LoadedModel): string[] {
  const notes: string[] = []
  if (trained !== undefined)
    notes.push(
      `Calibration (${trained.calibrator.kind}), threshold and report stay behind: the file answers the raw score of ${inputsOf(model).length} inputs.`,
    )
  return notes
}
