/** Scores that have just changed: before, after, by how much. */
import type { LiveEvent } from '@pratibimba/contract'
import { formatShare, levelAt } from '@pratibimba/reports/charts'
import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { activityQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { PointsChange } from '../parts/change.tsx'
import { LevelLetter } from '../parts/risk-level.tsx'
import { withEvents } from './activity-log.ts'
import classes from './monitor.module.css'

const shown = 12

type Change = LiveEvent & {
  readonly customer_id: string
  readonly risk_score: number
  readonly previous_score: number
}

export function ScoreChanges({ events }: { events: readonly LiveEvent[] }) {
  const { data, error, refetch } = useQuery(activityQuery({ kind: 'score', limit: 50 }))
  const changes = withEvents(events, data?.events ?? [])
    .filter(isChange)
    .slice(0, shown)
  return (
    <Panel flush title="Recent risk score changes">
      {data === undefined && changes.length === 0 ? (
        error === null ? (
          <Loading rows={6} />
        ) : (
          <div className={classes.padded}>
            <ProblemNotice error={error} onRetry={refetch} />
          </div>
        )
      ) : changes.length === 0 ? (
        <EmptyState title="No score has changed lately">
          A score is computed anew when transactions or payments of a customer come in, and in every nightly
          batch.
        </EmptyState>
      ) : (
        <Scrollable name="Recent risk score changes">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Customer</th>
                <th scope="col">Before and after</th>
                <th scope="col" data-align="right">
                  Change, points
                </th>
                <th scope="col" data-align="right">
                  When
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.id} change={change} />
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}

function isChange(event: LiveEvent): event is Change {
  return (
    event.kind === 'score' &&
    event.customer_id !== null &&
    event.risk_score !== null &&
    event.previous_score !== null
  )
}

function ChangeRow({ change }: { change: Change }) {
  const { customer_id, risk_score, previous_score, risk_level, at } = change
  return (
    <tr className={tables.row}>
      <td>
        <Link to="/customers/$customerId" params={{ customerId: customer_id }} className={tables.cover}>
          {customer_id}
        </Link>
      </td>
      <td>
        <span className={classes.change}>
          <LevelLetter level={levelAt(previous_score)} />
          {formatShare(previous_score)}
          <IconArrowRight size={14} stroke={1.75} role="img" aria-label="then" />
          <LevelLetter level={risk_level ?? levelAt(risk_score)} />
          {formatShare(risk_score)}
        </span>
      </td>
      <td data-align="right">
        <PointsChange change={risk_score - previous_score} />
      </td>
      <td data-align="right">
        <Moment at={at} />
      </td>
    </tr>
  )
}
