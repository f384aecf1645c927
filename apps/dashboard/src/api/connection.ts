/** Whether the server answers; known from the calls the pages make anyway. */
import { useSyncExternalStore } from 'react'

interface Connection {
  /** When the last call went unanswered for the first time; undefined while the server answers. */
  readonly lostAt?: Date
}

let present: Connection = {}
const listeners = new Set<() => void>()

function become(next: Connection) {
  present = next
  for (const listener of listeners) listener()
}

/** Whether nothing answered: fetch and import reject with a TypeError then, in words that differ by browser. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|connection|load failed|import/i.test(error.message)
}

/** Every answer, also a refusal, is a sign of life. */
export function noteOutcome(error?: unknown) {
  if (isUnreachable(error)) {
    if (present.lostAt === undefined) become({ lostAt: new Date() })
  } else if (present.lostAt !== undefined && !(error instanceof DOMException)) become({})
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => present,
  )
}
