/** The state of things in five figures. */
import type { LiveEvent } from '@pratibimba/contract'
import { formatCount, formatNumber } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { paceOf } from './activity-log.ts'
import { openAlerts } from './alerts-panel.tsx'
import { kindFaces } from './event-words.ts'
import type { Activity } from './use-activity.ts'

export function MonitorTiles({ activity }: { activity: Activity }) {
  const now = useMinute()
  const pipeline = useQuery(pipelineQuery)
  const alerts = useQuery(openAlerts)
  const pace = paceOf(activity.events, activity.complete, now)
  const [last] = activity.events
  const open = alerts.data?.alerts.filter(({ state }) => state === 'open')
  const dash = '–'
  const asking = (error: unknown) => (error === null ? 'asking' : 'the server does not tell')
  return (
    <FigureTiles>
      <FigureTile
        label="Events a minute"
        figure={activity.begun ? paceInWords(pace.events / pace.seen) : dash}
        note={
          activity.begun
            ? `${formatCount(pace.events)} in the last ${pace.seen === 60 ? 'hour' : `${pace.seen} minutes`}`
            : asking(activity.error)
        }
        picture={activity.begun && pace.events > 0 && <Sparkline values={sixes(pace.minutes)} />}
        to={{ to: '/monitor', search: {} }}
      />
      <FigureTile
        label="Last event"
        figure={last ? <Moment at={last.at} /> : dash}
        note={last ? toldOf(last) : activity.begun ? 'nothing has happened yet' : asking(activity.error)}
        to={
          last?.customer_id
            ? { to: '/customers/$customerId', params: { customerId: last.customer_id } }
            : { to: '/monitor', search: {} }
        }
      />
      <FigureTile
        label="Scored as of"
        figure={pipeline.data?.scored_as_of ?? dash}
        note={
          pipeline.data
            ? pipeline.data.scored_as_of === null
              ? 'no customer has been scored'
              : `${formatCount(pipeline.data.customers)} customers known`
            : asking(pipeline.error)
        }
        to={{ to: '/overview' }}
      />
      <FigureTile
        label="Waiting in the outbox"
        figure={pipeline.data ? formatCount(pipeline.data.outbox_waiting) : dash}
        note={
          pipeline.data
            ? pipeline.data.outbox_waiting === 0
              ? 'everything has been worked through'
              : 'events that are still to be scored or sent'
            : asking(pipeline.error)
        }
        to={{ to: '/data' }}
      />
      <FigureTile
        label="Open alerts"
        figure={open ? formatCount(open.length) : dash}
        note={open ? bySeverity(open) : asking(alerts.error)}
        to={{ to: '/monitor', hash: 'alerts' }}
      />
    </FigureTiles>
  )
}

/** Fewer than one a minute are no rate worth its decimals; how many there were stands below. */
function paceInWords(eventsAMinute: number): string {
  if (eventsAMinute > 0 && eventsAMinute < 1) return '< 1'
  return formatNumber(Math.round(eventsAMinute * 10) / 10)
}

/** Ten sums of six minutes each, for a small line. */
function sixes(minutes: readonly number[]): number[] {
  return Array.from({ length: 10 }, (_, part) =>
    minutes.slice(part * 6, part * 6 + 6).reduce((sum, count) => sum + count, 0),
  )
}

function toldOf({ kind, customer_id }: LiveEvent): string {
  return customer_id === null ? kindFaces[kind].word : `${kindFaces[kind].word} of ${customer_id}`
}

function bySeverity(alerts: readonly { severity: LiveEvent['severity'] }[]): string {
  const count = (severity: LiveEvent['severity']) =>
    alerts.filter((alert) => alert.severity === severity).length
  const parts = [
    [count('act'), 'to act on'],
    [count('watch'), 'to watch'],
    [count('info'), 'for information'],
  ] as const
  const told = parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`)
  return told.length === 0 ? 'none is open' : told.join(', ')
}

function useMinute(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
