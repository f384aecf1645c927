/** A trained model as the bytes of a file. */
import type { TrainedModel } from '../../models/index.ts'
import { serializeModel } from '../own/index.ts'

/** The same model gives the same bytes, but for the seconds its report tells. */
export function serializeTrainedModel(model: TrainedModel): Uint8Array {
  return serializeModel(model)
}
