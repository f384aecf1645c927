/** Treated and held out side by side, and what the difference says. */
import type { Effect } from '@pratibimba/contract'
import { formatCount, formatMoney, formatShare, formatSigned } from '@pratibimba/reports/charts'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useCurrency } from '../parts/currency.ts'

export function EffectTable({ effects, name }: { effects: Effect[]; name: string }) {
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency), [currency])
  if (effects.length === 0)
    return (
      <EmptyState title="No case in this time">
        Widen the period, or open cases in the Action Center.
      </EmptyState>
    )
  return <DataTable name={name} rows={effects} columns={columns} getRowId={({ id }) => id} />
}

const column = createColumnHelper<Effect>()
const right = { align: 'right' } as const
const dash = <span className="muted">–</span>

function columnsOf(currency: string) {
  const group = (which: 'treated' | 'held_out', header: string) =>
    column.accessor(which, {
      header,
      meta: right,
      cell: ({ getValue }) => {
        const { known, missed, miss_rate } = getValue()
        return miss_rate === null
          ? dash
          : `${formatShare(miss_rate.value)}, ${formatCount(missed)} of ${formatCount(known)}`
      },
    })
  return [
    column.accessor('title', { header: 'Group', cell: ({ getValue }) => <strong>{getValue()}</strong> }),
    column.display({
      id: 'cases',
      header: 'Cases',
      meta: right,
      cell: ({ row: { original } }) => formatCount(original.treated.customers + original.held_out.customers),
    }),
    group('treated', 'Missed, treated'),
    group('held_out', 'Missed, held out'),
    column.accessor('misses_prevented_per_100', {
      header: 'Prevented per 100 (95%)',
      meta: right,
      cell: ({ getValue }) => {
        const found = getValue()
        return found === null
          ? dash
          : `${formatSigned(found.value, 1)} (${formatSigned(found.low, 1)} to ${formatSigned(found.high, 1)})`
      },
    }),
    column.accessor('cost_minor', {
      header: 'Cost',
      meta: right,
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
    column.accessor('verdict', { header: 'What it says', meta: { wrap: true } }),
  ]
}
