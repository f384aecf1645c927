/** What happened, newest first: the first page as it happens, the others from the log. */
import { Button, Chip, Group } from '@mantine/core'
import { type LiveEvent, type LiveEventKind, liveEventKinds } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconArrowUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type Ref, useEffect, useRef, useState } from 'react'
import { activityQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import { useListKeys } from '../../parts/use-list-keys.ts'
import { Announced } from './announced.tsx'
import { EventRow } from './event-row.tsx'
import { kindFaces } from './event-words.ts'
import classes from './monitor.module.css'
import type { Activity } from './use-activity.ts'

const route = getRouteApi('/monitor')
const pageSize = 50

export function ActivityPanel({ activity }: { activity: Activity }) {
  const { kind, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const kinds = kind?.split(',') as LiveEventKind[] | undefined
  const log = useQuery(activityQuery({ kind, limit: pageSize, offset: (page - 1) * pageSize }))
  const total = log.data?.total ?? 0
  return (
    <Panel
      flush
      title="Activity"
      description="Scores, batches, alerts, interventions, data, models and jobs, newest first."
      aside={<KindFilter kinds={kinds} />}
    >
      {page > 1 ? (
        log.error !== null && log.data === undefined ? (
          <ProblemNotice error={log.error} onRetry={log.refetch} />
        ) : log.data === undefined ? (
          <Loading rows={10} />
        ) : (
          <EventList events={log.data.events} name="Activity log" />
        )
      ) : (
        <LiveList activity={activity} kinds={kinds} logged={log.data?.events} />
      )}
      {total > pageSize && (
        <Pager
          page={page}
          pageSize={pageSize}
          total={total}
          onPage={(next) =>
            navigate({
              search: (before) => ({ ...before, page: next > 1 ? next : undefined }),
              resetScroll: false,
            })
          }
        />
      )}
    </Panel>
  )
}

function KindFilter({ kinds }: { kinds: readonly LiveEventKind[] | undefined }) {
  const navigate = route.useNavigate()
  return (
    <Chip.Group
      multiple
      value={[...(kinds ?? [])]}
      onChange={(chosen) =>
        navigate({
          search: { kind: liveEventKinds.filter((one) => chosen.includes(one)).join(',') || undefined },
          replace: true,
          resetScroll: false,
        })
      }
    >
      <Group gap={4} role="group" aria-label="Kinds of activity">
        {liveEventKinds.map((one) => (
          <Chip key={one} value={one} size="xs" variant="outline">
            {kindFaces[one].word}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}

interface LiveListProps {
  readonly activity: Activity
  readonly kinds: readonly LiveEventKind[] | undefined
  /** The first page of the log, for kinds so rare that the feed does not reach back to them. */
  readonly logged: readonly LiveEvent[] | undefined
}

function LiveList({ activity, kinds, logged }: LiveListProps) {
  const place = useRef<HTMLElement>(null)
  /** The newest event shown while the reader is further down; undefined at the top, where everything shows. */
  const [held, setHeld] = useState<number>()
  const live = activity.events.filter(({ kind }) => kinds === undefined || kinds.includes(kind))
  const all = kinds === undefined || logged === undefined ? live : merged(live, logged)
  const newest = all[0]?.id
  const waiting = held === undefined ? 0 : all.filter(({ id }) => id > held).length
  const shown = all.slice(waiting, waiting + pageSize)
  useEffect(() => {
    const list = place.current
    if (list === null) return
    const onScroll = () => setHeld((before) => (list.scrollTop < 8 ? undefined : (before ?? newest)))
    list.addEventListener('scroll', onScroll, { passive: true })
    return () => list.removeEventListener('scroll', onScroll)
  }, [newest])
  const toTop = () => {
    setHeld(undefined)
    place.current?.scrollTo({ top: 0 })
    place.current?.focus()
  }
  if (!activity.begun)
    return activity.error === null ? (
      <Loading rows={10} />
    ) : (
      <div className={classes.padded}>
        <ProblemNotice error={activity.error} />
      </div>
    )
  return (
    <div className={classes.live}>
      {waiting > 0 && (
        <Button
          className={classes.newer}
          size="compact-sm"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={toTop}
        >
          {formatCount(waiting)} new
        </Button>
      )}
      {shown.length === 0 ? (
        kinds === undefined ? (
          <EmptyState
            title="Nothing has happened yet"
            actions={<LinkButton to="/data">Open Data Management</LinkButton>}
          >
            Events appear here by themselves once data come in, customers are scored or a model is trained.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing of these kinds has happened">
            Take another kind of activity, or all of them.
          </EmptyState>
        )
      ) : (
        <EventList events={shown} name="Live activity" ref={place} />
      )}
      <Announced events={activity.events} />
    </div>
  )
}

function merged(live: readonly LiveEvent[], logged: readonly LiveEvent[]): readonly LiveEvent[] {
  const known = new Set(live.map(({ id }) => id))
  return [...live, ...logged.filter(({ id }) => !known.has(id))].sort((a, b) => b.id - a.id)
}

interface EventListProps {
  readonly events: readonly LiveEvent[]
  readonly name: string
  readonly ref?: Ref<HTMLElement>
}

function EventList({ events, name, ref }: EventListProps) {
  const navigate = route.useNavigate()
  const current = useListKeys(events.length, (row) => {
    const customerId = events[row]!.customer_id
    if (customerId !== null) navigate({ to: '/customers/$customerId', params: { customerId } })
  })
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <Scrollable name={name} className={classes.feed} ref={ref}>
      <ul className={classes.events} ref={list}>
        {events.map((event, row) => (
          <EventRow key={event.id} event={event} current={row === current} />
        ))}
      </ul>
    </Scrollable>
  )
}
