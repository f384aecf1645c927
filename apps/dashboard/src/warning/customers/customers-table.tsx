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
import { HeldOut } from '../parts/held-out.tsx'
import { ScoreAtLevel } from '../parts/risk-level.tsx'
import { interventionWords, stateWords, tierWords } from '../parts/words.ts'
import classes from './customers-table.module.css'

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
/** Tiers in few words; the whole ones are told on demand. */
const shortTiers = { 1: '3 days', 2: 'rising', 3: 'stable' } as const

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
      header: '30 days, points',
      meta: { align: 'right', sort: 'change_30d' },
      cell: ({ getValue }) => <PointsChange change={getValue()} />,
    }),
    column.accessor('tier', {
      header: 'Tier',
      meta: { sort: 'tier' },
      cell: ({ getValue }) => {
        const tier = getValue()
        return tier === null ? dash : <span title={tierWords[tier]}>{`${tier} · ${shortTiers[tier]}`}</span>
      },
    }),
    column.accessor('expected_days_to_failure', {
      header: 'Days to a miss',
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
      header: 'First driver',
      cell: ({ getValue }) => {
        const driver = getValue()
        return driver === null ? (
          dash
        ) : (
          <span className={classes.driver} title={driver.text}>
            {driver.title}
          </span>
        )
      },
    }),
    column.accessor('recommended_action', {
      header: 'Recommended',
      cell: ({ getValue }) => {
        const action = getValue()
        return action === null ? dash : <span title={action.reason}>{interventionWords[action.type]}</span>
      },
    }),
    column.display({
      id: 'case',
      header: 'Case',
      cell: ({ row: { original } }) => caseOf(original),
    }),
    column.accessor('assigned_to', { header: 'Officer', cell: ({ getValue }) => getValue() ?? dash }),
  ]
}

function caseOf({ open_case, cool_down_until, held_out_by }: CustomerRow) {
  if (open_case !== null)
    return `${interventionWords[open_case.type]}, ${stateWords[open_case.state].toLowerCase()}`
  if (held_out_by !== null) return <HeldOut />
  if (cool_down_until !== null) return `Cool-down until ${cool_down_until.slice(0, 10)}`
  return dash
}
