/** How the customer behaves: stress against the portfolio, signs, balances, weekly signals, payments. */
import { SegmentedControl } from '@mantine/core'
import type { CustomerDetail } from '@pratibimba/contract'
import {
  balanceHistoryChart,
  type ChartTheme,
  formatFeature,
  stressDotsChart,
  stressRadarChart,
} from '@pratibimba/reports/charts'
import { IconAlertTriangle, IconCheck, IconEye, IconQuestionMark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { balancesQuery } from '../../api/warning-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useCurrency } from '../parts/currency.ts'
import classes from './lists.module.css'
import { Payments } from './payments.tsx'
import { Signals } from './signals.tsx'

const route = getRouteApi('/customers/$customerId')

export function BehaviourTab({ customer }: { customer: CustomerDetail }) {
  const { customer_id } = customer.row
  return (
    <PanelStack>
      <PanelGrid>
        <Stress groups={customer.radar} />
        <Indicators indicators={customer.indicators} />
      </PanelGrid>
      <Balances customerId={customer_id} />
      <Signals customerId={customer_id} />
      <Payments payments={customer.payments} asOf={customer.row.as_of_date} />
    </PanelStack>
  )
}

function Stress({ groups }: { groups: CustomerDetail['radar'] }) {
  const { stress } = route.useSearch()
  const navigate = route.useNavigate()
  const draw = useCallback(
    (theme: ChartTheme) => (stress === 'dots' ? stressDotsChart : stressRadarChart)(theme, groups),
    [stress, groups],
  )
  return (
    <ChartPanel
      subject="Stress by group of features, 0 to 1"
      draw={draw}
      legend={<span>Coloured: this customer. Grey: mean of the portfolio.</span>}
      choice={
        <SegmentedControl
          size="xs"
          aria-label="Shape of the stress"
          value={stress ?? 'radar'}
          data={[
            { value: 'radar', label: 'Radar' },
            { value: 'dots', label: 'Dots' },
          ]}
          onChange={(value) =>
            navigate({
              search: (before) => ({ ...before, stress: value === 'dots' ? 'dots' : undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    />
  )
}

const states = {
  good: { word: 'Good', Icon: IconCheck },
  watch: { word: 'Watch', Icon: IconEye },
  bad: { word: 'Bad', Icon: IconAlertTriangle },
  unknown: { word: 'Not known', Icon: IconQuestionMark },
} as const

function Indicators({ indicators }: Pick<CustomerDetail, 'indicators'>) {
  const bad = indicators.filter(({ state }) => state === 'bad').length
  return (
    <Panel
      flush
      title={`${bad} of ${indicators.length} signs of financial health are bad`}
      description="Behavioural insights, with what is typical in the population."
    >
      {indicators.length === 0 ? (
        <EmptyState title="No sign is known">There are too few transactions to tell any.</EmptyState>
      ) : (
        <ul className={classes.list}>
          {indicators.map(({ id, title, value, unit, typical, state, text }) => {
            const { word, Icon } = states[state]
            return (
              <li key={id} className={classes.line}>
                <span className={classes.sign} data-state={state}>
                  <Icon size={16} stroke={1.75} aria-label={word} />
                </span>
                <span className={classes.words}>
                  {title}
                  <span className={classes.sub}>{text}</span>
                </span>
                <span className={classes.figure}>
                  {value === null ? '–' : formatFeature(value, { feature: id, unit })}
                  <span className={classes.sub}>
                    {typical === null
                      ? 'typical not known'
                      : `typical ${formatFeature(typical, { feature: id, unit })}`}
                  </span>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Panel>
  )
}

function Balances({ customerId }: { customerId: string }) {
  const currency = useCurrency()
  const { data, error, refetch } = useQuery(balancesQuery(customerId, { days: 90 }))
  const days = data?.days
  const draw = useCallback(
    (theme: ChartTheme) => balanceHistoryChart(theme, days!, currency),
    [days, currency],
  )
  if (days === undefined)
    return (
      <Panel title="Balances">
        {error === null ? <Loading rows={6} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  return <ChartPanel subject="Closing balances, 90 days" draw={draw} />
}
