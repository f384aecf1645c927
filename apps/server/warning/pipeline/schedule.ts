/** When steps of the pipeline run by themselves: kept in the database, looked at every half minute. */
import { ProblemError, type pipelineSteps } from '@pratibimba/contract'
import { RecordConflict, type ReferenceStore } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { nextRun } from './cron.ts'
import { stepWorks } from './step-works.ts'

export type PipelineStep = (typeof pipelineSteps)[number]

interface StepSchedule {
  /** null: only when asked. */
  readonly cron: string | null
  /** When it was last due, or its schedule was set: what is due counts from here, ISO 8601. */
  readonly since: string
}

export interface ScheduledStep {
  readonly step: PipelineStep
  readonly cron: string | null
  readonly nextRunAt?: Date
}

const usual: Readonly<Record<PipelineStep, string | null>> = {
  ingestion: null,
  flush: '0 1 * * *',
  scoring: '0 2 * * *',
  monitoring: '0 3 * * *',
  training: '0 4 * * 0',
  summary: '0 6 * * 1',
}
const steps = Object.keys(usual) as PipelineStep[]

const TICK_MS = 30_000
const actor = 'schedule'
const keyOf = (step: PipelineStep): string => `warning.schedule.${step}`

export async function readSchedule(references: ReferenceStore): Promise<ScheduledStep[]> {
  return Promise.all(
    steps.map(async (step) => {
      const stored = (await references.get<StepSchedule>(keyOf(step)))?.value
      const cron = stepWorks[step] === undefined ? null : stored === undefined ? usual[step] : stored.cron
      const nextRunAt =
        stored === undefined || cron === null ? undefined : nextRun(cron, new Date(stored.since))
      return { step, cron, ...(nextRunAt && { nextRunAt }) }
    }),
  )
}

/** @param cron a valid expression, or null for never */
export async function setSchedule(
  { record, clock }: Context,
  step: PipelineStep,
  cron: string | null,
  by: string,
): Promise<void> {
  if (cron !== null && !Object.hasOwn(stepWorks, step))
    throw new ProblemError(
      'out_of_range',
      `The step "${step}" does not run by a schedule; only null fits it.`,
    )
  await record(async ({ warning: { references } }) => {
    const value: StepSchedule = { cron, since: clock().toISOString() }
    await references.put(keyOf(step), value, { actor: by, at: clock() })
    const metadata = { step, schedule: cron }
    return {
      fact: { operation: 'SCHEDULE_SET', actor: by, subjectId: 'warning:pipeline', metadata },
      result: undefined,
    }
  })
}

/**
 * Begins to look at the schedule. What was missed while no process ran is made up once, however often it was due.
 *
 * @returns ends it
 */
export function followSchedule(context: Context, onError: (error: unknown) => void): () => Promise<void> {
  let ticking: Promise<void> = Promise.resolve()
  let stopped = false
  const tick = (): void => {
    ticking = ticking.then(async () => {
      if (!stopped) await runDue(context, onError)
    })
  }
  const timer = setInterval(tick, TICK_MS).unref()
  tick()
  return async () => {
    stopped = true
    clearInterval(timer)
    await ticking
  }
}

/** Starts what is due now. */
export async function runDue(context: Context, onError: (error: unknown) => void): Promise<void> {
  const { warning, clock } = context
  for (const step of steps) {
    try {
      const work = stepWorks[step]
      if (work === undefined) continue
      const now = clock()
      const stored = await warning.stores.references.get<StepSchedule>(keyOf(step))
      const { cron, since } = stored?.value ?? { cron: usual[step], since: undefined }
      if (cron === null) continue
      const due = since === undefined ? undefined : nextRun(cron, new Date(since))
      if (since !== undefined && (due === undefined || due > now)) continue
      // Whoever writes this first runs it; from here on the next time counts.
      const value: StepSchedule = { cron, since: now.toISOString() }
      await warning.stores.references.put(keyOf(step), value, {
        actor,
        at: now,
        expectedVersion: stored?.version ?? 0,
      })
      if (since !== undefined) await work(context, actor)
    } catch (error) {
      // Another process was first, or the work goes on still, or there is nothing to work on yet.
      const isExpected = error instanceof RecordConflict || error instanceof ProblemError
      if (!isExpected) onError(error)
    }
  }
}
