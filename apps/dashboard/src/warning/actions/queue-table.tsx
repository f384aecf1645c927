/** The queue: who needs help first, why, and what to do; rows can be selected. */
import type { CustomerRow } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { IconEyeOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable, type TableOrder, type TableSelection } from '../../parts/data-table.tsx'
import tables from '../../parts/table.module.css'
import { SlaMark } from '../interventions/sla-mark.tsx'
import { PointsChange } from '../parts/change.tsx'
import { useCurrency } from '../parts/currency.ts'
import { RiskLevelBadge } from '../parts/risk-level.tsx'
import { interventionWords, stateWords, tierWords } from '../parts/words.ts'
import classes from './actions.module.css'

interface QueueTableProps {
  readonly customers: CustomerRow[]
  readonly heldOut: ReadonlyMap<string, string>
  readonly order: TableOrder
  readonly selection: TableSelection
  readonly onOpen: (customerId: string) => void
}

export function QueueTable({ customers, heldOut, order, selection, onOpen }: QueueTableProps) {
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency, heldOut), [currency, heldOut])
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

function columnsOf(currency: string, heldOut: ReadonlyMap<string, string>) {
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
        return tier === null ? dash : `${tier} · ${tierWords[tier]}`
      },
    }),
    column.accessor('risk_level', {
      header: 'Level',
      cell: ({ getValue }) => <RiskLevelBadge level={getValue()} />,
    }),
    column.accessor('risk_score', {
      header: 'Score',
      meta: { align: 'right', sort: 'risk_score' },
      cell: ({ getValue }) => formatShare(getValue()),
    }),
    column.accessor('change_30d', {
      header: '30 days, points',
      meta: { align: 'right', sort: 'change_30d' },
      cell: ({ getValue }) => <PointsChange change={getValue()} />,
    }),
    column.accessor('expected_days_to_failure', {
      header: 'Days to a miss',
      meta: { align: 'right', sort: 'expected_days_to_failure' },
      cell: ({ getValue }) => getValue()?.toFixed(0) ?? dash,
    }),
    column.accessor('expected_loss_minor', {
      header: 'Expected loss',
      meta: { align: 'right', sort: 'expected_loss' },
      cell: ({ getValue }) => formatMoney(getValue(), currency),
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
      cell: ({ row: { original } }) => (
        <CaseCell customer={original} held={heldOut.has(original.customer_id)} />
      ),
    }),
    column.display({
      id: 'sla',
      header: 'Clock',
      cell: ({ row: { original } }) => (
        <SlaMark state={original.open_case?.sla_state ?? null} dueAt={original.open_case?.due_at ?? null} />
      ),
    }),
    column.accessor('assigned_to', { header: 'Officer', cell: ({ getValue }) => getValue() ?? dash }),
    column.accessor('top_driver', {
      header: 'First driver',
      cell: ({ getValue }) => {
        const driver = getValue()
        return driver === null ? dash : <span title={driver.text}>{driver.title}</span>
      },
    }),
  ]
}

function CaseCell({ customer, held }: { customer: CustomerRow; held: boolean }) {
  const { open_case, cool_down_until } = customer
  if (open_case !== null)
    return `${interventionWords[open_case.type]}, ${stateWords[open_case.state].toLowerCase()}`
  if (held)
    return (
      <span
        className={classes.held}
        title="In the control group: not to be contacted, so that the effect can be measured"
      >
        <IconEyeOff size={14} stroke={1.75} aria-hidden />
        Held out, not to be contacted
      </span>
    )
  if (cool_down_until !== null) return `Cool-down until ${cool_down_until.slice(0, 10)}`
  return dash
}
