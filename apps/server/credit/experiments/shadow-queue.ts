/** Decisions of shadows: made after the answer that counts was given, one after the other, and logged together. */
import type { Exposure } from '@pratibimba/risk/ports'

/** Decides beside a decision that was recorded. @returns what it would have been; undefined where it failed */
export type DecideBeside = () => Promise<Exposure | undefined>

export interface ShadowQueue {
  /** Takes works; where too many wait, they are left out, for shadows must never slow down what counts. */
  add(works: readonly DecideBeside[]): void
  /** Resolves once everything that was taken is decided and logged. */
  drained(): Promise<void>
}

export interface ShadowQueueParts {
  expose(exposures: readonly Exposure[]): Promise<void>
  readonly onError: (error: unknown) => void
  /** Waiting at most. Default 10,000. */
  readonly most?: number
}

/** Logged together. */
const GROUP = 64

export function openShadowQueue({ expose, onError, most = 10_000 }: ShadowQueueParts): ShadowQueue {
  const waiting: DecideBeside[] = []
  let working: Promise<void> | undefined
  let left = 0

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const exposures: Exposure[] = []
      for (const decide of waiting.splice(0, GROUP)) {
        // Requests that came meanwhile go first.
        await new Promise((resolve) => setImmediate(resolve))
        const exposure = await decide()
        if (exposure !== undefined) exposures.push(exposure)
      }
      await expose(exposures).catch(onError)
    }
    if (left > 0) onError(new Error(`${left} shadow decisions were left out: more came than could be made.`))
    left = 0
  }
  const drained = async (): Promise<void> => {
    while (working !== undefined) await working
  }

  return {
    add(works) {
      const room = Math.max(0, most - waiting.length)
      waiting.push(...works.slice(0, room))
      left += Math.max(0, works.length - room)
      if (waiting.length === 0) return
      working ??= work().finally(() => {
        working = undefined
      })
    },
    drained,
  }
}
