/** The queue: who needs help first, why, and what to do; rows can be selected. */
import type { CustomerRow } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable, type TableOrder, type TableSelection } from '../../parts/data-table.tsx'
import tables from '../../parts/table.module.css'
import { PointsChange } from '../parts/change.tsx'
import { useCurrency } from '../parts/currency.ts'
import { CaseCell, WhyCell } from '../parts/customer-cells.tsx'
import { LevelLetter } from '../parts/risk-level.tsx'
import { tierWords } from '../parts/words.ts'
import classes from './actions.module.css'

interface QueueTableProps {
  readonly customers: CustomerRow[]
  readonly order: TableOrder
  readonly selection: TableSelection
  readonly onOpen: (customerId: string) => void
}

export function QueueTable({ customers, order, selection, onOpen }: QueueTableProps) {
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency), [currency])
  return (
    <DataTable
      name="Priority queue"
      rows={customers}
      columns={columns}
      getRowId={({ customer_id }) => customer_id}
      order={order}
      selection={selection}
      onOpen={({ customer_id }) => onOpen(customer_id)}
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
        <Link
          from="/actions"
          to="/actions"
          search={(before) => ({ ...before, customer: getValue() })}
          resetScroll={false}
          className={tables.cover}
        >
          {getValue()}
        </Link>
      ),
    }),
    column.accessor('tier', {
      header: 'Tier',
      meta: { sort: 'tier' },
      cell: ({ getValue }) => {
        const tier = getValue()
        return tier === null ? dash : <span title={tierWords[tier]}>{tier}</span>
      },
    }),
    column.accessor('risk_score', {
      header: 'Score',
      meta: { align: 'right', sort: 'risk_score' },
      cell: ({ row: { original } }) => (
        <span className={classes.scored}>
          <LevelLetter level={original.risk_level} />
          {formatShare(original.risk_score)}
        </span>
      ),
    }),
    column.accessor('change_30d', {
      header: '30 d, points',
      meta: { align: 'right', sort: 'change_30d' },
      cell: ({ getValue }) => <PointsChange change={getValue()} />,
    }),
    column.accessor('expected_days_to_failure', {
      header: 'Days left',
      meta: { align: 'right', sort: 'expected_days_to_failure' },
      cell: ({ getValue }) => getValue()?.toFixed(0) ?? dash,
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
