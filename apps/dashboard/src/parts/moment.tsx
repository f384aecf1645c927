/** When something was: near times in words, the exact one on demand. */
import { useEffect, useState } from 'react'

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

export function Moment({ at }: { at: string }) {
  const now = useNow(30_000)
  const date = new Date(at)
  return (
    <time dateTime={at} title={date.toISOString()}>
      {wordsOf((date.getTime() - now) / 1000, date)}
    </time>
  )
}

function wordsOf(seconds: number, date: Date): string {
  if (Math.abs(seconds) > 6 * 86_400) return exact.format(date)
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  return 'just now'
}

/** Time that has gone since a moment, second by second. */
export function Elapsed({ since, until }: { since: string | number; until?: string | null }) {
  const now = useNow(1_000)
  const end = until ? new Date(until).getTime() : now
  return <>{durationOf(Math.max(0, end - new Date(since).getTime()) / 1000)}</>
}

/** A duration in words: 0.8 s, 42 s, 3 min 05 s. */
export function durationOf(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 60) return `${Math.floor(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
