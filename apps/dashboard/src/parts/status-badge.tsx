/** State of a job or portfolio: a sign and a word, never colour alone. */
import type { Job } from '@pratibimba/contract'
import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconLoader2 } from '@tabler/icons-react'
import classes from './status-badge.module.css'

type State = Job['state']

const faces = {
  PENDING: { word: 'Waiting', Icon: IconClock },
  RUNNING: { word: 'Running', Icon: IconLoader2 },
  COMPLETED: { word: 'Completed', Icon: IconCheck },
  FAILED: { word: 'Failed', Icon: IconAlertTriangle },
  CANCELLED: { word: 'Cancelled', Icon: IconBan },
} as const satisfies Record<State, { word: string; Icon: typeof IconCheck }>

export function wordOf(state: State): string {
  return faces[state].word
}

/** @param progress 0–1, shown while it runs */
export function StatusBadge({ state, progress }: { state: State; progress?: number }) {
  const { word, Icon } = faces[state]
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
      {state === 'RUNNING' && progress !== undefined && (
        <span className={classes.share}>{Math.floor(progress * 100)}%</span>
      )}
    </span>
  )
}
