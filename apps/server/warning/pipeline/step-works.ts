/** What each step of the pipeline starts when it is due. */
import type { Context } from '../../context.ts'
import { startMonitorCredit } from '../../credit/monitoring/monitor-credit-job.ts'
import { summarizePeriod } from '../monitoring/summarize-period.ts'
import { startPipelineJob } from './start-job.ts'

type StepWork = (context: Context, actor: string) => Promise<void>

const DAY_MS = 86_400_000

/** Settings of a training that nobody asked for. */
export const usualRetraining = { trials: 0, missCost: 50, promote: 'if_better', seed: 42 } as const

const flushNow: StepWork = async (context, actor) => {
  const untilDay = Math.floor(context.clock().getTime() / DAY_MS)
  await startPipelineJob(context, 'flush-lake', { untilDay }, { actor })
}

export const stepWorks: Readonly<Partial<Record<string, StepWork>>> = {
  flush: flushNow,
  scoring: async (context, actor) => {
    if (context.warning.champion.current() === undefined) return
    await startPipelineJob(context, 'score-portfolio', {}, { actor })
  },
  monitoring: async (context, actor) => {
    await startMonitorCredit(context, actor)
    await startPipelineJob(context, 'observe-outcomes', {}, { actor })
    // It waits for the one before.
    if (context.warning.champion.current() !== undefined)
      await startPipelineJob(context, 'monitor-warning', {}, { actor })
  },
  summary: async (context, actor) => {
    await summarizePeriod(context, actor)
  },
  training: async (context, actor) => {
    // The first training is somebody's decision.
    if (context.warning.champion.current() === undefined) return
    await startPipelineJob(context, 'train-warning', usualRetraining, { actor })
  },
}
