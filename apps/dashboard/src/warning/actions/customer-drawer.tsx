/** A customer of the queue beside it: why, what is recommended, and the case with its steps. */
import { ActionIcon, Button, Drawer } from '@mantine/core'
import type { CustomerDetail, CustomerRow, InterventionType } from '@pratibimba/contract'
import { formatCompactMoney, formatMoney, formatShare, formatSigned } from '@pratibimba/reports/charts'
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { customerQuery, historyQuery } from '../../api/warning-queries.ts'
import { FactList } from '../../parts/fact-list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { CasePanel } from '../interventions/case/case-panel.tsx'
import { PointsChange } from '../parts/change.tsx'
import { useCurrency } from '../parts/currency.ts'
import { RiskLevelBadge } from '../parts/risk-level.tsx'
import { interventionWords, tierWords } from '../parts/words.ts'
import classes from './actions.module.css'
import { TakeActionDialog } from './take-action-dialog.tsx'

interface CustomerDrawerProps {
  readonly customerId: string | undefined
  /** As the queue shows the customer, if it does. */
  readonly row: CustomerRow | undefined
  /** Neighbours in the queue. */
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly onOpen: (customerId: string) => void
  readonly onClose: () => void
}

export function CustomerDrawer(props: CustomerDrawerProps) {
  const { customerId, previous, next, onOpen, onClose } = props
  useNeighbourKeys(customerId === undefined ? {} : { j: next, k: previous }, onOpen)
  return (
    <Drawer
      opened={customerId !== undefined}
      onClose={onClose}
      position="right"
      size={600}
      title={
        customerId && (
          <span className={classes.head}>
            <Link to="/customers/$customerId" params={{ customerId }}>
              {customerId}
            </Link>
            <span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Previous in the queue (k)"
                disabled={previous === undefined}
                onClick={() => previous && onOpen(previous)}
              >
                <IconChevronUp size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Next in the queue (j)"
                disabled={next === undefined}
                onClick={() => next && onOpen(next)}
              >
                <IconChevronDown size={16} />
              </ActionIcon>
            </span>
          </span>
        )
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {customerId && <OneCustomer key={customerId} customerId={customerId} listed={props.row} />}
    </Drawer>
  )
}

interface OneCustomerProps {
  readonly customerId: string
  readonly listed: CustomerRow | undefined
}

function OneCustomer({ customerId, listed }: OneCustomerProps) {
  const { data, error, refetch } = useQuery(customerQuery(customerId))
  // What the queue knows is shown at once.
  const row = data?.row ?? listed
  const open = row?.open_case ?? null
  const caseId = open?.intervention_id ?? row?.held_out_by ?? undefined
  return (
    <div className={classes.drawer}>
      {row && <Score row={row} />}
      {caseId !== undefined && (
        <section className={classes.part}>
          <h3>{open ? `Open case: ${interventionWords[open.type].toLowerCase()}` : 'Control group'}</h3>
          <CasePanel key={caseId} interventionId={caseId} named={false} />
        </section>
      )}
      {data ? (
        <>
          <Drivers customer={data} />
          <Actions customer={data} free={open === null} />
        </>
      ) : error === null ? (
        <Loading rows={6} />
      ) : (
        <ProblemNotice error={error} onRetry={refetch} />
      )}
    </div>
  )
}

function Score({ row }: { row: CustomerRow }) {
  const currency = useCurrency()
  const { data } = useQuery(historyQuery(row.customer_id))
  const scores = data?.scores.slice(0, 30).toReversed() ?? []
  const { expected_days_to_failure: days, cool_down_until, tier } = row
  return (
    <section className={classes.part} aria-label="Score">
      <div className={classes.head}>
        <span className={classes.score}>{formatShare(row.risk_score)}</span>
        <RiskLevelBadge level={row.risk_level} />
        {scores.length > 1 && (
          <span title={`The last ${scores.length} scores`}>
            <Sparkline values={scores.map(({ risk_score }) => risk_score * 100)} />
          </span>
        )}
        <span className="small muted">
          <PointsChange change={row.change_30d} /> points in 30 days
        </span>
      </div>
      <FactList
        facts={[
          ['Tier', tier === null ? 'none' : `${tier} · ${tierWords[tier]}`],
          ['Days to a miss', days === null ? 'not expected' : days.toFixed(0)],
          ['Exposure', formatMoney(row.exposure_minor, currency)],
          ['Expected loss', formatMoney(row.expected_loss_minor, currency)],
          ['Officer', row.assigned_to ?? 'nobody yet'],
          ...(cool_down_until === null
            ? []
            : ([['Cool-down', `until ${cool_down_until.slice(0, 10)}`]] as const)),
        ]}
      />
    </section>
  )
}

function Drivers({ customer: { prediction } }: { customer: CustomerDetail }) {
  if (prediction.drivers.length === 0) return null
  return (
    <section className={classes.part}>
      <h3>Drivers</h3>
      <ul className={classes.drivers}>
        {prediction.drivers.map(({ feature, direction, text, contribution }) => {
          const Icon = direction === 'raises' ? IconArrowUp : IconArrowDown
          return (
            <li key={feature}>
              <Icon size={16} stroke={1.75} aria-label={direction} />
              <span className={classes.words}>{text}</span>
              <span title="Log-odds it adds">{formatSigned(contribution)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Actions({ customer, free }: { customer: CustomerDetail; free: boolean }) {
  const currency = useCurrency()
  const [chosen, setChosen] = useState<InterventionType>()
  const { row, prediction, alternatives } = customer
  const recommended = prediction.recommended_action
  return (
    <section className={classes.part}>
      <h3>
        {recommended === null
          ? 'Nothing is recommended at this score'
          : `Recommended: ${interventionWords[recommended.type].toLowerCase()}`}
      </h3>
      {recommended && <p className="muted">{recommended.reason}</p>}
      <ul className={classes.alternatives}>
        {alternatives.map((one) => (
          <li key={one.type}>
            {one.eligible ? (
              <IconCheck size={16} stroke={1.75} aria-label="Eligible" />
            ) : (
              <IconX size={16} stroke={1.75} aria-label="Not eligible" />
            )}
            <span className={classes.words}>
              <span>{one.title}</span>
              <span className="small muted">
                {formatShare(one.success_probability, 0)} success{' '}
                {one.assumption ? '(assumption)' : '(measured)'} · cost{' '}
                {formatCompactMoney(one.cost_minor, currency)} · avoids{' '}
                {formatCompactMoney(one.expected_loss_avoided_minor, currency)}
              </span>
              {one.reason !== '' && <span className="small muted">{one.reason}</span>}
            </span>
            {free && (
              <Button
                size="compact-sm"
                variant={one.type === recommended?.type ? 'filled' : 'default'}
                aria-label={`Choose ${one.title}`}
                disabled={!one.eligible}
                onClick={() => setChosen(one.type)}
              >
                Choose
              </Button>
            )}
          </li>
        ))}
      </ul>
      <TakeActionDialog
        selection={new Map([[row.customer_id, row]])}
        type={chosen}
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
      />
    </section>
  )
}

/** j and k go on to the neighbours while the panel is open, unless something is written. */
function useNeighbourKeys(
  neighbours: Readonly<Record<string, string | undefined>>,
  onOpen: (id: string) => void,
) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      const others = document.querySelectorAll('[role="dialog"]').length > 1
      if (typing || others || event.ctrlKey || event.metaKey || event.altKey) return
      const neighbour = neighbours[event.key]
      if (neighbour !== undefined) onOpen(neighbour)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
