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

/** fetch rejects with a TypeError when nothing answers; every answer, also a refusal, is a sign of life. */
export function noteOutcome(error?: unknown) {
  if (error instanceof TypeError) {
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
