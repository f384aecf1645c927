/** Cases, filtered, sorted and paged by the server; a row opens beside the page. */
import type { Intervention } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable, type TableOrder } from '../../parts/data-table.tsx'
import { Moment } from '../../parts/moment.tsx'
import tables from '../../parts/table.module.css'
import { useCurrency } from '../parts/currency.ts'
import { LevelLetter } from '../parts/risk-level.tsx'
import { interventionWords, outcomeWords, stateWords } from '../parts/words.ts'
import { SlaMark } from './sla-mark.tsx'
import classes from './tracker.module.css'

interface CasesTableProps {
  readonly cases: Intervention[]
  readonly order: TableOrder
  readonly onOpen: (interventionId: string) => void
}

export function CasesTable({ cases, order, onOpen }: CasesTableProps) {
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency), [currency])
  return (
    <DataTable
      name="Cases as filtered"
      rows={cases}
      columns={columns}
      getRowId={({ id }) => id}
      order={order}
      onOpen={({ id }) => onOpen(id)}
    />
  )
}

const column = createColumnHelper<Intervention>()
const dash = <span className="muted">–</span>

function columnsOf(currency: string) {
  return [
    column.accessor('customer_id', {
      header: 'Customer',
      cell: ({ row: { original } }) => (
        <Link
          from="/interventions"
          to="/interventions"
          search={(before) => ({ ...before, case: original.id })}
          resetScroll={false}
          className={tables.cover}
        >
          {original.customer_id}
        </Link>
      ),
    }),
    column.accessor('type', { header: 'Action', cell: ({ getValue }) => interventionWords[getValue()] }),
    column.accessor('state', { header: 'State', cell: ({ getValue }) => stateWords[getValue()] }),
    column.accessor('sla_state', {
      header: 'Clock',
      meta: { sort: 'due_at' },
      cell: ({ row: { original } }) => <SlaMark state={original.sla_state} dueAt={original.due_at} />,
    }),
    column.accessor('assigned_to', { header: 'Officer', cell: ({ getValue }) => getValue() ?? dash }),
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
    column.accessor('tier', {
      header: 'Tier',
      meta: { align: 'right', sort: 'tier' },
      cell: ({ getValue }) => getValue() ?? dash,
    }),
    column.accessor('exposure_minor', {
      header: 'Exposure',
      meta: { align: 'right', sort: 'exposure' },
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
    column.accessor('outcome', {
      header: 'Outcome, payment',
      cell: ({ row: { original } }) => endOf(original),
    }),
    column.accessor('created_at', {
      header: 'Opened',
      meta: { sort: 'newest' },
      cell: ({ getValue }) => <Moment at={getValue()} />,
    }),
  ]
}

function endOf({ outcome, payment_missed }: Intervention) {
  const words = [
    ...(outcome === null ? [] : [outcomeWords[outcome]]),
    ...(payment_missed === null ? [] : [payment_missed ? 'payment missed' : 'payment made']),
  ]
  return words.length === 0 ? dash : words.join(', ')
}
