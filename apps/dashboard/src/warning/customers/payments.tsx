/** What was due and what falls due next. */
import type { CustomerDetail, DuePaymentStatus, PaymentKind } from '@pratibimba/contract'
import { formatMoney } from '@pratibimba/reports/charts'
import { IconAlertTriangle, IconCheck, IconClock, IconClockExclamation } from '@tabler/icons-react'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useCurrency } from '../parts/currency.ts'
import classes from './payments.module.css'

type Payment = CustomerDetail['payments'][number]

const kindWords = {
  rent: 'Rent',
  instalment: 'Instalment',
  card_minimum: 'Card minimum',
  utility: 'Utility',
} as const satisfies Record<PaymentKind, string>

const statusFaces = {
  scheduled: { word: 'Falls due', Icon: IconClock },
  paid: { word: 'Paid', Icon: IconCheck },
  late: { word: 'Paid late', Icon: IconClockExclamation },
  missed: { word: 'Missed', Icon: IconAlertTriangle },
} as const satisfies Record<DuePaymentStatus, { word: string; Icon: typeof IconClock }>

const column = createColumnHelper<Payment>()

export function Payments({ payments, asOf }: { payments: CustomerDetail['payments']; asOf: string }) {
  const currency = useCurrency()
  const columns = useMemo(() => columnsOf(currency), [currency])
  return (
    <Panel
      flush
      title={findingOf(payments, currency)}
      description={`Payments of the 90 days before ${asOf} and what falls due next.`}
    >
      {payments.length === 0 ? (
        <EmptyState title="No payment is known">
          Nothing was due in this time, and nothing is scheduled.
        </EmptyState>
      ) : (
        <div className={classes.tall}>
          <DataTable
            name="Payments"
            rows={payments}
            columns={columns}
            getRowId={({ payment_id }) => payment_id}
          />
        </div>
      )}
    </Panel>
  )
}

function columnsOf(currency: string) {
  return [
    column.accessor('due_date', { header: 'Due' }),
    column.accessor('kind', { header: 'For', cell: ({ getValue }) => kindWords[getValue()] }),
    column.accessor('status', {
      header: 'Status',
      cell: ({ getValue }) => {
        const { word, Icon } = statusFaces[getValue()]
        return (
          <span className={classes.status} data-status={getValue()}>
            <Icon size={14} stroke={1.75} aria-hidden />
            {word}
          </span>
        )
      },
    }),
    column.accessor('paid_date', {
      header: 'Paid on',
      cell: ({ getValue }) => getValue() ?? <span className="muted">–</span>,
    }),
    column.accessor('amount_due_minor', {
      header: 'Amount due',
      meta: { align: 'right' },
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
  ]
}

function findingOf(payments: CustomerDetail['payments'], currency: string): string {
  const past = payments.filter(({ status }) => status !== 'scheduled')
  const trouble = past.filter(({ status }) => status === 'late' || status === 'missed').length
  const next = payments.filter(({ status }) => status === 'scheduled').at(-1)
  const due = next
    ? `; ${formatMoney(next.amount_due_minor, currency)} fall due on ${next.due_date}`
    : '; nothing is scheduled'
  return `${trouble} of ${past.length} payments were late or missed${due}`
}
