/** Steps of the pipeline: when each runs by itself, how the last run went, and the next. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Job, PipelineStatus } from '@pratibimba/contract'
import { IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createColumnHelper } from '@tanstack/react-table'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { messageOf } from '../../parts/job-progress.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import tables from '../../parts/table.module.css'
import { capitalised } from '../../parts/words.ts'
import { cronInWords } from './cron-in-words.ts'
import classes from './data.module.css'
import { ScheduleDialog } from './schedule-dialog.tsx'

export type Step = PipelineStatus['steps'][number]

export function PipelineSteps({ steps }: { steps: readonly Step[] }) {
  const [edited, setEdited] = useState<Step>()
  return (
    <>
      <Panel flush title="Pipeline" description="What runs by itself, when, and how it went. Times are UTC.">
        <DataTable
          name="Steps of the pipeline"
          rows={[...steps]}
          columns={columnsOf(setEdited)}
          getRowId={({ step }) => step}
        />
      </Panel>
      <ScheduleDialog step={edited} onClose={() => setEdited(undefined)} />
    </>
  )
}

const column = createColumnHelper<Step>()

function columnsOf(edit: (step: Step) => void) {
  return [
    column.accessor('title', {
      header: 'Step',
      meta: { wrap: true },
      cell: ({ row: { original } }) => (
        <span className={tables.stacked}>
          <strong>{original.title}</strong>
          <span className={tables.sub}>{original.text}</span>
        </span>
      ),
    }),
    column.accessor('schedule', {
      header: 'Schedule',
      meta: { wrap: true },
      cell: ({ row: { original } }) => <Schedule step={original} onEdit={() => edit(original)} />,
    }),
    column.accessor('last', { header: 'Last run', cell: ({ getValue }) => <LastRun job={getValue()} /> }),
    column.display({
      id: 'run',
      header: 'Run',
      cell: ({ row: { original } }) => <RunNow step={original} />,
    }),
    column.accessor('next_run_at', {
      header: 'Next run',
      cell: ({ getValue }) => {
        const at = getValue()
        return at === null ? (
          <span className="muted">–</span>
        ) : (
          <span className={tables.stacked}>
            <Moment at={at} />
            <span className={tables.sub}>{at.slice(0, 16).replace('T', ' ')}</span>
          </span>
        )
      },
    }),
  ]
}

function Schedule({ step, onEdit }: { step: Step; onEdit: () => void }) {
  const reading = step.schedule === null ? undefined : cronInWords(step.schedule)
  return (
    <span className={tables.stacked}>
      <span className={classes.whole}>
        {reading === undefined
          ? 'Only when asked'
          : 'words' in reading
            ? capitalised(reading.words)
            : step.schedule}
      </span>
      <span className={tables.sub}>
        {step.schedule !== null && <code>{step.schedule}</code>}{' '}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPencil size={12} aria-hidden />}
          onClick={onEdit}
        >
          Change<span className="visually-hidden"> the schedule of {step.title}</span>
        </Button>
      </span>
    </span>
  )
}

/** Training, scoring and simulating have a form of their own beside; taking in events never stops. */
const runHere: readonly Step['step'][] = ['flush', 'monitoring', 'summary']

function RunNow({ step }: { step: Step }) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: () => client.runStep({ params: { step: step.step } }),
    onSuccess: () => {
      notifications.show({ message: `${step.title}: started.` })
      return queries.invalidateQueries({ queryKey: ['warning', 'pipeline'] })
    },
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  if (!runHere.includes(step.step)) return <span className="muted">–</span>
  return (
    <Button variant="default" size="compact-xs" loading={run.isPending} onClick={() => run.mutate()}>
      Run now<span className="visually-hidden">: {step.title}</span>
    </Button>
  )
}

function LastRun({ job }: { job: Job | null }) {
  const queries = useQueryClient()
  const retry = useMutation({
    mutationFn: (id: string) => client.retryJob({ params: { job_id: id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['warning', 'pipeline'] }),
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  if (job === null) return <span className="muted">never</span>
  const broken = job.state === 'FAILED' || job.state === 'CANCELLED'
  return (
    <span className={tables.stacked}>
      <StatusBadge state={job.state} progress={job.progress} />
      <span className={tables.sub}>
        <Moment at={job.finished_at ?? job.started_at ?? job.created_at} />
        {job.failure !== null && `: ${job.failure.detail}`}{' '}
        {broken && (
          <Button
            variant="default"
            size="compact-xs"
            loading={retry.isPending}
            onClick={() => retry.mutate(job.id)}
          >
            Run again
          </Button>
        )}
      </span>
    </span>
  )
}
