/** Work that outlives a request: progress, cancel, retry, resumption after a crash. */

export type JobState = 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'

export interface Job<Payload = unknown> {
  readonly id: string
  /** Kind of work: `clone-portfolio`, `generate-portfolio`, … */
  readonly kind: string
  readonly state: JobState
  readonly payload: Payload
  /** 0–1. */
  readonly progress: number
  /** What is being done now, for a person. */
  readonly stage: string
  /** What the job is about (portfolio id). */
  readonly subjectId: string
  /** How often it has been started. */
  readonly attempts: number
  /** Why it failed: a problem code and a message fit for the user. */
  readonly failure?: { readonly code: string; readonly detail: string }
  readonly createdAt: Date
  readonly startedAt?: Date
  readonly finishedAt?: Date
}

export interface JobRun<Payload> {
  readonly job: Job<Payload>
  /** Aborted on cancel and on shutdown. */
  readonly signal: AbortSignal
  /** Records progress (throttled) and tells the watchers. */
  progress(share: number, stage: string): void
}

export interface JobQueue {
  /** @param id a UUID the caller chose; one is made when it is absent */
  enqueue<Payload>(kind: string, subjectId: string, payload: Payload, id?: string): Promise<Job<Payload>>
  /** Registers who does the work of a kind. A job whose process died is run again from its start; handlers must be idempotent. */
  work<Payload>(kind: string, handler: (run: JobRun<Payload>) => Promise<void>): Promise<void>
  get(id: string): Promise<Job | undefined>
  list(filter: {
    subjectId?: string
    kind?: string
    state?: JobState
    limit: number
    offset: number
  }): Promise<{ jobs: Job[]; total: number }>
  /** @returns false when the job had already ended */
  cancel(id: string): Promise<boolean>
  /** Runs a failed or cancelled job again. @returns false when it is neither */
  retry(id: string): Promise<boolean>
  /** Calls back on every change of the job, the current state first; ends with the job. @returns unsubscribe */
  watch(id: string, listener: (job: Job) => void): Promise<() => void>
  /** Aborts what is running and hands it back, so that it is run again at the next start. */
  stop(): Promise<void>
}
