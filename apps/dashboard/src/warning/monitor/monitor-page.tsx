/** What happens now: events as they come, scores that changed, alerts, jobs. */
import { useQuery } from '@tanstack/react-query'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { PageHeader } from '../../parts/page-header.tsx'
import { PanelStack } from '../../parts/panel.tsx'
import { RunningJobs } from '../data/running-jobs.tsx'
import { ActivityPanel } from './activity-panel.tsx'
import { AlertsPanel } from './alerts-panel.tsx'
import { FeedStateSign, PauseButton } from './feed-state.tsx'
import classes from './monitor.module.css'
import { MonitorTiles } from './monitor-tiles.tsx'
import { ScoreChanges } from './score-changes.tsx'
import { useActivity } from './use-activity.ts'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

export function MonitorPage() {
  const activity = useActivity()
  const { dataUpdatedAt } = useQuery(pipelineQuery)
  return (
    <>
      <PageHeader
        title="Real-time Monitor"
        beside={<FeedStateSign state={activity.state} />}
        description={
          <>
            Events arrive as they happen; figures are asked for every 30 seconds
            {dataUpdatedAt > 0 && (
              <>
                , as of{' '}
                <time dateTime={new Date(dataUpdatedAt).toISOString()}>{clock.format(dataUpdatedAt)}</time>
              </>
            )}
            .
          </>
        }
        actions={<PauseButton {...activity} />}
      />
      <MonitorTiles activity={activity} />
      <div className={classes.columns}>
        <ActivityPanel activity={activity} />
        <PanelStack>
          <ScoreChanges events={activity.events} />
          <AlertsPanel />
          <RunningJobs />
        </PanelStack>
      </div>
    </>
  )
}
