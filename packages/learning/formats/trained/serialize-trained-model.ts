/** A trained model as the bytes of a file. */
import type { TrainedModel } from '../../training/index.ts'
import { serializeModel } from '../own/index.ts'

/** The same training gives the same bytes: how long it took is not written. */
export function serializeTrainedModel(model: TrainedModel): Uint8Array {
  const { report } = model
  const contenders = report.contenders.map(({ seconds, ...rest }) => rest)
  return serializeModel({ ...model, report: { ...report, contenders } })
}
