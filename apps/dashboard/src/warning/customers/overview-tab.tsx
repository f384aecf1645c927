/** How likely a missed payment is, how it came to this, why, and what can be done. */
import { SegmentedControl } from '@mantine/core'
import type { CustomerDetail } from '@pratibimba/contract'
import {
  type ChartTheme,
  driverWaterfallChart,
  formatMoney,
  formatShare,
  riskScaleChart,
  scoreHistoryChart,
} from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { explanationQuery, historyQuery, statsQuery } from '../../api/warning-queries.ts'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useCurrency } from '../parts/currency.ts'
import { interventionWords } from '../parts/words.ts'
import { DriversInWords } from './drivers-in-words.tsx'
import { Recommendation } from './recommendation.tsx'

export function OverviewTab({ customer }: { customer: CustomerDetail }) {
  return (
    <PanelStack>
      <PanelGrid>
        <PanelStack>
          <Scale customer={customer} />
          <Reading customer={customer} />
        </PanelStack>
        <History customerId={customer.row.customer_id} />
      </PanelGrid>
      <Drivers customer={customer} />
      <Recommendation customer={customer} />
    </PanelStack>
  )
}

function Scale({ customer: { row, prediction } }: { customer: CustomerDetail }) {
  const portfolio = useQuery(statsQuery).data?.present?.average_risk_score
  const { risk_score: score, risk_level: level, change_30d } = row
  const { threshold } = prediction
  const draw = useCallback(
    (theme: ChartTheme) =>
      riskScaleChart(theme, {
        score,
        level,
        threshold,
        before: change_30d === null ? undefined : Math.min(1, Math.max(0, score - change_30d)),
        portfolio,
      }),
    [score, level, threshold, change_30d, portfolio],
  )
  return (
    <ChartPanel
      subject="Probability of a missed payment"
      draw={draw}
      legend={
        <span>
          Dot: now, {formatShare(score)}.{change_30d !== null && ' Ring: 30 days before.'} Upright line: from{' '}
          {formatShare(threshold)} on acting pays.
          {portfolio !== undefined && ' Triangle: mean of the portfolio.'}
        </span>
      }
    />
  )
}

/** What the score says to do. */
function Reading({ customer: { row, prediction, alternatives } }: { customer: CustomerDetail }) {
  const currency = useCurrency()
  const { threshold, expected_days_to_failure: days, recommended_action: action } = prediction
  const best = alternatives.find(({ type }) => type === action?.type)
  return (
    <Panel
      title={
        prediction.prediction === 1
          ? 'The score reaches the threshold: acting pays'
          : 'The score stays under the threshold'
      }
      description={`From ${formatShare(threshold)} on a missed payment is expected to cost more than the false alarms.`}
    >
      <FactList
        facts={[
          ['A miss, if one comes, in', days === null ? 'not expected' : `${days.toFixed(0)} days (median)`],
          ['Recommended', action === null ? 'no action' : interventionWords[action.type]],
          [
            'It may avoid',
            best === undefined
              ? '–'
              : `${formatMoney(best.expected_loss_avoided_minor, currency)} for ${formatMoney(best.cost_minor, currency)}${best.assumption ? ', assumed' : ''}`,
          ],
          ['Cool-down', row.cool_down_until === null ? 'none' : `until ${row.cool_down_until.slice(0, 10)}`],
        ]}
      />
    </Panel>
  )
}

export function History({ customerId }: { customerId: string }) {
  const { data, error, refetch } = useQuery(historyQuery(customerId))
  const draw = useCallback(
    (theme: ChartTheme) => scoreHistoryChart(theme, data!, (type) => interventionWords[type]),
    [data],
  )
  if (data === undefined)
    return (
      <Panel title="History of the score">
        {error === null ? <Loading rows={6} /> : <ProblemNotice error={error} onRetry={refetch} />}
      </Panel>
    )
  return (
    <ChartPanel
      subject="History of the score"
      draw={draw}
      legend={data.interventions.length > 0 && <span>Diamond: an intervention was opened.</span>}
    />
  )
}

/** Drivers with a step of their own; the others are one step together. */
const stepCounts = ['12', '30'] as const
const WORDS_SHOWN = 10

function Drivers({ customer: { row, prediction } }: { customer: CustomerDetail }) {
  const [steps, setSteps] = useState<string>(stepCounts[0])
  const every = useQuery(explanationQuery(row.customer_id, { as_of: row.as_of_date }))
  // The first drivers came with the score and are drawn until the others are there.
  const explained = every.data ?? prediction
  const draw = useCallback(
    (theme: ChartTheme) => driverWaterfallChart(theme, explained, Number(steps)),
    [explained, steps],
  )
  return (
    <>
      {every.error !== null && <ProblemNotice error={every.error} onRetry={every.refetch} />}
      <PanelGrid>
        <ChartPanel
          subject="From the population to this customer"
          draw={draw}
          choice={
            <SegmentedControl
              size="xs"
              aria-label="Drivers shown singly"
              value={steps}
              onChange={setSteps}
              data={stepCounts.map((value) => ({ value, label: `First ${value}` }))}
            />
          }
          legend={
            <span>
              Log-odds below, probability before calibration above; calibrated it is{' '}
              {formatShare(explained.risk_score)}.
            </span>
          }
        />
        <DriversInWords drivers={explained.drivers.slice(0, WORDS_SHOWN)} />
      </PanelGrid>
    </>
  )
}
