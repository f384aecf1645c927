/** How a clock stands: a sign, a word, and when it ends. */
import type { SlaState } from '@pratibimba/contract'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconClockExclamation,
  IconPlayerPause,
} from '@tabler/icons-react'
import { Moment } from '../../parts/moment.tsx'
import { slaWords } from '../parts/words.ts'
import classes from './sla-mark.module.css'

const icons = {
  within: IconClock,
  approaching: IconClockExclamation,
  overdue: IconAlertTriangle,
  paused: IconPlayerPause,
  met: IconCheck,
  breached: IconAlertTriangle,
} as const satisfies Record<SlaState, typeof IconClock>

interface SlaMarkProps {
  readonly state: SlaState | null
  readonly dueAt: string | null
}

export function SlaMark({ state, dueAt }: SlaMarkProps) {
  if (state === null) return <span className="muted">–</span>
  const Icon = icons[state]
  const runs = state === 'within' || state === 'approaching' || state === 'overdue'
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {slaWords[state]}
      {runs && dueAt !== null && (
        <span className="muted">
          {' '}
          <Moment at={dueAt} />
        </span>
      )}
    </span>
  )
}
