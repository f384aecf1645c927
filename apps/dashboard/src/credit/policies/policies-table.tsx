/** Versions, the newest first; a row opens its tables. */
import { formatCount } from '@pratibimba/reports/charts'
import { Link, useNavigate } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { DataTable } from '../../parts/data-table.tsx'
import { Moment } from '../../parts/moment.tsx'
import tables from '../../parts/table.module.css'
import { PolicyStateBadge } from './policy-state.tsx'
import type { PolicyVersionOf } from './policy-types.ts'

export function PoliciesTable({ versions }: { versions: PolicyVersionOf[] }) {
  const navigate = useNavigate()
  return (
    <DataTable
      name="Versions of policies"
      rows={versions}
      columns={columns}
      getRowId={({ name, version }) => `${name} ${version}`}
      onOpen={({ name, version }) =>
        navigate({ to: '/policies/$name/$version', params: { name, version: String(version) } })
      }
    />
  )
}

const column = createColumnHelper<PolicyVersionOf>()
const right = { align: 'right' } as const
const dash = <span className="muted">–</span>

const columns = [
  column.accessor('name', {
    header: 'Policy',
    cell: ({ row: { original } }) => (
      <Link
        to="/policies/$name/$version"
        params={{ name: original.name, version: String(original.version) }}
        className={tables.cover}
      >
        {original.title}
      </Link>
    ),
  }),
  column.accessor('version', { header: 'Version', meta: right }),
  column.accessor('state', {
    header: 'State',
    cell: ({ row: { original } }) => <PolicyStateBadge state={original.state} share={original.share} />,
  }),
  column.accessor('effective_from', {
    header: 'In force from',
    cell: ({ getValue }) => {
      const at = getValue()
      return at === null ? dash : <Moment at={at} />
    },
  }),
  column.accessor('created_by', {
    header: 'Written by',
    cell: ({ row: { original } }) => (
      <>
        {original.created_by}, <Moment at={original.created_at} />
      </>
    ),
  }),
  column.accessor('approved_by', {
    header: 'Approved by',
    cell: ({ row: { original } }) =>
      original.approved_by === null ? (
        dash
      ) : (
        <>
          {original.approved_by}
          {original.approved_at !== null && (
            <>
              , <Moment at={original.approved_at} />
            </>
          )}
        </>
      ),
  }),
  column.accessor('rules', { header: 'Rules', meta: right, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor('tests', {
    header: 'Tests',
    meta: right,
    cell: ({ row: { original } }) =>
      original.tests_passed === null
        ? `${formatCount(original.tests)}, not run`
        : `${formatCount(original.tests_passed)} of ${formatCount(original.tests)}`,
  }),
]
