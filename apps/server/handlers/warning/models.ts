/** Versions of the early-warning model: how good they are, and which one decides. */
import { type ModelStage, type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { sendFile } from '../../routes/send-file.ts'
import { MODELS_OWNER } from '../../warning/champion.ts'
import { featureList } from '../../warning/pipeline/feature-list.ts'
import { findModel, promoteModel, rollBackModel } from '../../warning/pipeline/promote-model.ts'
import { pageOf } from '../../wire/page.ts'
import { modelToWire, reportToWire } from '../../wire/warning/model.ts'

type ModelOperations = Pick<
  Operations,
  | 'listWarningModels'
  | 'getWarningModel'
  | 'downloadPredictions'
  | 'promoteWarningModel'
  | 'rollbackWarningModel'
  | 'listFeatures'
>

export const modelHandlers: Handlers<ModelOperations, Context> = {
  listWarningModels: async ({ query }, { warning }) => {
    const stage = query.stage?.split(',') as ModelStage[] | undefined
    const { models, total } = await warning.stores.models.list({
      ...pageOf(query),
      ...(stage && { stage }),
    })
    return { models: models.map(modelToWire), total }
  },

  getWarningModel: async ({ params }, { warning }) =>
    reportToWire(await findModel(warning.stores.models, params.version)),

  downloadPredictions: async ({ params, request, reply }, { warning, artifacts }) => {
    const { version, predictionsArtifact, rows } = await findModel(warning.stores.models, params.version)
    const file = await artifacts.stat(MODELS_OWNER, predictionsArtifact)
    if (file === undefined)
      throw new ProblemError('not_found', `The predictions of ${version} are not there any more.`)
    const { bytes, sha256 } = file
    return sendFile(request, reply, artifacts, MODELS_OWNER, {
      filename: predictionsArtifact,
      bytes,
      rows,
      sha256,
    })
  },

  promoteWarningModel: async ({ params, body, caller }, context) =>
    modelToWire(
      await promoteModel(context, params.version, {
        actor: caller.id,
        reason: body.reason,
        althoughWorse: body.although_worse ?? false,
      }),
    ),

  rollbackWarningModel: async ({ body, caller }, context) =>
    modelToWire(await rollBackModel(context, { actor: caller.id, reason: body.reason })),

  listFeatures: async (_, { warning }) =>
    featureList(warning.champion.current()?.model.bundle.report.importance ?? []),
}
