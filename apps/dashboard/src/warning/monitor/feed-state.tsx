/** Whether the line to the server stands: a sign and a word, and the way to hold it. */
import { Button } from '@mantine/core'
import {
  IconCircleCheck,
  IconLoader2,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugConnectedX,
} from '@tabler/icons-react'
import classes from './monitor.module.css'
import type { Activity, FeedState } from './use-activity.ts'

const faces = {
  connecting: { word: 'Connecting', Icon: IconLoader2 },
  live: { word: 'Live', Icon: IconCircleCheck },
  broken: { word: 'Reconnecting', Icon: IconPlugConnectedX },
  paused: { word: 'Paused', Icon: IconPlayerPause },
} as const satisfies Record<FeedState, { word: string; Icon: typeof IconLoader2 }>

export function FeedStateSign({ state }: { state: FeedState }) {
  const { word, Icon } = faces[state]
  return (
    <span className={classes.state} data-state={state} role="status" aria-label={`Live feed: ${word}`}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}

export function PauseButton({ state, pause, resume }: Pick<Activity, 'state' | 'pause' | 'resume'>) {
  const paused = state === 'paused'
  const Icon = paused ? IconPlayerPlay : IconPlayerPause
  return (
    <Button
      variant="default"
      leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
      onClick={paused ? resume : pause}
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  )
}
