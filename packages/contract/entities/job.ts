/** Jobs: work that outlives a request. */
import Type, { type Static } from 'typebox'
import { closed, InstantString, oneOf, share } from '../schema.ts'
import { jobStates } from './vocabulary.ts'

export const Job = closed(
  {
    id: Type.String(),
    kind: Type.String(),
    state: oneOf(jobStates),
    subject_id: Type.String(),
    progress: share(),
    stage: Type.String(),
    attempts: Type.Integer(),
    failure: Type.Union([closed({ error_code: Type.String(), detail: Type.String() }), Type.Null()]),
    created_at: InstantString,
    started_at: Type.Union([InstantString, Type.Null()]),
    finished_at: Type.Union([InstantString, Type.Null()]),
  },
  { title: 'Job' },
)
export type Job = Static<typeof Job>

export const JobList = closed({ jobs: Type.Array(Job), total: Type.Integer() }, { title: 'JobList' })
export type JobList = Static<typeof JobList>
