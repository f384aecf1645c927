/** The list of portfolios. */
import type { Portfolio } from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { Link, useNavigate } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import tables from '../parts/table.module.css'
import { DeletePortfolio } from './delete-portfolio.tsx'

const column = createColumnHelper<Portfolio>()
const right = { align: 'right' } as const

const columns = [
  column.accessor('name', {
    header: 'Portfolio',
    cell: ({ row: { original } }) => (
      <span className={tables.stacked}>
        <Link to="/portfolios/$portfolioId" params={{ portfolioId: original.id }} className={tables.cover}>
          {original.name || original.id}
        </Link>
        {original.name !== '' && original.name !== original.id && (
          <span className={tables.sub}>{original.id}</span>
        )}
      </span>
    ),
  }),
  column.accessor('source', {
    header: 'Source',
    cell: ({ getValue }) => (getValue() === 'CLONE' ? 'Twin' : 'From scratch'),
  }),
  column.accessor('status', {
    header: 'Status',
    cell: ({ row: { original } }) => <StatusBadge state={original.status} progress={original.progress} />,
  }),
  column.accessor('num_borrowers', {
    header: 'Borrowers',
    meta: right,
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor('num_loans', {
    header: 'Loans',
    meta: right,
    cell: ({ getValue }) => orDash(getValue(), formatCount),
  }),
  column.accessor('achieved_default_rate', {
    header: 'Default rate',
    meta: right,
    cell: ({ getValue }) => orDash(getValue(), (rate) => formatShare(rate, 2)),
  }),
  column.accessor(({ stats_json }) => stats_json.quality_score, {
    id: 'quality',
    header: 'Similarity',
    meta: right,
    cell: ({ getValue }) => orDash(getValue(), (score) => score.toFixed(1)),
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
        <DeletePortfolio portfolio={original} small />
      </span>
    ),
  }),
]

function orDash<Value>(value: Value | null, write: (value: Value) => string) {
  return value === null ? <span className="muted">–</span> : write(value)
}

export function PortfolioTable({ portfolios }: { portfolios: Portfolio[] }) {
  const navigate = useNavigate()
  return (
    <DataTable
      name="Portfolios"
      rows={portfolios}
      columns={columns}
      getRowId={({ id }) => id}
      onOpen={({ id }) => navigate({ to: '/portfolios/$portfolioId', params: { portfolioId: id } })}
    />
  )
}
