/** A model file of any kind known here, recognised by what is in it. */
import type { TreeModel } from '../models/model.ts'
import { readLightGbmModel } from './lightgbm/index.ts'
import { ModelFileError } from './model-file-error.ts'
import { isModelFile, type PlainData, parseModel } from './own/index.ts'

export type ModelFile =
  /** Our own: data whose kind says what they are. Models of trees are checked by `checkTreeModel`. */
  | { readonly format: 'own'; readonly content: PlainData }
  | { readonly format: ForeignFormat; readonly model: TreeModel }

export type ForeignFormat = 'lightgbm'

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
  throw new ModelFileError(
    `${name ?? 'The file'} is no model that is known here: neither ours nor LightGBM's text.`,
  )
}

function textOf(bytes: Uint8Array, name?: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ModelFileError(`${name ?? 'The file'} is not text in UTF-8.`, { cause })
  }
}
