/** The jobs of the server. Those that make a portfolio keep its record in step. */
import { ProblemError } from '@pratibimba/contract'
import type { JobRun } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import { decideFileJob, decideFileKind, type FilePayload } from '../credit/files/decide-file-job.ts'
import { workOnCreditMonitoring } from '../credit/monitoring/monitor-credit-job.ts'
import type { GenerationPayload } from '../portfolios/answer-generation.ts'
import { makePortfolio } from '../portfolios/make-portfolio.ts'
import { faultOf } from '../problems/problem-of.ts'
import { makeClone } from '../twins/make-clone.ts'
import type { ClonePayload } from '../twins/start-clone.ts'
import { workOnPipeline } from '../warning/pipeline/work-on-pipeline.ts'
import { generationConfig } from '../wire/generation.ts'
import { cloneKind, generationKind } from './kinds.ts'

/** Begins to work; jobs of a process that died are run again first. */
export async function workOnJobs(context: Context): Promise<void> {
  await discardUnfinished(context)
  await context.jobs.work<GenerationPayload>(generationKind, (run) =>
    keepingRecord(context, run, async ({ job, signal, progress }) => {
      const { request, seed, actor } = job.payload
      const config = generationConfig(request, seed)
      const format = request.format ?? 'csv'
      await makePortfolio(context, { id: job.subjectId, config, format, actor, signal, onProgress: progress })
    }),
  )
  await context.jobs.work<ClonePayload>(cloneKind, (run) =>
    keepingRecord(context, run, (running) => makeClone(context, running)),
  )
  await context.jobs.work<FilePayload>(decideFileKind, (run) => decideFileJob(context, run))
  await workOnPipeline(context)
  await workOnCreditMonitoring(context)
}

/** RUNNING at the start, FAILED with its reason where the work fails; the work itself records its success. */
async function keepingRecord<Payload>(
  context: Context,
  run: JobRun<Payload>,
  work: (run: JobRun<Payload>) => Promise<void>,
): Promise<void> {
  const { subjectId, id: jobId } = run.job
  const record = await context.portfolios.get(subjectId)
  // Removed meanwhile, or finished by an attempt that died before it could say so.
  if (record === undefined || record.status === 'COMPLETED') return
  await context.portfolios.update(subjectId, { status: 'RUNNING' })
  try {
    await work(run)
  } catch (error) {
    if (run.signal.aborted) throw error
    const { code, detail, errors } = faultOf(error)
    await context.record(async ({ portfolios }) => {
      const failure = { code, detail }
      await portfolios.update(subjectId, { status: 'FAILED', failure, finishedAt: context.clock() })
      const metadata = { job_id: jobId, error_code: code }
      const fact = { operation: 'GENERATION_FAILED', actor: 'system', subjectId, metadata }
      return { fact, result: undefined }
    })
    // In the words of the closed list, so that job and portfolio tell the same.
    const problem = new ProblemError(code, detail, errors)
    if (error instanceof Error) problem.stack = error.stack
    throw problem
  }
}

/** Longest a generation within a request may take, with a wide margin. */
const ABANDONED_AFTER_MS = 3_600_000

/**
 * Removes what requests of a process that died were making: nobody waits for it. With a database of our own no other
 * process can be at work; with a shared one only old ones are taken for abandoned.
 */
async function discardUnfinished(context: Context): Promise<void> {
  const shared = context.settings.databaseUrl !== undefined
  const before = context.clock().getTime() - (shared ? ABANDONED_AFTER_MS : 0)
  const { portfolios } = await context.portfolios.list({ status: 'RUNNING', limit: 10_000, offset: 0 })
  for (const { id, jobId, createdAt } of portfolios) {
    if (jobId !== undefined || createdAt.getTime() > before) continue
    await context.artifacts.remove(id)
    await context.portfolios.remove(id)
  }
}
