/** A job as it changes: the server's events, taken up again when the line breaks. */
import { ApiProblem } from '@pratibimba/client'
import type { Job } from '@pratibimba/contract'
import { useEffect, useState } from 'react'
import { client } from './client.ts'
import { noteOutcome } from './connection.ts'

const pauseMs = 1_000

export function ended({ state }: Pick<Job, 'state'>): boolean {
  return state === 'COMPLETED' || state === 'FAILED' || state === 'CANCELLED'
}

/** @param onEnd called once when the job has ended */
export function useJob(jobId: string | null, onEnd?: (job: Job) => void): { job?: Job; error?: unknown } {
  const [seen, setSeen] = useState<{ job?: Job; error?: unknown }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new onEnd is no reason to watch anew
  useEffect(() => {
    if (jobId === null) return
    const stop = new AbortController()
    const watch = async () => {
      let last: Job | undefined
      while (!stop.signal.aborted) {
        try {
          await client.watchJob({ params: { job_id: jobId }, signal: stop.signal }, (job) => {
            noteOutcome()
            last = job
            setSeen({ job })
          })
        } catch (error) {
          if (stop.signal.aborted) return
          noteOutcome(error)
          if (error instanceof ApiProblem) {
            setSeen((before) => ({ ...before, error }))
            return
          }
        }
        if (last !== undefined && ended(last)) {
          onEnd?.(last)
          return
        }
        await new Promise((resume) => setTimeout(resume, pauseMs))
      }
    }
    void watch()
    return () => stop.abort()
  }, [jobId])
  return seen
}
