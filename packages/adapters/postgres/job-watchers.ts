/** Those who follow a job: each is told the current state, then every change, until the job ends. */
import type { Job, JobState } from '@pratibimba/risk/ports'

type Listener = (job: Job) => void

const ended: readonly JobState[] = ['COMPLETED', 'FAILED', 'CANCELLED']

export interface JobWatchers {
  add(id: string, listener: Listener): Promise<() => void>
  /** A job changed: reads it once, however often it changed meanwhile. */
  changed(id: string): void
  /** Changes may have been missed. */
  allChanged(): void
}

/** @param read answers the job as it is now */
export function jobWatchers(
  read: (id: string) => Promise<Job | undefined>,
  onError: (error: unknown) => void,
): JobWatchers {
  const listeners = new Map<string, Set<Listener>>()
  const reading = new Map<string, 'once' | 'again'>()

  const tell = (job: Job) => {
    for (const listener of listeners.get(job.id) ?? [])
      try {
        listener(job)
      } catch (error) {
        onError(error)
      }
    if (ended.includes(job.state)) listeners.delete(job.id)
  }
  const changed = (id: string) => {
    if (!listeners.has(id)) return
    if (reading.has(id)) {
      reading.set(id, 'again')
      return
    }
    reading.set(id, 'once')
    read(id)
      .then((job) => job && tell(job), onError)
      .finally(() => {
        const again = reading.get(id) === 'again'
        reading.delete(id)
        if (again) changed(id)
      })
  }
  return {
    changed,
    allChanged() {
      for (const id of listeners.keys()) changed(id)
    },
    async add(id, listener) {
      const job = await read(id)
      if (job === undefined) return () => undefined
      listener(job)
      if (ended.includes(job.state)) return () => undefined
      const ofJob = listeners.get(id) ?? new Set()
      listeners.set(id, ofJob.add(listener))
      // It may have changed between the reading and here.
      changed(id)
      return () => {
        ofJob.delete(listener)
        if (ofJob.size === 0 && listeners.get(id) === ofJob) listeners.delete(id)
      }
    },
  }
}
