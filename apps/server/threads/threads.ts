/** Heavy work in threads: the server goes on answering, whatever is computed, encoded or learnt. */
import { Worker } from 'node:worker_threads'
import { ProblemError } from '@pratibimba/contract'
import type { Fault } from '../problems/problem-of.ts'
import type { Tasks } from './tasks.ts'

export type ToThread = { readonly name: keyof Tasks; readonly input: unknown }

export type FromThread =
  | { readonly type: 'progress'; readonly share: number; readonly stage: string }
  | { readonly type: 'done'; readonly result: unknown; readonly heldBytes: number }
  | { readonly type: 'failed'; readonly fault: Fault; readonly stack?: string; readonly heldBytes: number }

interface RunOptions {
  /** Ends the work at once. */
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number, stage: string) => void
}

export interface Threads {
  /**
   * Runs a task. How many run beside each other is the caller's to bound.
   *
   * @throws ProblemError what the work threw, as a user may be told it, with the original stack
   */
  run<Name extends keyof Tasks>(
    name: Name,
    input: Parameters<Tasks[Name]>[0],
    options?: RunOptions,
  ): Promise<Awaited<ReturnType<Tasks[Name]>>>
  close(): Promise<void>
}

/** A thread that holds more than this after its work is ended, and its memory goes with it. */
const KEPT_BYTES = 192 * 1024 ** 2

/** @param kept threads that wait for the next task: starting one takes longer than most tasks */
export function openThreads(kept: number): Threads {
  const idle: Worker[] = []
  const all = new Set<Worker>()

  const start = (): Worker => {
    const worker = new Worker(new URL('./thread.ts', import.meta.url))
    all.add(worker)
    // What breaks in a thread that waits ends the thread, not the server; `exit` below forgets it.
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      all.delete(worker)
      const at = idle.indexOf(worker)
      if (at >= 0) idle.splice(at, 1)
    })
    return worker
  }
  const release = (worker: Worker, heldBytes: number): void => {
    if (heldBytes <= KEPT_BYTES && idle.length < kept) {
      worker.unref()
      idle.push(worker)
    } else {
      void worker.terminate()
    }
  }

  return {
    run(name, input, { signal, onProgress } = {}) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const worker = idle.pop() ?? start()
        worker.ref()
        const settle = (): void => {
          signal?.removeEventListener('abort', abort)
          worker.removeListener('message', hear)
          worker.removeListener('error', fail)
          worker.removeListener('exit', died)
        }
        const abort = (): void => {
          settle()
          void worker.terminate()
          reject(signal!.reason)
        }
        const died = (code: number): void => {
          settle()
          reject(new Error(`A thread ended with code ${code} before its work (${name}) was done.`))
        }
        signal?.addEventListener('abort', abort, { once: true })
        const fail = (error: unknown): void => {
          settle()
          reject(error)
        }
        const hear = (message: FromThread): void => {
          if (message.type === 'progress') {
            onProgress?.(message.share, message.stage)
            return
          }
          settle()
          release(worker, message.heldBytes)
          if (message.type === 'done') {
            resolve(message.result as never)
            return
          }
          const problem = new ProblemError(message.fault.code, message.fault.detail, message.fault.errors)
          // Where it was thrown, for the log.
          if (message.stack !== undefined) problem.stack = message.stack
          reject(problem)
        }
        worker.on('message', hear)
        worker.on('error', fail)
        worker.on('exit', died)
        worker.postMessage({ name, input } satisfies ToThread)
      })
    },
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}
