/** The charts of the portfolio; each leads to the customers behind it. */
import { SegmentedControl } from '@mantine/core'
import type { Operations, ReplyOf, RiskOverview } from '@pratibimba/contract'
import {
  type ChartTheme,
  highRiskTrendChart,
  levelDistributionChart,
  lossConcentrationChart,
  meanScoreTrendChart,
  portfolioDriversChart,
  scoreHistogramChart,
} from '@pratibimba/reports/charts'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ChartPanel, type RowLink } from '../../parts/chart-panel.tsx'
import { PanelGrid } from '../../parts/panel.tsx'
import { useCurrency } from '../parts/currency.ts'

const route = getRouteApi('/overview')
type Levels = NonNullable<ReplyOf<Operations['portfolioStats']>['present']>['by_level']

export function LevelsPanel({ levels }: { levels: Levels }) {
  const { levels: shape = 'ring' } = route.useSearch()
  const navigate = route.useNavigate()
  const draw = useCallback(
    (theme: ChartTheme) => levelDistributionChart(theme, levels, shape),
    [levels, shape],
  )
  const linkOf = useCallback<RowLink>(
    (row) => ({ to: '/customers', search: { level: levels[row]?.level } }),
    [levels],
  )
  return (
    <ChartPanel
      subject="Customers by risk level"
      draw={draw}
      linkOf={linkOf}
      choice={
        <SegmentedControl
          size="xs"
          aria-label="Shape of the levels"
          value={shape}
          data={[
            { value: 'ring', label: 'Ring' },
            { value: 'bars', label: 'Bars' },
          ]}
          onChange={(value) =>
            navigate({
              search: (before) => ({ ...before, levels: value === 'bars' ? 'bars' : undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    />
  )
}

export function HistogramPanel({ histogram }: Pick<RiskOverview, 'histogram'>) {
  const draw = useCallback((theme: ChartTheme) => scoreHistogramChart(theme, histogram), [histogram])
  const linkOf = useCallback<RowLink>(
    (row) => ({
      to: '/customers',
      search: { min_score: histogram.edges[row], max_score: histogram.edges[row + 1] },
    }),
    [histogram],
  )
  return <ChartPanel subject="Customers by score" draw={draw} linkOf={linkOf} />
}

export function ConcentrationPanel({ concentration }: Pick<RiskOverview, 'concentration'>) {
  const currency = useCurrency()
  const draw = useCallback(
    (theme: ChartTheme) => lossConcentrationChart(theme, concentration, currency),
    [concentration, currency],
  )
  return (
    <ChartPanel
      subject="Concentration of expected loss"
      draw={draw}
      legend={<span>Bar: share of expected loss. Mark: share of exposure.</span>}
    />
  )
}

/** Two charts: one axis each. */
export function TrendPanels({ trend, days }: Pick<RiskOverview, 'trend'> & { days: number }) {
  const mean = useCallback((theme: ChartTheme) => meanScoreTrendChart(theme, trend), [trend])
  const high = useCallback((theme: ChartTheme) => highRiskTrendChart(theme, trend), [trend])
  const short = trend.length > 0 && trend.length < days
  const legend = short ? <span>The history has {trend.length} scored days so far.</span> : undefined
  return (
    <PanelGrid>
      <ChartPanel subject={`Mean score, ${days} days`} draw={mean} legend={legend} />
      <ChartPanel subject={`Customers at high risk, ${days} days`} draw={high} legend={legend} />
    </PanelGrid>
  )
}

interface DriversPanelProps extends Pick<RiskOverview, 'drivers'> {
  readonly highRisk: number
}

export function DriversPanel({ drivers, highRisk }: DriversPanelProps) {
  const draw = useCallback(
    (theme: ChartTheme) => portfolioDriversChart(theme, drivers, highRisk),
    [drivers, highRisk],
  )
  const linkOf = useCallback<RowLink>(
    (row) => ({ to: '/customers', search: { level: 'HIGH,CRITICAL', driver: drivers[row]?.feature } }),
    [drivers],
  )
  return (
    <ChartPanel
      subject="Drivers of high risk"
      draw={draw}
      linkOf={linkOf}
      legend={<span>A bar leads to the customers whose first driver it is.</span>}
    />
  )
}
