/** The nightly job that looks at credit decisions, keeps what it saw, and raises or ends alerts. */
import { randomUUID } from 'node:crypto'
import { ProblemError } from '@pratibimba/contract'
import type { AlertChanges } from '@pratibimba/risk/monitoring'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { faultOf } from '../../problems/problem-of.ts'
import { startPipelineJob } from '../../warning/pipeline/start-job.ts'
import { usualCreditRetraining } from '../models/schedule.ts'
import { advanceCreditAlerts } from './credit-alerts.ts'
import { lookAtDecisions } from './look-at-decisions.ts'
import { keepLook } from './stored-look.ts'

const monitorCreditKind = 'monitor-credit'
const MONITORING_SUBJECT = 'credit:monitoring'
/** Days back that a look goes. */
export const LOOK_DAYS = 90
const DAY_MS = 86_400_000

interface MonitorCreditPayload {
  readonly actor: string
}

/** Begins a look, unless one goes on. @returns the job, or nothing where there is no model or a look goes on */
export async function startMonitorCredit(context: Context, actor: string): Promise<string | undefined> {
  if (context.credit.deciders.champion() === undefined) return undefined
  for (const state of ['PENDING', 'RUNNING'] as const) {
    const { total } = await context.jobs.list({ kind: monitorCreditKind, state, limit: 1, offset: 0 })
    if (total > 0) return undefined
  }
  const jobId = randomUUID()
  await context.record(async ({ enqueue }) => {
    await enqueue(monitorCreditKind, MONITORING_SUBJECT, { actor } satisfies MonitorCreditPayload, jobId)
    const metadata = { job_id: jobId }
    return {
      fact: { operation: 'MONITOR_CREDIT_STARTED', actor, subjectId: MONITORING_SUBJECT, metadata },
      result: undefined,
    }
  })
  return jobId
}

export async function workOnCreditMonitoring(context: Context): Promise<void> {
  await context.jobs.work<MonitorCreditPayload>(monitorCreditKind, async (run) => {
    try {
      await monitorCreditJob(context, run)
    } catch (error) {
      if (run.signal.aborted) throw error
      const { code, detail, errors } = faultOf(error)
      await context.record(async () => {
        const metadata = { job_id: run.job.id, error_code: code }
        return {
          fact: {
            operation: 'MONITOR_CREDIT_FAILED',
            actor: 'system',
            subjectId: MONITORING_SUBJECT,
            metadata,
          },
          result: undefined,
        }
      })
      const problem = new ProblemError(code, detail, errors)
      if (error instanceof Error) problem.stack = error.stack
      throw problem
    }
  })
}

async function monitorCreditJob(
  context: Context,
  { job, signal, progress }: JobRun<MonitorCreditPayload>,
): Promise<void> {
  const now = context.clock()
  const from = new Date(now.getTime() - LOOK_DAYS * DAY_MS)
  const look = await lookAtDecisions(context, {
    from,
    to: now,
    signal,
    onProgress: (share, stage) => progress(0.8 * share, stage),
  })
  progress(0.85, 'Verifying the audit chain')
  const { headHash, ...audit } = await context.audit.verify()
  const { actor } = job.payload
  const { figures } = look
  const changes = await context.record(async ({ warning: stores }) => {
    const advanced = await advanceCreditAlerts(stores, figures, now)
    await keepLook(stores.references, { ...look, checkedAt: now.toISOString(), audit }, { actor, at: now })
    const metadata = {
      job_id: job.id,
      model_version: figures.modelVersion,
      decisions: figures.decisions,
      drift: figures.drift?.severity ?? 'unknown',
      matured: figures.matured,
      audit_whole: audit.whole,
      audit_head: headHash,
      alerts_raised: advanced.raise.length,
      alerts_resolved: advanced.resolve.length,
    }
    return {
      fact: { operation: 'CREDIT_MONITORING_DONE', actor, subjectId: MONITORING_SUBJECT, metadata },
      result: advanced,
    }
  })
  await openRetraining(context, changes)
}

/** Where an alert asks for it; one that goes on already is enough. It becomes champion only by the gates. */
async function openRetraining(context: Context, { raise }: AlertChanges): Promise<void> {
  const because = raise.filter(({ opensRetraining }) => opensRetraining).map(({ ruleId }) => ruleId)
  if (because.length === 0) return
  try {
    await startPipelineJob(context, 'train-credit', usualCreditRetraining, {
      actor: 'monitoring',
      metadata: { because },
    })
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'conflict')) throw error
  }
}
