/** Lets a bounded number of works run at a time; who waits is served in turn by caller, and the line is bounded. */
import { BusyError } from '../problems/problem-of.ts'

export interface Turnstile {
  /**
   * Waits for a turn.
   *
   * @param caller callers take turns, so that one with many requests does not hold up the others
   * @param signal gives the place in the line up; the promise is rejected with its reason
   * @returns what ends the turn; calling it twice is harmless
   * @throws BusyError `rate_limited` when the line is full
   */
  enter(caller: string, signal?: AbortSignal): Promise<() => void>
  /** Turns under way and waiting. */
  readonly load: { readonly running: number; readonly waiting: number }
}

export function createTurnstile(atATime: number, mayWait: number): Turnstile {
  /** One line for each caller, in the order in which they are served next. */
  const lines = new Map<string, (() => void)[]>()
  let running = 0
  let waiting = 0

  const turn = (): (() => void) => {
    running++
    let over = false
    return () => {
      if (over) return
      over = true
      running--
      next()
    }
  }
  const next = (): void => {
    const [first] = lines
    if (first === undefined || running >= atATime) return
    const [caller, line] = first
    const admit = line.shift()!
    waiting--
    lines.delete(caller)
    if (line.length > 0) lines.set(caller, line) // to the end: the others come first
    admit()
  }

  return {
    get load() {
      return { running, waiting }
    },
    async enter(caller, signal) {
      signal?.throwIfAborted()
      if (running < atATime) return turn()
      if (waiting >= mayWait)
        throw new BusyError(
          'rate_limited',
          `${waiting} requests of this kind are waiting already; try again shortly.`,
          5,
        )
      return new Promise((resolve, reject) => {
        const line = lines.get(caller) ?? []
        const leave = (): void => {
          line.splice(line.indexOf(admit), 1)
          waiting--
          if (line.length === 0) lines.delete(caller)
          reject(signal!.reason)
        }
        const admit = (): void => {
          signal?.removeEventListener('abort', leave)
          resolve(turn())
        }
        signal?.addEventListener('abort', leave, { once: true })
        line.push(admit)
        lines.set(caller, line)
        waiting++
      })
    },
  }
}
