/** Jobs on the wire. */
import type { Job as WireJob } from '@pratibimba/contract'
import type { Job } from '@pratibimba/risk/ports'

export function jobToWire(job: Job): WireJob {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    subject_id: job.subjectId,
    progress: job.progress,
    stage: job.stage,
    attempts: job.attempts,
    failure: job.failure === undefined ? null : { error_code: job.failure.code, detail: job.failure.detail },
    created_at: job.createdAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    finished_at: job.finishedAt?.toISOString() ?? null,
  }
}
