/** Work under way: stage, share, time that has gone, and a way to stop it. */
import { Button, Progress } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Job } from '@pratibimba/contract'
import { useMutation } from '@tanstack/react-query'
import { client } from '../api/client.ts'
import { ended, useJob } from '../api/use-job.ts'
import classes from './job-progress.module.css'
import { Elapsed } from './moment.tsx'
import { ProblemNotice, wordsOf } from './problem-notice.tsx'
import { capitalised } from './words.ts'

interface JobProgressProps {
  readonly jobId: string
  readonly onEnd: (job: Job) => void
}

export function JobProgress({ jobId, onEnd }: JobProgressProps) {
  const { job, error } = useJob(jobId, onEnd)
  const cancel = useMutation({
    mutationFn: () => client.cancelJob({ params: { job_id: jobId } }),
    onError: (problem) => notifications.show({ color: 'red', ...messageOf(problem) }),
  })
  if (error !== undefined) return <ProblemNotice error={error} />
  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <span role="status">
          {job ? capitalised(job.stage) || 'Waiting for a worker' : 'Asking for its state'}
        </span>
        <span className={classes.figures}>
          {job && <>{Math.floor(job.progress * 100)}% · </>}
          <Elapsed since={job?.started_at ?? job?.created_at ?? Date.now()} until={job?.finished_at} />
        </span>
      </div>
      <Progress value={(job?.progress ?? 0) * 100} size="sm" aria-label="Progress" />
      <div>
        <Button
          variant="default"
          size="compact-sm"
          disabled={job === undefined || ended(job)}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      </div>
    </div>
  )
}

/** A problem as a short message. */
export function messageOf(problem: unknown): { title: string; message: string } {
  const { title, detail, requestId } = wordsOf(problem)
  return { title, message: requestId ? `${detail} (request ${requestId})` : detail }
}
