/** Compute on worker threads: pieces run in any order, results come in the order of the pieces, memory is bounded. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Compute, TaskKind } from '@pratibimba/risk/ports'
import { errorOfKind } from './kept-errors.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** Pieces per thread that may be unfinished or unread at a time. */
const AHEAD_PER_THREAD = 2

interface Waiting {
  resolve(result: unknown): void
  reject(error: unknown): void
}

interface Thread {
  readonly worker: Worker
  readonly running: Map<number, Waiting>
  readonly setups: Set<number>
}

/**
 * Opens a pool; threads start with the first piece of work and end with `close`.
 *
 * @param threads worker threads; default one per core
 */
export function openCompute(threads: number = availableParallelism()): Compute {
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`openCompute: need at least 1 thread, got ${threads}`)
  const pool: Thread[] = []
  let closed = false
  let nextSetup = 0
  let nextPiece = 0

  const start = (): Thread => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    worker.unref()
    const thread: Thread = { worker, running: new Map(), setups: new Set() }
    worker.on('message', (message: FromWorker) => {
      const waiting = thread.running.get(message.pieceId)
      thread.running.delete(message.pieceId)
      if (thread.running.size === 0) worker.unref()
      if (message.type === 'done') waiting?.resolve(message.result)
      else waiting?.reject(errorOfKind(message.error, message.kind))
    })
    const end = (error: Error): void => {
      const at = pool.indexOf(thread)
      if (at >= 0) pool.splice(at, 1)
      for (const waiting of thread.running.values()) waiting.reject(error)
      thread.running.clear()
    }
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', (code) =>
      end(new Error(`A worker thread ended with code ${code} before its work was done.`)),
    )
    pool.push(thread)
    return thread
  }

  /** A new thread while there are fewer than wanted and all are busy; else the least busy one. */
  const choose = (): Thread => {
    const least = pool.reduce<Thread | undefined>(
      (best, thread) => (best === undefined || thread.running.size < best.running.size ? thread : best),
      undefined,
    )
    if (least === undefined || (least.running.size > 0 && pool.length < threads)) return start()
    return least
  }

  const dispatch = (kind: string, setupId: number, setup: unknown, piece: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) throw new Error('The pool of worker threads is closed.')
      const thread = choose()
      const send = (message: ToWorker): void => thread.worker.postMessage(message)
      if (!thread.setups.has(setupId)) {
        thread.setups.add(setupId)
        send({ type: 'open', setupId, kind, setup })
      }
      const pieceId = nextPiece++
      thread.running.set(pieceId, { resolve, reject })
      thread.worker.ref()
      send({ type: 'run', setupId, pieceId, piece })
    })

  const forget = (setupId: number): void => {
    for (const thread of pool) {
      if (thread.setups.delete(setupId))
        thread.worker.postMessage({ type: 'forget', setupId } satisfies ToWorker)
    }
  }

  return {
    threads,
    async *map<Setup, Piece, Result>(
      task: TaskKind<Setup, Piece, Result | Promise<Result>>,
      setup: Setup,
      pieces: Iterable<Piece>,
      signal?: AbortSignal,
    ) {
      const setupId = nextSetup++
      const pending: Promise<unknown>[] = []
      const source = pieces[Symbol.iterator]()
      const fill = (): void => {
        while (pending.length < threads * AHEAD_PER_THREAD) {
          const { done, value } = source.next()
          if (done) return
          const result = dispatch(task.kind, setupId, setup, value)
          result.catch(() => undefined) // awaited below, in order; an abandoned piece must not end the process
          pending.push(result)
        }
      }
      try {
        for (;;) {
          signal?.throwIfAborted()
          fill()
          const first = pending.shift()
          if (first === undefined) return
          yield (await first) as Result
        }
      } finally {
        forget(setupId)
      }
    },
    async close() {
      closed = true
      await Promise.all(pool.splice(0).map(({ worker }) => worker.terminate()))
    },
  }
}
