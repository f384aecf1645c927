/** A model file of any kind known here, recognised by what is in it. */
import type { TreeModel } from '../models/model.ts'
import { readCatboostModel } from './catboost/index.ts'
import { readLightGbmModel } from './lightgbm/index.ts'
import { ModelFileError } from './model-file-error.ts'
import { isOnnx, readOnnxModel } from './onnx/index.ts'
import { isModelFile, type PlainData, parseModel } from './own/index.ts'
import { isUbjson, readXgboostModel } from './xgboost/index.ts'

export type ModelFile =
  /** Our own: data whose kind says what they are. Models of trees are checked by `checkTreeModel`. */
  | { readonly format: 'own'; readonly content: PlainData }
  | { readonly format: ForeignFormat; readonly model: TreeModel }

export type ForeignFormat = 'lightgbm' | 'xgboost' | 'catboost' | 'onnx'

/**
 * Reads a model file.
 *
 * @param name of the file, for the error
 * @throws ModelFileError when its format is not known, or the file is not what its format asks for
 * @see docs/methods/model-exchange.md
 */
export function readModelFile(bytes: Uint8Array, name?: string): ModelFile {
  if (isModelFile(bytes)) return { format: 'own', content: parseModel(bytes) }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).replace('ï»¿', '').trimStart()
  if (/^tree\r?\n/.test(head)) return { format: 'lightgbm', model: readLightGbmModel(textOf(bytes, name)) }
  if (isOnnx(bytes)) return { format: 'onnx', model: readOnnxModel(bytes) }
  if (isUbjson(bytes)) return { format: 'xgboost', model: readXgboostModel(bytes) }
  if (head.startsWith('{')) {
    const text = textOf(bytes, name)
    if (/"gradient_booster"\s*:/.test(text)) return { format: 'xgboost', model: readXgboostModel(text) }
    if (/"features_info"\s*:/.test(text)) return { format: 'catboost', model: readCatboostModel(text) }
  }
  if (head.startsWith('CBM1'))
    throw new ModelFileError(
      `${name ?? 'The file'} is CatBoost's binary: save the model with save_model(…, format='json').`,
    )
  throw new ModelFileError(
    `${name ?? 'The file'} is no model that is known here: neither ours, nor LightGBM's text, JSON of XGBoost or CatBoost, or ONNX.`,
  )
}

function textOf(bytes: Uint8Array, name?: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ModelFileError(`${name ?? 'The file'} is not text in UTF-8.`, { cause })
  }
}
