/** What a user is told of a job that failed. */
import { ProblemError } from '@pratibimba/contract'
import { ArtifactError, type Job, TableError } from '@pratibimba/risk/ports'

/** Errors written for a user keep their words; of any other only the fact is told, and the log has the rest. */
export function describeFailure(error: unknown): NonNullable<Job['failure']> {
  if (error instanceof ProblemError) return { code: error.code, detail: error.message }
  if (error instanceof TableError)
    return { code: error.code === 'disk_full' ? 'storage_full' : 'unreadable_file', detail: error.message }
  if (error instanceof ArtifactError)
    return { code: error.code === 'disk_full' ? 'storage_full' : 'internal', detail: error.message }
  return {
    code: 'internal',
    detail: 'The work stopped on an unexpected error; the log of the server has the details.',
  }
}
