/** Jobs: state, progress as events, cancel, retry. */
import Type from 'typebox'
import { Job, JobList } from '../entities/job.ts'
import { jobStates } from '../entities/vocabulary.ts'
import { closed, oneOf, pageQuery } from '../schema.ts'
import { operation } from './operation.ts'

const jobParams = closed({ job_id: Type.String({ format: 'uuid' }) })

export const jobOperations = {
  listJobs: operation({
    method: 'GET',
    path: '/api/jobs',
    permission: 'jobs:read',
    tag: 'Jobs',
    summary: 'Jobs, newest first',
    query: closed({
      state: Type.Optional(oneOf(jobStates)),
      subject_id: Type.Optional(Type.String({ maxLength: 64 })),
      ...pageQuery,
    }),
    reply: JobList,
    problems: ['out_of_range'],
  }),
  getJob: operation({
    method: 'GET',
    path: '/api/jobs/{job_id}',
    permission: 'jobs:read',
    tag: 'Jobs',
    summary: 'A job',
    params: jobParams,
    reply: Job,
    problems: ['not_found', 'out_of_range'],
  }),
  watchJob: operation({
    method: 'GET',
    path: '/api/jobs/{job_id}/events',
    permission: 'jobs:read',
    tag: 'Jobs',
    summary: 'A job as it changes, as server-sent events',
    params: jobParams,
    replyKind: 'events',
    reply: Job,
    problems: ['not_found', 'out_of_range'],
  }),
  cancelJob: operation({
    method: 'POST',
    path: '/api/jobs/{job_id}/cancel',
    permission: 'jobs:write',
    tag: 'Jobs',
    summary: 'Cancel a job that has not ended',
    params: jobParams,
    reply: Job,
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
  retryJob: operation({
    method: 'POST',
    path: '/api/jobs/{job_id}/retry',
    permission: 'jobs:write',
    tag: 'Jobs',
    summary: 'Run a failed or cancelled job again',
    params: jobParams,
    reply: Job,
    problems: ['not_found', 'conflict', 'out_of_range'],
  }),
}
