/** Jobs of early warning under way: stage, share, time, and a way to stop each. */
import { Button, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Job } from '@pratibimba/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { client } from '../../api/client.ts'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { messageOf } from '../../parts/job-progress.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Elapsed } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { capitalised } from '../../parts/words.ts'
import classes from './data.module.css'

export function RunningJobs() {
  const { data, error, refetch } = useQuery(pipelineQuery)
  return (
    <Panel
      flush
      title="Running jobs"
      aside={
        <Link to="/jobs" className="small">
          All jobs
        </Link>
      }
    >
      {data === undefined ? (
        error === null ? (
          <Loading rows={3} />
        ) : (
          <div className={classes.padded}>
            <ProblemNotice error={error} onRetry={refetch} />
          </div>
        )
      ) : data.running.length === 0 ? (
        <EmptyState title="Nothing is running">
          Simulations, imports, scoring and training appear here with their progress.
        </EmptyState>
      ) : (
        <ul className={classes.jobs}>
          {data.running.map((job) => (
            <RunningJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function RunningJob({ job }: { job: Job }) {
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => client.cancelJob({ params: { job_id: job.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: pipelineQuery.queryKey }),
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  const name = jobName(job)
  return (
    <li>
      <div className={classes.line}>
        <strong>{name}</strong>
        <span className={classes.figures}>
          {Math.floor(job.progress * 100)}% · <Elapsed since={job.started_at ?? job.created_at} />
        </span>
      </div>
      <Progress value={job.progress * 100} size="sm" aria-label={`Progress of ${name}`} />
      <div className={classes.line}>
        <span className="small muted">{capitalised(job.stage) || 'Waiting for a worker'}</span>
        <Button
          variant="default"
          size="compact-xs"
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          Cancel<span className="visually-hidden"> {name}</span>
        </Button>
      </div>
    </li>
  )
}

/** `score-portfolio` → Score portfolio. */
function jobName({ kind }: Pick<Job, 'kind'>): string {
  return capitalised(kind.replaceAll('-', ' '))
}
