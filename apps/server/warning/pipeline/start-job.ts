/** Starts a job of the pipeline; of each kind one at a time. */
import { randomUUID } from 'node:crypto'
import { ProblemError } from '@pratibimba/contract'
import { RecordConflict } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { hasEnded } from '../../jobs/job-state.ts'
import type { PipelineKind } from '../../jobs/kinds.ts'

interface JobMark {
  readonly jobId: string
}

export interface StartOptions {
  readonly actor: string
  readonly jobId?: string
  /** For the audit entry; without personal data. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/**
 * The job, its mark and its audit entry stand or fall together.
 *
 * @throws ProblemError `conflict` naming the job of the kind that goes on
 */
export async function startPipelineJob(
  context: Context,
  kind: PipelineKind,
  payload: object,
  { actor, jobId = randomUUID(), metadata = {} }: StartOptions,
): Promise<string> {
  try {
    await context.record(async ({ warning: { references }, enqueue }) => {
      const mark = await references.get<JobMark>(markKey(kind))
      const going = mark && (await context.jobs.get(mark.value.jobId))
      if (going !== undefined && !hasEnded(going)) throw stillGoing(kind, going.id, going.stage)
      const by = { actor, at: context.clock(), expectedVersion: mark?.version ?? 0 }
      await references.put<JobMark>(markKey(kind), { jobId }, by)
      await enqueue(kind, subjectOf(kind), { ...payload, actor }, jobId)
      const operation = `${kind.toUpperCase().replaceAll('-', '_')}_STARTED`
      const fact = { operation, actor, subjectId: subjectOf(kind), metadata: { ...metadata, job_id: jobId } }
      return { fact, result: undefined }
    })
  } catch (error) {
    // Two asked at the same moment.
    if (error instanceof RecordConflict)
      throw new ProblemError(
        'conflict',
        `Another "${kind}" has just been started; wait for it, or cancel it.`,
      )
    throw error
  }
  return jobId
}

/** What jobs of the pipeline are about, in job lists and the audit chain. */
function subjectOf(kind: PipelineKind): string {
  return kind === 'train-credit' ? `credit:${kind}` : `warning:${kind}`
}

function markKey(kind: PipelineKind): string {
  return `warning.job.${kind}`
}

function stillGoing(kind: PipelineKind, jobId: string, stage: string): ProblemError {
  const detail = `A job "${kind}" goes on already: ${jobId} (${stage}). Wait for it, or cancel it.`
  return new ProblemError('conflict', detail)
}
