/** Every version, where it stands and why; promoting one, and going back at once. */
import { Button } from '@mantine/core'
import type { WarningModel } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useState } from 'react'
import { modelsQuery } from '../../api/warning-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import tables from '../../parts/table.module.css'
import { PromoteDialog } from './promote-dialog.tsx'
import { RollbackDialog } from './rollback-dialog.tsx'
import { StageBadge } from './stage-badge.tsx'

const route = getRouteApi('/models')
const listed = 100

export function VersionsTab() {
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(modelsQuery({ limit: listed }))
  const [promoted, setPromoted] = useState<WarningModel>()
  const [goingBack, setGoingBack] = useState(false)
  const champion = data?.models.find(({ stage }) => stage === 'champion')
  const before = data?.models.some(({ stage, promoted_at }) => stage !== 'champion' && promoted_at !== null)
  return (
    <Panel
      flush
      title="Versions"
      description={
        data && data.total > data.models.length
          ? `The newest ${formatCount(data.models.length)} of ${formatCount(data.total)}.`
          : 'Newest first. Each change of the champion is kept in the audit chain.'
      }
      aside={
        champion && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={!before}
            onClick={() => setGoingBack(true)}
          >
            Roll back
          </Button>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <Loading rows={4} />
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : data.models.length === 0 ? (
        <EmptyState title="No version yet">Every training adds one.</EmptyState>
      ) : (
        <DataTable
          name="Versions"
          rows={data.models}
          columns={columnsOf(setPromoted)}
          getRowId={({ version }) => version}
          onOpen={({ version }) => navigate({ search: { version } })}
        />
      )}
      <PromoteDialog model={promoted} champion={champion} onClose={() => setPromoted(undefined)} />
      <RollbackDialog opened={goingBack} champion={champion} onClose={() => setGoingBack(false)} />
    </Panel>
  )
}

const column = createColumnHelper<WarningModel>()
const right = { align: 'right' } as const

function columnsOf(promote: (model: WarningModel) => void) {
  return [
    column.accessor('version', {
      header: 'Version',
      cell: ({ getValue }) => (
        <Link to="/models" search={{ version: getValue() }} className={tables.cover}>
          {getValue()}
        </Link>
      ),
    }),
    column.accessor('stage', { header: 'Stage', cell: ({ getValue }) => <StageBadge stage={getValue()} /> }),
    column.accessor('auc', {
      header: 'AUC, 95% interval',
      meta: right,
      cell: ({ getValue }) => {
        const { value, low, high } = getValue()
        return `${value.toFixed(3)} (${low.toFixed(3)} – ${high.toFixed(3)})`
      },
    }),
    column.accessor('customers', {
      header: 'Customers',
      meta: right,
      cell: ({ getValue }) => formatCount(getValue()),
    }),
    column.accessor('trained_at', { header: 'Trained', cell: ({ getValue }) => <Moment at={getValue()} /> }),
    column.accessor('trained_by', { header: 'By' }),
    column.accessor('reason', { header: 'Why', meta: { wrap: true } }),
    column.display({
      id: 'actions',
      header: () => <span className="visually-hidden">Actions</span>,
      meta: right,
      cell: ({ row: { original } }) =>
        original.stage !== 'champion' && (
          <span className={tables.above}>
            <Button variant="default" size="compact-xs" onClick={() => promote(original)}>
              Promote…<span className="visually-hidden"> {original.version}</span>
            </Button>
          </span>
        ),
    }),
  ]
}
