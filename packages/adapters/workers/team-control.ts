/** The few words of shared memory by which a team starts steps and sees them done. */
import type { Worker } from 'node:worker_threads'

export const controlBytes = 256

/** Each on a cache line of its own. */
const STEP_NUMBER = 0
const STEP = 1
const PENDING = 16
const FAILED = 32

/** The step that lets a team go. */
const CLOSE = -1

/** Looks before a thread falls asleep: some tens of microseconds, the time between two steps of a busy team. */
const looks = 4000

/** Milliseconds between looks at whether the others are alive. */
const patienceMs = 200

/** Begins a step on the other threads. */
export function beginStep(control: Int32Array, others: number, step: number): void {
  Atomics.store(control, PENDING, others)
  Atomics.store(control, STEP, step)
  Atomics.add(control, STEP_NUMBER, 1)
  Atomics.notify(control, STEP_NUMBER)
}

export function beginClose(control: Int32Array, others: number): void {
  beginStep(control, others, CLOSE)
}

/**
 * Waits until the other threads have done their share.
 *
 * @param areAlive asked now and then while waiting
 * @returns whether all have; false when a thread failed or died
 */
export function awaitStep(control: Int32Array, areAlive: () => boolean): boolean {
  for (let look = 0; look < looks; look++)
    if (Atomics.load(control, PENDING) === 0) return !hasFailed(control)
  for (;;) {
    const pending = Atomics.load(control, PENDING)
    if (pending === 0 || hasFailed(control)) return !hasFailed(control)
    if (Atomics.wait(control, PENDING, pending, patienceMs) === 'timed-out' && !areAlive()) return false
  }
}

/** Follows the steps of a team until it is let go. What `work` throws is thrown here; `fail` tells the others. */
export function followSteps(control: Int32Array, work: (step: number) => void): void {
  let done = 0
  for (;;) {
    let look = 0
    while (Atomics.load(control, STEP_NUMBER) === done)
      if (look++ >= looks) Atomics.wait(control, STEP_NUMBER, done)
    done++
    const step = Atomics.load(control, STEP)
    if (step !== CLOSE) work(step)
    if (Atomics.sub(control, PENDING, 1) === 1) Atomics.notify(control, PENDING)
    if (step === CLOSE) return
  }
}

/** Makes the step at hand fail for the thread that waits for it. */
export function fail(control: Int32Array): void {
  Atomics.store(control, FAILED, 1)
  Atomics.notify(control, PENDING)
}

function hasFailed(control: Int32Array): boolean {
  return Atomics.load(control, FAILED) === 1
}

/** Whether a thread has not ended; known at once, though the event loop that would tell of its end is held by a step. */
export function isRunning(worker: Worker): boolean {
  return worker.performance.eventLoopUtilization().idle >= 0
}
