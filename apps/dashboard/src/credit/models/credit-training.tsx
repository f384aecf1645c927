/** The training under way, live. */
import { notifications } from '@mantine/notifications'
import type { Job } from '@pratibimba/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { jobsQuery } from '../../api/queries.ts'
import { JobProgress } from '../../parts/job-progress.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'

const active = ({ state }: Job) => state === 'PENDING' || state === 'RUNNING'

/** @param startedJob one that was asked for on this page */
export function CreditTraining({ startedJob }: { startedJob: string | undefined }) {
  const { data } = useQuery(jobsQuery({ limit: 50 }))
  const queries = useQueryClient()
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const running =
    data?.jobs.filter((job) => /train-credit/.test(job.kind) && active(job)).map(({ id }) => id) ?? []
  const ids = [...new Set([...(startedJob === undefined ? [] : [startedJob]), ...running])].filter(
    (id) => !done.has(id),
  )
  if (ids.length === 0) return null
  const end = (job: Job) => {
    setDone((before) => new Set([...before, job.id]))
    notifications.show(
      job.state === 'COMPLETED'
        ? { title: 'Training done', message: 'The new version stands in the registry with its gates.' }
        : {
            color: 'red',
            title: 'Training ended',
            message: job.failure?.detail ?? `It is ${job.state.toLowerCase()}.`,
          },
    )
    void queries.invalidateQueries({ queryKey: ['credit'] })
    void queries.invalidateQueries({ queryKey: ['jobs'] })
  }
  return (
    <div style={{ marginBottom: 16 }}>
      <PanelStack>
        {ids.map((id) => (
          <Panel key={id} title="Training">
            <JobProgress jobId={id} onEnd={end} />
          </Panel>
        ))}
      </PanelStack>
    </div>
  )
}
