/** Everything that was scored, done and heard of the customer. */
import type { Intervention, LiveEvent } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { createColumnHelper } from '@tanstack/react-table'
import { activityQuery, historyQuery } from '../../api/warning-queries.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { capitalised } from '../../parts/words.ts'
import { interventionWords, outcomeWords, stateWords } from '../parts/words.ts'
import { History } from './overview-tab.tsx'

export function HistoryTab({ customerId }: { customerId: string }) {
  return (
    <PanelStack>
      <History customerId={customerId} />
      <Interventions customerId={customerId} />
      <Activity customerId={customerId} />
    </PanelStack>
  )
}

const dash = <span className="muted">–</span>
const interventionColumn = createColumnHelper<Intervention>()
const interventionColumns = [
  interventionColumn.accessor('created_at', {
    header: 'Opened',
    cell: ({ getValue }) => <Moment at={getValue()} />,
  }),
  interventionColumn.accessor('type', {
    header: 'Action',
    cell: ({ getValue }) => interventionWords[getValue()],
  }),
  interventionColumn.accessor('state', { header: 'State', cell: ({ getValue }) => stateWords[getValue()] }),
  interventionColumn.accessor('outcome', {
    header: 'Outcome',
    cell: ({ getValue }) => {
      const outcome = getValue()
      return outcome === null ? dash : outcomeWords[outcome]
    },
  }),
  interventionColumn.accessor('payment_missed', {
    header: 'Payment',
    cell: ({ getValue }) => (getValue() === null ? 'not due yet' : getValue() ? 'missed' : 'made'),
  }),
  interventionColumn.accessor('assigned_to', {
    header: 'Officer',
    cell: ({ getValue }) => getValue() ?? dash,
  }),
  interventionColumn.accessor('created_by', { header: 'Opened by' }),
  interventionColumn.accessor('id', {
    header: 'Case',
    cell: ({ getValue }) => <span className="mono">{getValue()}</span>,
  }),
]

function Interventions({ customerId }: { customerId: string }) {
  const { data } = useQuery(historyQuery(customerId))
  if (data === undefined) return null
  return (
    <Panel flush title="Interventions">
      {data.interventions.length === 0 ? (
        <EmptyState title="Nothing was done yet">No case was ever opened for this customer.</EmptyState>
      ) : (
        <DataTable
          name="Cases of the customer"
          rows={data.interventions}
          columns={interventionColumns}
          getRowId={({ id }) => id}
        />
      )}
    </Panel>
  )
}

const eventColumn = createColumnHelper<LiveEvent>()
const eventColumns = [
  eventColumn.accessor('at', { header: 'When', cell: ({ getValue }) => <Moment at={getValue()} /> }),
  eventColumn.accessor('kind', { header: 'Kind', cell: ({ getValue }) => capitalised(getValue()) }),
  eventColumn.accessor('text', { header: 'What happened', meta: { wrap: true } }),
]

function Activity({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useQuery(activityQuery({ customer_id: customerId, limit: 100 }))
  return (
    <Panel flush title="Activity" description="The last hundred events of this customer, newest first.">
      {data === undefined ? (
        error === null ? (
          <Loading rows={4} />
        ) : (
          <ProblemNotice error={error} onRetry={refetch} />
        )
      ) : data.events.length === 0 ? (
        <EmptyState title="Nothing happened yet">
          Scores, cases and events that come in appear here.
        </EmptyState>
      ) : (
        <DataTable
          name="Events of the customer"
          rows={data.events}
          columns={eventColumns}
          getRowId={({ id }) => String(id)}
        />
      )}
    </Panel>
  )
}
