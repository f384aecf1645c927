/** The work behind the pages: started here, done by jobs. */
import { type Operations, ProblemError } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { freshSeed } from '../../portfolios/identifiers.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { requireCron } from '../../warning/pipeline/cron.ts'
import { dataDays } from '../../warning/pipeline/data-days.ts'
import { pipelineStatus } from '../../warning/pipeline/pipeline-status.ts'
import { retrainingStatus } from '../../warning/pipeline/retraining-status.ts'
import { setSchedule } from '../../warning/pipeline/schedule.ts'
import { requireDayOfData, requireDayOfLake } from '../../warning/pipeline/score-portfolio.ts'
import { requireFreeIds } from '../../warning/pipeline/simulate-bank.ts'
import { startPipelineJob } from '../../warning/pipeline/start-job.ts'
import { stepWorks, usualRetraining } from '../../warning/pipeline/step-works.ts'

type PipelineOperations = Pick<
  Operations,
  | 'pipelineStatus'
  | 'simulateBank'
  | 'scorePortfolio'
  | 'backfillScores'
  | 'scheduleStep'
  | 'runStep'
  | 'triggerRetraining'
  | 'retrainingStatus'
>

const DAY_MS = 86_400_000
const started = (job_id: string) => ({ job_id, status: 'initializing' as const })

export const pipelineHandlers: Handlers<PipelineOperations, Context> = {
  pipelineStatus: (_, context) => pipelineStatus(context),

  scheduleStep: async ({ params, body, caller }, context) => {
    if (body.schedule !== null) requireCron(body.schedule)
    await setSchedule(context, params.step, body.schedule, caller.id)
    return pipelineStatus(context)
  },

  runStep: async ({ params, caller }, context) => {
    const work = stepWorks[params.step]
    if (work === undefined)
      throw new ProblemError('out_of_range', `The step "${params.step}" runs by itself all the time.`)
    if (params.step !== 'flush') context.warning.champion.required()
    await work(context, caller.id)
    return pipelineStatus(context)
  },

  retrainingStatus: (_, context) => retrainingStatus(context),

  simulateBank: async ({ body, caller }, context) => {
    const { customers = 2_000, days = 210, seed = freshSeed() } = body
    await requireFreeIds(context.warning.stores.customers, customers)
    const lastDay = Math.floor(context.clock().getTime() / DAY_MS) - 1
    const asked = { customers, days, seed, lastDay }
    return started(
      await startPipelineJob(context, 'simulate-bank', asked, { actor: caller.id, metadata: asked }),
    )
  },

  scorePortfolio: async ({ body, caller }, context) => {
    context.warning.champion.required()
    if (body.as_of_date !== undefined) requireDayOfData(await dataDays(context), body.as_of_date)
    const asked = body.as_of_date === undefined ? {} : { asOfDate: body.as_of_date }
    return started(
      await startPipelineJob(context, 'score-portfolio', asked, { actor: caller.id, metadata: asked }),
    )
  },

  backfillScores: async ({ body, caller }, context) => {
    context.warning.champion.required()
    const days = await dataDays(context)
    requireDayOfLake(days, body.from, '/from')
    requireDayOfLake(days, body.to, '/to')
    if (body.to < body.from)
      throw new ProblemError('out_of_range', `The last day ${body.to} lies before the first, ${body.from}.`, [
        { pointer: '/to', detail: `Need ${body.from} or later.` },
      ])
    const asked = { from: body.from, to: body.to, everyDays: body.every_days ?? 1 }
    return started(
      await startPipelineJob(context, 'backfill-scores', asked, { actor: caller.id, metadata: asked }),
    )
  },

  triggerRetraining: async ({ body, caller }, context) => {
    const { trials, miss_cost, promote, seed } = body
    const asked = {
      trials: trials ?? usualRetraining.trials,
      missCost: miss_cost ?? usualRetraining.missCost,
      promote: promote ?? usualRetraining.promote,
      seed: seed ?? usualRetraining.seed,
    }
    return started(
      await startPipelineJob(context, 'train-warning', asked, { actor: caller.id, metadata: asked }),
    )
  },
}
