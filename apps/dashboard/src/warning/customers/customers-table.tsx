/** The worklist: one row a customer. */
import type { CustomerRow } from '@pratibimba/contract'
import { formatMoney } from '@pratibimba/reports/charts'
import { Link, useNavigate } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable, type TableOrder } from '../../parts/data-table.tsx'
import tables from '../../parts/table.module.css'
import { PointsChange } from '../parts/change.tsx'
import { useCurrency } from '../parts/currency.ts'
import { CaseCell, WhyCell } from '../parts/customer-cells.tsx'
import { ScoreAtLevel } from '../parts/risk-level.tsx'
import { tierWords } from '../parts/words.ts'

interface CustomersTableProps {
  readonly customers: CustomerRow[]
  readonly order: TableOrder
}

export function CustomersTable({ customers, order }: CustomersTableProps) {
  const navigate = useNavigate()
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency), [currency])
  return (
    <DataTable
      name="Customers"
      rows={customers}
      columns={columns}
      getRowId={({ customer_id }) => customer_id}
      order={order}
      onOpen={({ customer_id }) =>
        navigate({ to: '/customers/$customerId', params: { customerId: customer_id } })
      }
    />
  )
}

const column = createColumnHelper<CustomerRow>()
const dash = <span className="muted">–</span>

function columnsOf(currency: string) {
  return [
    column.accessor('customer_id', {
      header: 'Customer',
      meta: { sort: 'customer_id' },
      cell: ({ getValue }) => (
        <Link to="/customers/$customerId" params={{ customerId: getValue() }} className={tables.cover}>
          {getValue()}
        </Link>
      ),
    }),
    column.accessor('risk_score', {
      header: 'Score',
      meta: { align: 'right', sort: 'risk_score' },
      cell: ({ row: { original } }) => (
        <ScoreAtLevel score={original.risk_score} level={original.risk_level} />
      ),
    }),
    column.accessor('change_30d', {
      header: '30 d, points',
      meta: { align: 'right', sort: 'change_30d' },
      cell: ({ getValue }) => <PointsChange change={getValue()} />,
    }),
    column.accessor('tier', {
      header: 'Tier',
      meta: { sort: 'tier' },
      cell: ({ getValue }) => {
        const tier = getValue()
        return tier === null ? dash : <span title={tierWords[tier]}>{tier}</span>
      },
    }),
    column.accessor('expected_days_to_failure', {
      header: 'Days left',
      meta: { align: 'right', sort: 'expected_days_to_failure' },
      cell: ({ getValue }) => getValue()?.toFixed(0) ?? dash,
    }),
    column.accessor('exposure_minor', {
      header: 'Exposure',
      meta: { align: 'right', sort: 'exposure' },
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
    column.accessor('expected_loss_minor', {
      header: 'Expected loss',
      meta: { align: 'right', sort: 'expected_loss' },
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
    column.accessor('top_driver', {
      header: 'First driver, recommended action',
      cell: ({ row: { original } }) => <WhyCell customer={original} />,
    }),
    column.display({
      id: 'case',
      header: 'Case, clock, officer',
      cell: ({ row: { original } }) => <CaseCell customer={original} />,
    }),
  ]
}
