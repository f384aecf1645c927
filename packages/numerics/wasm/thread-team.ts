/** Threads that work on the same memory in steps, and the port that supplies them. */

/**
 * Work that several threads do together. `open` is called once on every thread; what it answers does that thread's share
 * of a step. Numbers of a step are read from shared memory that the set-up carries.
 */
export interface TeamProgram<Setup> {
  readonly kind: string
  open(setup: Setup, thread: number, threads: number): (step: number) => void
}

/** A team at work. */
export interface Team {
  readonly threads: number
  /** Runs one step on every thread, the calling one included, and returns when all have done their share. */
  run(step: number): void
  /** Lets the threads go; the team is of no use afterwards. */
  close(): void
}

/** Supplies threads. The set-up crosses a thread: plain data, typed arrays and shared memory only. */
export interface ThreadPool {
  readonly threads: number
  team<Setup>(program: TeamProgram<Setup>, setup: Setup): Promise<Team>
}

/** The calling thread alone. */
export const oneThread: ThreadPool = {
  threads: 1,
  async team(program, setup) {
    const share = program.open(setup, 0, 1)
    return { threads: 1, run: share, close: () => undefined }
  },
}
