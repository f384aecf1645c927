/** Customers whose score rose most in thirty days. */
import type { CustomerRow } from '@pratibimba/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Panel } from '../../parts/panel.tsx'
import tables from '../../parts/table.module.css'
import { PointsChange } from '../parts/change.tsx'
import { ScoreAtLevel } from '../parts/risk-level.tsx'

const column = createColumnHelper<CustomerRow>()
const right = { align: 'right' } as const

const columns = [
  column.accessor('customer_id', {
    header: 'Customer',
    cell: ({ getValue }) => (
      <Link to="/customers/$customerId" params={{ customerId: getValue() }} className={tables.cover}>
        {getValue()}
      </Link>
    ),
  }),
  column.accessor('risk_score', {
    header: 'Score',
    meta: right,
    cell: ({ row: { original } }) => <ScoreAtLevel score={original.risk_score} level={original.risk_level} />,
  }),
  column.accessor('change_30d', {
    header: '30 days, points',
    meta: right,
    cell: ({ getValue }) => <PointsChange change={getValue()} />,
  }),
  column.accessor('top_driver', {
    header: 'First driver',
    meta: { wrap: true },
    cell: ({ getValue }) => getValue()?.title ?? <span className="muted">–</span>,
  }),
]

export function RisingCustomers({ customers }: { customers: CustomerRow[] }) {
  const navigate = useNavigate()
  return (
    <Panel
      flush
      title={risingFinding(customers)}
      description="Rising customers: the largest change of the score in 30 days."
      aside={
        <LinkButton
          to="/customers"
          search={{ trend: 'rising', sort: 'change_30d' }}
          variant="default"
          size="compact-sm"
        >
          All rising
        </LinkButton>
      }
    >
      {customers.length > 0 ? (
        <DataTable
          name="Rising customers"
          rows={customers}
          columns={columns}
          getRowId={({ customer_id }) => customer_id}
          onOpen={({ customer_id }) =>
            navigate({ to: '/customers/$customerId', params: { customerId: customer_id } })
          }
        />
      ) : (
        <EmptyState title="Nobody is rising">
          No score rose by two points or more in 30 days, or there is no score of 30 days before yet.
        </EmptyState>
      )}
    </Panel>
  )
}

function risingFinding([first]: readonly CustomerRow[]): string {
  if (first === undefined || first.change_30d === null) return 'Rising customers'
  return `${first.customer_id} rose most, by ${(first.change_30d * 100).toFixed(1)} points`
}
