/** Champion and challenger: every experiment, and a new one. */
import { Button } from '@mantine/core'
import type { Experiment } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { experimentsQuery } from '../../api/governance-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import tables from '../../parts/table.module.css'
import { ExperimentSign } from '../parts/sign.tsx'
import { CreateExperiment } from './create-experiment.tsx'
import classes from './experiments.module.css'

const route = getRouteApi('/experiments')
const pageSize = 25

export function ExperimentsPage() {
  const { page = 1, create } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(
    experimentsQuery({ limit: pageSize, offset: (page - 1) * pageSize }),
  )
  const asking = (open: boolean) =>
    navigate({ search: (before) => ({ ...before, create: open || undefined }), replace: true })
  const begin = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => asking(true)}>
      New experiment
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Experiments"
        description="A challenger decides for a share of the applicants; guard-rails stop it when it goes wrong."
        actions={begin}
      />
      <Panel flush>
        {data === undefined ? (
          error === null ? (
            <Loading rows={6} />
          ) : (
            <ProblemNotice error={error} onRetry={refetch} />
          )
        ) : data.experiments.length === 0 ? (
          <EmptyState title={page > 1 ? 'This page is empty' : 'No experiment yet'} actions={begin}>
            An experiment sets a model or a policy against the one that decides: first in the shadow, then for
            a small share of the applicants, then for more.
          </EmptyState>
        ) : (
          <>
            <DataTable
              name="Experiments"
              rows={data.experiments}
              columns={columns}
              getRowId={({ id }) => id}
              onOpen={({ id }) => navigate({ to: '/experiments/$id', params: { id } })}
            />
            {data.total > pageSize && (
              <Pager
                page={page}
                pageSize={pageSize}
                total={data.total}
                onPage={(next) => navigate({ search: { page: next > 1 ? next : undefined } })}
              />
            )}
          </>
        )}
      </Panel>
      <CreateExperiment
        opened={create === true}
        onClose={() => asking(false)}
        onCreated={({ id }) => navigate({ to: '/experiments/$id', params: { id } })}
      />
    </>
  )
}

const column = createColumnHelper<Experiment>()
const right = { align: 'right' } as const

const columns = [
  column.accessor('title', {
    header: 'Experiment',
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link to="/experiments/$id" params={{ id: original.id }} className={tables.cover}>
          {original.title}
        </Link>
        <span className={tables.sub}>{original.id}</span>
      </span>
    ),
  }),
  column.accessor('state', {
    header: 'State',
    cell: ({ getValue }) => <ExperimentSign state={getValue()} />,
  }),
  column.accessor('arms', {
    header: 'Challenger against champion',
    cell: ({ getValue }) => {
      const [champion, challenger] = armsOf({ arms: getValue() })
      return (
        <span className={tables.stacked}>
          {armWords(challenger)}
          <span className={tables.sub}>against {armWords(champion)}</span>
        </span>
      )
    },
  }),
  column.display({
    id: 'share',
    header: 'Share',
    meta: right,
    cell: ({ row: { original } }) => formatShare(armsOf(original)[1].share),
  }),
  column.accessor('guardrails', {
    header: 'Guard-rails',
    meta: { wrap: true },
    cell: ({ getValue }) => <Limits guardrails={getValue()} />,
  }),
  column.accessor('started_at', {
    header: 'Started',
    cell: ({ getValue }) => {
      const at = getValue()
      return at === null ? <span className="muted">not yet</span> : <Moment at={at} />
    },
  }),
]

type Arm = Experiment['arms'][number]

/** The champion's arm, then the challenger's. */
export function armsOf({ arms }: Pick<Experiment, 'arms'>): readonly [Arm, Arm] {
  const challenger = arms.find(({ name }) => name === 'challenger') ?? arms[1]!
  return [arms.find((arm) => arm !== challenger) ?? arms[0]!, challenger]
}

export function armWords({ model_version, policy_version }: Arm): string {
  return policy_version === null ? model_version : `${model_version}, policy ${policy_version}`
}

function Limits({ guardrails }: { guardrails: Experiment['guardrails'] }) {
  const { approval_rate_change, pd_psi, p99_latency_ms, four_fifths, min_decisions } = guardrails
  return (
    <span className={classes.limits}>
      <span>approval ±{formatShare(approval_rate_change)}</span>
      <span>PSI ≤ {pd_psi}</span>
      <span>p99 ≤ {p99_latency_ms} ms</span>
      <span>four fifths ≥ {four_fifths.toFixed(2)}</span>
      <span>from {min_decisions} decisions</span>
    </span>
  )
}
