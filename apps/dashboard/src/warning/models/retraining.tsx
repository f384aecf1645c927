/** Whether a model is being trained, what came of the last training, and when the next is due. */
import { Button } from '@mantine/core'
import type { RetrainingStatus } from '@pratibimba/contract'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { retrainingQuery } from '../../api/warning-queries.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { JobProgress } from '../../parts/job-progress.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { cronInWords } from '../data/cron-in-words.ts'
import { Asked } from './asked.tsx'
import { TrainDialog } from './train-dialog.tsx'

export function Retraining() {
  const query = useQuery(retrainingQuery)
  return (
    <Asked title="Training" query={query}>
      {(status) => <Status status={status} />}
    </Asked>
  )
}

function Status({ status }: { status: RetrainingStatus }) {
  const { state, job_id, last, schedule, next_run_at, reasons_open } = status
  const [asking, setAsking] = useState(false)
  const queries = useQueryClient()
  const idle = state === 'idle'
  return (
    <Panel
      title={idle ? 'Training' : state === 'waiting' ? 'A training is waiting' : 'A model is being trained'}
      aside={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={!idle}
          onClick={() => setAsking(true)}
        >
          Train now
        </Button>
      }
    >
      <PanelStack>
        {reasons_open.length > 0 && (
          <Notice kind="caution" title="Alerts ask for retraining">
            <ul>
              {reasons_open.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </Notice>
        )}
        {!idle && job_id !== null && (
          <JobProgress
            key={job_id}
            jobId={job_id}
            onEnd={() => void queries.invalidateQueries({ queryKey: ['warning'] })}
          />
        )}
        <FactList
          facts={[
            ['Last training', <Last key="last" last={last} />],
            ['Decision', last === null ? '–' : last.decision],
            ['Schedule', scheduleInWords(schedule)],
            ['Next run', next_run_at === null ? '–' : <Moment key="next" at={next_run_at} />],
          ]}
        />
      </PanelStack>
      <TrainDialog opened={asking} onClose={() => setAsking(false)} />
    </Panel>
  )
}

function Last({ last }: Pick<RetrainingStatus, 'last'>) {
  if (last === null) return 'never'
  return (
    <>
      <StatusBadge state={last.state} />{' '}
      {last.model_version !== null && (
        <Link to="/models" search={{ version: last.model_version }}>
          {last.model_version}
        </Link>
      )}{' '}
      {last.finished_at !== null && <Moment at={last.finished_at} />}
    </>
  )
}

function scheduleInWords(schedule: string): string {
  if (schedule === 'never') return 'only when asked'
  const reading = cronInWords(schedule)
  return 'words' in reading ? `${reading.words} (${schedule})` : schedule
}
