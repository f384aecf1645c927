/** What waits, one line each; j and k choose the next and the one before. */
import { formatCount } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Moment } from '../../parts/moment.tsx'
import { keysAreTaken } from '../../parts/use-list-keys.ts'
import type { Decision } from '../decisions/decisions-table.tsx'
import { amountWord } from '../parts/credit-words.ts'
import classes from './reviews.module.css'

interface ReviewQueueProps {
  readonly queue: readonly Decision[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

/** Lines drawn at once; those around the chosen one. */
const drawn = 200

export function ReviewQueue({ queue, chosen, onChoose }: ReviewQueueProps) {
  const place = queue.findIndex(({ decision_id }) => decision_id === chosen)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keysAreTaken(event) || queue.length === 0) return
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      const next = queue[Math.min(queue.length - 1, Math.max(0, place + step))]
      if (step !== 0 && next !== undefined) onChoose(next.decision_id)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [queue, place, onChoose])
  useEffect(() => {
    if (place >= 0) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [place])
  const from = Math.max(0, Math.min(place - drawn / 2, queue.length - drawn))
  return (
    <ul ref={list} className={classes.lines} aria-label="Waiting decisions">
      {queue.slice(from, from + drawn).map((one) => (
        <li key={one.decision_id}>
          <Link
            from="/reviews"
            to="/reviews"
            search={(before) => ({ ...before, decision: one.decision_id })}
            replace
            resetScroll={false}
            className={classes.line}
            aria-current={one.decision_id === chosen ? 'true' : undefined}
          >
            <span className={classes.who}>
              <span>{one.customer_id ?? 'Erased person'}</span>
              <span className={classes.amount}>{amountWord(one.loan_amount)}</span>
            </span>
            <span className={classes.sub}>
              <span>{one.top_reason ?? 'no reason named'}</span>
              <Moment at={one.decided_at} />
            </span>
          </Link>
        </li>
      ))}
      {queue.length > drawn && (
        <li className={classes.more}>
          {formatCount(queue.length)} in all; the list follows the one that is open.
        </li>
      )}
    </ul>
  )
}
