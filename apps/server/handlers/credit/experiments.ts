/** Experiments: champion and challenger. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { actingPerson } from '../../credit/acting-person.ts'
import { createExperiment, findExperiment, moveExperiment } from '../../credit/experiments/move-experiment.ts'
import { experimentReport } from '../../credit/experiments/report.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { experimentToWire, guardrailsFromWire } from '../../wire/credit/experiment.ts'
import { pageOf } from '../../wire/page.ts'

type ExperimentOperations = Pick<
  Operations,
  'listExperiments' | 'createExperiment' | 'getExperiment' | 'moveExperiment'
>

export const experimentHandlers: Handlers<ExperimentOperations, Context> = {
  listExperiments: async ({ query }, { credit }) => {
    const { experiments, total } = await credit.stores.experiments.list(pageOf(query))
    return { experiments: experiments.map(experimentToWire), total }
  },

  createExperiment: async ({ body, caller }, context) => {
    const { challenger_model, challenger_policy, rollout, guardrails } = body
    const record = await createExperiment(
      context,
      {
        id: body.id,
        title: body.title,
        ...(challenger_model !== undefined && { challengerModel: challenger_model }),
        ...(challenger_policy !== undefined && { challengerPolicy: challenger_policy }),
        ...(rollout !== undefined && { rollout }),
        ...(guardrails !== undefined && { guardrails: guardrailsFromWire(guardrails) }),
      },
      { caller, person: actingPerson(caller, body.acted_by), reason: `Set up: ${body.title}` },
    )
    return experimentToWire(record)
  },

  getExperiment: async ({ params }, { credit: { stores } }) =>
    experimentReport(stores.experiments, await findExperiment(stores.experiments, params.id)),

  moveExperiment: async ({ params, body, caller }, context) =>
    experimentToWire(
      await moveExperiment(context, params.id, body.action, {
        caller,
        person: actingPerson(caller, body.acted_by),
        reason: body.reason,
      }),
    ),
}
