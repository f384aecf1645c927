/** Any model file, ready to score. */
import type { Model } from '../../models/index.ts'
import type { TrainedModel } from '../../training/index.ts'
import { JsonField } from '../json-field.ts'
import { type ForeignFormat, readModelFile } from '../read-model-file.ts'
import { checkModel, checkTrainedModel } from './check-trained-model.ts'

export interface LoadedModel {
  readonly format: 'pratibimba' | ForeignFormat
  readonly model: Model
  /** Where the model was trained here: calibration, threshold, report. */
  readonly trained?: TrainedModel
}

/**
 * Reads a model file of any kind known here, recognised by its content.
 *
 * @param name of the file, for the error
 * @throws ModelFileError
 * @see docs/methods/model-exchange.md
 */
export function loadModel(bytes: Uint8Array, name?: string): LoadedModel {
  const file = readModelFile(bytes, name)
  if (file.format !== 'own') return file
  const content = new JsonField(file.content, '')
  if (content.get('kind').value !== 'trained') return { format: 'pratibimba', model: checkModel(content) }
  const trained = checkTrainedModel(file.content)
  return { format: 'pratibimba', model: trained.model, trained }
}
