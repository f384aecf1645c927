/** What came in, for those who hear the page: a count now and then, never every event. */
import type { LiveEvent } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useEffect, useRef, useState } from 'react'

const everyMs = 20_000

export function Announced({ events }: { events: readonly LiveEvent[] }) {
  const [text, setText] = useState('')
  const present = useRef(events)
  present.current = events
  useEffect(() => {
    let told = present.current[0]?.id ?? 0
    const timer = setInterval(() => {
      const fresh = present.current.filter(({ id }) => id > told)
      if (fresh.length === 0) return
      told = fresh[0]!.id
      const urgent = fresh.filter(({ severity }) => severity === 'act').length
      setText(
        `${formatCount(fresh.length)} new ${fresh.length === 1 ? 'event' : 'events'}${
          urgent > 0 ? `, ${formatCount(urgent)} that ask to act` : ''
        }`,
      )
    }, everyMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  )
}
