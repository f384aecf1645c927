/** Compute on the calling thread: a small portfolio is drawn sooner than other threads would have begun. */
import type { Compute } from '@pratibimba/risk/ports'

export const inlineCompute: Compute = {
  threads: 1,
  async *map(task, setup, pieces, signal) {
    const run = task.open(setup)
    for (const piece of pieces) {
      signal?.throwIfAborted()
      yield run(piece)
    }
  },
  close: () => Promise.resolve(),
}
