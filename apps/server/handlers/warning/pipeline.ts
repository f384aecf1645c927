/** The work behind the pages: started here, done by jobs. */
import type { Operations } from '@pratibimba/contract'
import type { Context } from '../../context.ts'
import { freshSeed } from '../../portfolios/identifiers.ts'
import type { Handlers } from '../../routes/handlers.ts'
import { dataDays } from '../../warning/pipeline/data-days.ts'
import { requireDayOfData, requireDayOfLake } from '../../warning/pipeline/score-portfolio.ts'
import { requireFreeIds } from '../../warning/pipeline/simulate-bank.ts'
import { startPipelineJob } from '../../warning/pipeline/start-job.ts'

type PipelineOperations = Pick<
  Operations,
  'simulateBank' | 'scorePortfolio' | 'backfillScores' | 'triggerRetraining'
>

const DAY_MS = 86_400_000
const started = (job_id: string) => ({ job_id, status: 'initializing' as const })

export const pipelineHandlers: Handlers<PipelineOperations, Context> = {
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
    const asked = { from: body.from, to: body.to, everyDays: body.every_days ?? 1 }
    return started(
      await startPipelineJob(context, 'backfill-scores', asked, { actor: caller.id, metadata: asked }),
    )
  },

  triggerRetraining: async ({ body, caller }, context) => {
    const { trials = 0, miss_cost: missCost = 50, promote = 'if_better', seed = 42 } = body
    const asked = { trials, missCost, promote, seed }
    return started(
      await startPipelineJob(context, 'train-warning', asked, { actor: caller.id, metadata: asked }),
    )
  },
}
