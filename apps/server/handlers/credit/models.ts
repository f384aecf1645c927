/** The registry of credit models: versions, what decided when, training, steps between stages, outcomes. */
import { type CreditModelStage, type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { actedByOf, actingPerson } from '../../credit/acting-person.ts'
import { findCreditModel } from '../../credit/models/find-model.ts'
import { liveAt } from '../../credit/models/live-at.ts'
import { moveModel } from '../../credit/models/move-model.ts'
import { recordOutcomes } from '../../credit/models/record-outcomes.ts'
import type { TrainCreditPayload } from '../../credit/models/train-credit.ts'
import { freshSeed } from '../../portfolios/identifiers.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { openReadyUpload } from '../../uploads/recorded-upload.ts'
import { startPipelineJob } from '../../warning/pipeline/start-job.ts'
import { creditModelFileToWire, creditModelToWire } from '../../wire/credit/model.ts'
import { pageOf } from '../../wire/page.ts'

type ModelOperations = Pick<
  Operations,
  | 'listCreditModels'
  | 'getCreditModel'
  | 'liveCreditModels'
  | 'trainCreditModel'
  | 'moveCreditModel'
  | 'recordLoanOutcomes'
>

export const creditModelHandlers: Handlers<ModelOperations, Context> = {
  listCreditModels: async ({ query }, { credit }) => {
    const stage = query.stage?.split(',') as CreditModelStage[] | undefined
    const { models, total } = await credit.stores.models.list({ ...pageOf(query), ...(stage && { stage }) })
    return { models: models.map(creditModelToWire), total }
  },

  getCreditModel: async ({ params }, { credit }) =>
    creditModelFileToWire(await findCreditModel(credit.stores.models, params.version)),

  liveCreditModels: async ({ query }, context) => {
    const at = query.at === undefined ? context.clock() : new Date(query.at)
    const { modelVersion, policy, experiments, killed } = await liveAt(context, at)
    return {
      at: at.toISOString(),
      model_version: modelVersion ?? null,
      policy: policy ?? null,
      experiments: [...experiments],
      killed,
    }
  },

  trainCreditModel: async ({ body, caller }, context) => {
    const {
      upload_id: uploadId,
      target = 'good',
      bad,
      mode = 'full',
      seed = freshSeed(),
      promote = true,
    } = body
    if (uploadId !== undefined) await openReadyUpload(context, uploadId)
    if (mode === 'incremental' && (await context.credit.stores.models.byAlias('champion')) === undefined)
      throw new ProblemError('conflict', 'There is no champion to go on from: train in full first.')
    const asked: Omit<TrainCreditPayload, 'actor'> = {
      target,
      mode,
      seed,
      promote,
      ...(uploadId !== undefined && { uploadId }),
      ...(bad !== undefined && { bad }),
    }
    const job_id = await startPipelineJob(context, 'train-credit', asked, {
      actor: caller.id,
      metadata: { upload_id: uploadId ?? null, mode, seed, promote },
    })
    return { job_id, status: 'initializing' }
  },

  moveCreditModel: async ({ params, body, caller }, context) => {
    const person = actingPerson(caller, body.acted_by)
    return creditModelToWire(
      await moveModel(context, params.version, {
        to: body.to,
        reason: body.reason,
        overrides: body.overrides ?? [],
        person,
        actor: caller.id,
        actedBy: actedByOf(caller, person),
      }),
    )
  },

  recordLoanOutcomes: ({ body, caller }, context) => recordOutcomes(context, body.outcomes, caller.id),
}
