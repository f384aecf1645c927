/** What is recommended, why, what it may bring, and the alternatives. */
import { Button } from '@mantine/core'
import type { CustomerDetail, InterventionType } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { IconCheck, IconX } from '@tabler/icons-react'
import { createColumnHelper } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useCurrency } from '../parts/currency.ts'
import { interventionWords } from '../parts/words.ts'
import { InterveneDialog } from './intervene-dialog.tsx'
import classes from './recommendation.module.css'

type Alternative = CustomerDetail['alternatives'][number]

export function Recommendation({ customer }: { customer: CustomerDetail }) {
  const currency = useCurrency()
  const [chosen, setChosen] = useState<InterventionType>()
  const { alternatives, prediction } = customer
  const recommended = prediction.recommended_action
  const columns = useMemo(
    () => columnsOf(currency, recommended?.type, setChosen),
    [currency, recommended?.type],
  )
  const assumed = alternatives.some(({ assumption }) => assumption)
  return (
    <Panel
      flush
      title={
        recommended === null
          ? 'No action is recommended at this score'
          : `Recommended: ${interventionWords[recommended.type].toLowerCase()}`
      }
      description={recommended?.reason ?? 'The actions below remain open where the customer is eligible.'}
    >
      {alternatives.length === 0 ? (
        <EmptyState title="No action is known">The policy of this server offers no interventions.</EmptyState>
      ) : (
        <DataTable
          name="Actions and what they may bring"
          rows={alternatives}
          columns={columns}
          getRowId={({ type }) => type}
        />
      )}
      {assumed && (
        <p className={classes.note}>
          * An assumption of the policy, in force until enough outcomes against held-out customers are known.
        </p>
      )}
      <InterveneDialog
        customer={customer}
        type={chosen}
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
      />
    </Panel>
  )
}

const column = createColumnHelper<Alternative>()
const right = { align: 'right' } as const

function columnsOf(
  currency: string,
  recommended: InterventionType | undefined,
  choose: (type: InterventionType) => void,
) {
  return [
    column.accessor('title', {
      header: 'Action',
      cell: ({ row: { original } }) =>
        original.type === recommended ? <strong>{original.title}, recommended</strong> : original.title,
    }),
    column.accessor('success_probability', {
      header: 'Chance of success',
      meta: right,
      cell: ({ row: { original } }) =>
        `${formatShare(original.success_probability, 0)}${original.assumption ? '*' : ''}`,
    }),
    column.accessor('cost_minor', {
      header: 'Cost',
      meta: right,
      cell: ({ getValue }) => formatMoney(getValue(), currency),
    }),
    column.accessor('expected_loss_avoided_minor', {
      header: 'Expected loss avoided',
      meta: right,
      cell: ({ row: { original } }) =>
        `${formatMoney(original.expected_loss_avoided_minor, currency)}${original.assumption ? '*' : ''}`,
    }),
    column.display({
      id: 'net',
      header: 'Net of cost',
      meta: right,
      cell: ({ row: { original } }) =>
        formatMoney(original.expected_loss_avoided_minor - original.cost_minor, currency),
    }),
    column.accessor('reason', {
      header: 'Eligible',
      meta: { wrap: true },
      cell: ({ row: { original } }) => {
        const Icon = original.eligible ? IconCheck : IconX
        return (
          <span className={classes.eligible}>
            <Icon size={14} stroke={1.75} aria-label={original.eligible ? 'Yes' : 'No'} />
            {original.reason}
          </span>
        )
      },
    }),
    column.display({
      id: 'choose',
      header: () => <span className="visually-hidden">Choose</span>,
      meta: right,
      cell: ({ row: { original } }) => (
        <Button
          variant="default"
          size="compact-sm"
          disabled={!original.eligible}
          onClick={() => choose(original.type)}
          aria-label={`Choose ${original.title}`}
        >
          Choose
        </Button>
      ),
    }),
  ]
}
