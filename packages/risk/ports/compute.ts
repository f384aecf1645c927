/** Work cut into pieces that run beside each other. Embedded adapter: worker threads. */

/** A kind of work: `open` is called once per worker with the set-up, what it answers once per piece, one piece after the other. Both cross a thread: plain data and typed arrays only. */
export interface TaskKind<Setup, Piece, Result> {
  readonly kind: string
  open(setup: Setup): (piece: Piece) => Result
}

export interface Compute {
  readonly threads: number
  /**
   * Runs every piece and answers the results in the order of the pieces, whatever the order of completion.
   * At most a few pieces per thread are unfinished or unread at a time, so memory is bounded.
   */
  map<Setup, Piece, Result>(
    /** Work that waits for files answers a promise. */
    task: TaskKind<Setup, Piece, Result | Promise<Result>>,
    setup: Setup,
    pieces: Iterable<Piece>,
    signal?: AbortSignal,
  ): AsyncIterable<Result>
  close(): Promise<void>
}
