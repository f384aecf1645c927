/** The activity of the server as it happens: what was before, then its events, taken up again where the line broke. */
import { ApiProblem, createClient } from '@pratibimba/client'
import type { LiveEvent } from '@pratibimba/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client } from '../../api/client.ts'
import { noteOutcome } from '../../api/connection.ts'
import { withEvents } from './activity-log.ts'

export type FeedState = 'connecting' | 'live' | 'broken' | 'paused'

export interface Activity {
  /** Newest first. */
  readonly events: readonly LiveEvent[]
  /** Whether the first list held everything there was, or an hour of it. */
  readonly complete: boolean
  readonly state: FeedState
  readonly error: unknown
  /** Whether the list of what was before has come. */
  readonly begun: boolean
  readonly pause: () => void
  readonly resume: () => void
}

const firstPauseMs = 1_000
const longestPauseMs = 15_000
/** Rows of the first list; the most the server gives at once. */
const before = 500

export function useActivity(): Activity {
  const [events, setEvents] = useState<readonly LiveEvent[]>([])
  const [complete, setComplete] = useState(false)
  const [begun, setBegun] = useState(false)
  const [paused, setPaused] = useState(false)
  const [state, setState] = useState<FeedState>('connecting')
  const [error, setError] = useState<unknown>(null)
  /** Position in the log up to which everything is here. */
  const position = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (paused) return
    const stop = new AbortController()
    const { signal } = stop
    const take = (more: readonly LiveEvent[]) => {
      position.current = Math.max(position.current ?? 0, ...more.map(({ id }) => id))
      setEvents((known) => withEvents(known, more))
    }
    const opened = () => {
      noteOutcome()
      setState('live')
      setError(null)
    }
    const watching = createClient({ baseUrl: '', fetch: tellingFetch(opened) })
    const follow = async () => {
      for (let wait = firstPauseMs; !signal.aborted; ) {
        try {
          if (position.current === undefined) {
            const list = await client.listActivity({ query: { limit: before }, signal })
            take(list.events)
            const oldest = list.events.at(-1)
            setComplete(list.total <= list.events.length || isOlderThanAnHour(oldest))
            setBegun(true)
          }
          await watching.watchActivity({ query: { after: position.current }, signal }, (event) => {
            wait = firstPauseMs
            take([event])
          })
        } catch (problem) {
          if (signal.aborted) return
          noteOutcome(problem)
          setError(problem)
          // What the server refuses it will refuse again; only time can change that.
          if (problem instanceof ApiProblem) wait = longestPauseMs
        }
        if (signal.aborted) return
        setState('broken')
        await new Promise((resume) => setTimeout(resume, wait))
        wait = Math.min(longestPauseMs, wait * 2)
      }
    }
    setState('connecting')
    void follow()
    return () => stop.abort()
  }, [paused])
  const pause = useCallback(() => setPaused(true), [])
  const resume = useCallback(() => setPaused(false), [])
  return { events, complete, state: paused ? 'paused' : state, error, begun, pause, resume }
}

/** A fetch that tells when the server has begun to answer. */
function tellingFetch(opened: () => void): typeof globalThis.fetch {
  return async (address, init) => {
    const response = await fetch(address, init)
    if (response.ok) opened()
    return response
  }
}

function isOlderThanAnHour(event: LiveEvent | undefined): boolean {
  return event !== undefined && Date.now() - Date.parse(event.at) > 3_600_000
}
