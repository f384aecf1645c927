/** Decisions, newest first; a row opens its decision. */
import type { DecisionRow } from '@pratibimba/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { createColumnHelper } from '@tanstack/react-table'
import { DataTable } from '../../parts/data-table.tsx'
import { Moment } from '../../parts/moment.tsx'
import tables from '../../parts/table.module.css'
import { amountWord, fieldWord, latencyWord } from '../parts/credit-words.ts'
import { OutcomeThenFinal } from '../parts/outcome.tsx'
import classes from './decisions.module.css'

export type Decision = DecisionRow

export function DecisionsTable({ name, decisions }: { name: string; decisions: Decision[] }) {
  const navigate = useNavigate()
  return (
    <DataTable
      name={name}
      rows={decisions}
      columns={columns}
      getRowId={({ decision_id }) => decision_id}
      onOpen={({ decision_id }) => navigate({ to: '/decisions/$id', params: { id: decision_id } })}
    />
  )
}

const column = createColumnHelper<Decision>()
const right = { align: 'right' } as const

const columns = [
  column.accessor('decided_at', { header: 'Decided', cell: ({ getValue }) => <Moment at={getValue()} /> }),
  column.accessor('customer_id', {
    header: 'Customer',
    cell: ({ row: { original } }) => (
      <Link to="/decisions/$id" params={{ id: original.decision_id }} className={tables.cover}>
        {original.customer_id ?? 'Erased person'}
      </Link>
    ),
  }),
  column.accessor('decision', {
    header: 'Outcome',
    cell: ({ row: { original } }) => (
      <OutcomeThenFinal decision={original.decision} final={original.final_decision} />
    ),
  }),
  column.accessor('score', { header: 'Score', meta: right, cell: ({ getValue }) => getValue().toFixed(3) }),
  column.accessor('loan_amount', {
    header: 'Amount',
    meta: right,
    cell: ({ getValue }) => amountWord(getValue()),
  }),
  column.accessor('loan_purpose', { header: 'Purpose', cell: ({ getValue }) => fieldWord(getValue()) }),
  column.accessor('top_reason', {
    header: 'First reason',
    cell: ({ getValue }) => {
      const text = getValue()
      return text === null ? (
        <span className="muted">–</span>
      ) : (
        <span className={classes.reason} title={text}>
          {text}
        </span>
      )
    },
  }),
  column.accessor('model_version', { header: 'Model' }),
  column.accessor('policy_version', { header: 'Policy', meta: right }),
  column.accessor('arm', {
    header: 'Arm',
    cell: ({ row: { original } }) =>
      original.arm === null ? (
        <span className="muted">–</span>
      ) : (
        <span title={original.experiment ?? undefined}>{original.arm}</span>
      ),
  }),
  column.accessor('latency_ms', {
    header: 'Latency',
    meta: right,
    cell: ({ getValue }) => latencyWord(getValue()),
  }),
]
