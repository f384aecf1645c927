/** The queue: who needs help first, why, and what to do; rows can be selected. */
import type { CustomerRow } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { IconSnowflake } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable, type TableOrder, type TableSelection } from '../../parts/data-table.tsx'
import tables from '../../parts/table.module.css'
import { SlaMark } from '../interventions/sla-mark.tsx'
import { PointsChange } from '../parts/change.tsx'
import { useCurrency } from '../parts/currency.ts'
import { HeldOut } from '../parts/held-out.tsx'
import { LevelLetter } from '../parts/risk-level.tsx'
import { interventionWords, stateWords, tierWords } from '../parts/words.ts'
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
      cell: ({ row: { original } }) => <Why customer={original} />,
    }),
    column.display({
      id: 'case',
      header: 'Case, clock, officer',
      cell: ({ row: { original } }) => <CaseCell customer={original} />,
    }),
  ]
}

/** Why, and what the policy would do about it. */
function Why({ customer: { top_driver, recommended_action } }: { customer: CustomerRow }) {
  return (
    <span className={tables.stacked}>
      <span className={classes.driver} title={top_driver?.text}>
        {top_driver?.title ?? 'No driver was kept'}
      </span>
      <span className={tables.sub} title={recommended_action?.reason}>
        {recommended_action === null ? 'Nothing recommended' : interventionWords[recommended_action.type]}
      </span>
    </span>
  )
}

function CaseCell({ customer }: { customer: CustomerRow }) {
  const { open_case, cool_down_until, held_out_by, assigned_to } = customer
  if (open_case !== null)
    return (
      <span className={tables.stacked}>
        <span>{`${interventionWords[open_case.type]}, ${stateWords[open_case.state].toLowerCase()}`}</span>
        <span className={`${tables.sub} ${classes.clock}`}>
          <SlaMark state={open_case.sla_state} dueAt={open_case.due_at} />
          {assigned_to ?? 'nobody'}
        </span>
      </span>
    )
  if (held_out_by !== null) return <HeldOut />
  const cooling = cool_down_until !== null && (
    <span className={classes.held}>
      <IconSnowflake size={14} stroke={1.75} aria-hidden />
      Cool-down until {cool_down_until.slice(0, 10)}
    </span>
  )
  if (assigned_to === null) return cooling || dash
  return (
    <span className={tables.stacked}>
      {cooling}
      <span className={tables.sub}>{assigned_to}</span>
    </span>
  )
}
