/** The compute port on the calling thread, for tests of what does not depend on threads. */
import type { Compute } from '@pratibimba/risk/ports'

export const inlineCompute: Compute = {
  threads: 1,
  async *map(task, setup, pieces, signal) {
    const work = task.open(structuredClone(setup))
    for (const piece of pieces) {
      signal?.throwIfAborted()
      yield work(piece)
    }
  },
  close: () => Promise.resolve(),
}
