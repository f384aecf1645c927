/** Work that outlives a request: under way and done. */

import { Button, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type Job, jobStates } from '@pratibimba/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { client } from '../api/client.ts'
import { jobsQuery } from '../api/queries.ts'
import { ended } from '../api/use-job.ts'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../parts/filter-bar.tsx'
import { messageOf } from '../parts/job-progress.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Loading } from '../parts/loading.tsx'
import { Elapsed, Moment } from '../parts/moment.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pager } from '../parts/pager.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { StatusBadge, wordOf } from '../parts/status-badge.tsx'
import tables from '../parts/table.module.css'
import { capitalised } from '../parts/words.ts'

const route = getRouteApi('/jobs')
const pageSize = 25
const right = { align: 'right' } as const
const column = createColumnHelper<Job>()

/** Work on the customers of early warning, and not on one portfolio. */
function isOfPipeline({ subject_id }: Job): boolean {
  return subject_id.startsWith('warning:')
}

/** The page of what a job is about. */
function whereOf(job: Job) {
  if (job.kind === 'train-warning') return linkOptions({ to: '/models' })
  if (isOfPipeline(job)) return linkOptions({ to: '/data' })
  return linkOptions({ to: '/portfolios/$portfolioId', params: { portfolioId: job.subject_id } })
}

const columns = [
  column.accessor('kind', {
    header: 'Job',
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link {...whereOf(original)} className={tables.cover}>
          {capitalised(original.kind.replaceAll('-', ' '))}
        </Link>
        <span className={tables.sub}>{isOfPipeline(original) ? 'Early warning' : original.subject_id}</span>
      </span>
    ),
  }),
  column.accessor('state', {
    header: 'State',
    cell: ({ row: { original } }) => <StatusBadge state={original.state} progress={original.progress} />,
  }),
  column.accessor('stage', {
    header: 'Stage',
    meta: { wrap: true },
    cell: ({ row: { original } }) => <Stage job={original} />,
  }),
  column.accessor('attempts', { header: 'Attempts', meta: right }),
  column.display({
    id: 'took',
    header: 'Time taken',
    meta: right,
    cell: ({ row: { original } }) =>
      original.started_at === null ? (
        <span className="muted">–</span>
      ) : (
        <Elapsed since={original.started_at} until={original.finished_at} />
      ),
  }),
  column.accessor('created_at', {
    header: 'Created',
    meta: right,
    cell: ({ getValue }) => <Moment at={getValue()} />,
  }),
  column.display({
    id: 'actions',
    header: () => <span className="visually-hidden">Actions</span>,
    meta: right,
    cell: ({ row: { original } }) => (
      <span className={tables.above}>
        <JobAction job={original} />
      </span>
    ),
  }),
]

function Stage({ job }: { job: Job }) {
  if (job.failure !== null)
    return (
      <span className="small">
        {job.failure.detail} <span className="muted">({job.failure.error_code})</span>
      </span>
    )
  if (ended(job)) return <span className="muted">{capitalised(job.stage)}</span>
  return (
    <span>
      {capitalised(job.stage) || 'Waiting for a worker'}
      <Progress value={job.progress * 100} size="xs" mt={4} aria-label={`Progress of ${job.subject_id}`} />
    </span>
  )
}

function JobAction({ job }: { job: Job }) {
  const queries = useQueryClient()
  const call = useMutation({
    mutationFn: () =>
      ended(job)
        ? client.retryJob({ params: { job_id: job.id } })
        : client.cancelJob({ params: { job_id: job.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  if (job.state === 'COMPLETED') return null
  return (
    <Button variant="default" size="compact-xs" loading={call.isPending} onClick={() => call.mutate()}>
      {ended(job) ? 'Run again' : 'Cancel'}
      <span className="visually-hidden"> {job.subject_id}</span>
    </Button>
  )
}

export function JobsPage() {
  const { state, subject, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(
    jobsQuery({ state, subject_id: subject, limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const filtered = state !== undefined || subject !== undefined || page > 1
  const filter = (change: { state?: typeof state; subject?: string }) =>
    navigate({ search: (before) => ({ ...before, page: undefined, ...change }), replace: true })
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Twins, long generations and the work of early warning: under way, done, failed, cancelled."
      />
      <FilterBar>
        <TextFilter
          label="Portfolio of the job"
          placeholder="Whole portfolio id"
          value={subject}
          onChange={(text) => filter({ subject: text })}
        />
        <ChoiceFilter
          label="State"
          everything="Every state"
          value={state}
          choices={jobStates.map((value) => ({ value, label: wordOf(value) }))}
          onChange={(value) => filter({ state: value })}
        />
      </FilterBar>
      {error !== null && data === undefined ? (
        <ProblemNotice error={error} onRetry={refetch} />
      ) : (
        <Panel flush>
          {data === undefined ? (
            <Loading rows={6} />
          ) : data.jobs.length > 0 ? (
            <>
              <DataTable
                name="Jobs"
                rows={data.jobs}
                columns={columns}
                getRowId={({ id }) => id}
                onOpen={(job) => navigate(whereOf(job))}
              />
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) =>
                  navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
                }
              />
            </>
          ) : filtered ? (
            <EmptyState
              title="No job fits these filters"
              actions={
                <Button variant="default" onClick={() => navigate({ search: {} })}>
                  Clear filters
                </Button>
              }
            >
              The portfolio id must be given whole.
            </EmptyState>
          ) : (
            <EmptyState title="No job has run yet" actions={<LinkButton to="/twin">Make a twin</LinkButton>}>
              Twins, portfolios that take longer than a request waits, and the scoring and training of early
              warning run as jobs and are listed here with their progress.
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  )
}
