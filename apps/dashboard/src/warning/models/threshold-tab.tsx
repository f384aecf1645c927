/** From which score on customers are called: what it catches, how many alerts it makes, what it costs. */
import { Button, Group, Slider } from '@mantine/core'
import type { WarningModelReport } from '@pratibimba/contract'
import {
  type ChartTheme,
  cheapestThreshold,
  formatCount,
  formatNumber,
  formatShare,
  formatSigned,
  type ThresholdPoint,
  thresholdCost,
  thresholdCostChart,
  thresholdRatesChart,
} from '@pratibimba/reports/charts'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ChartPanel } from '../../parts/chart-panel.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Panel, PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { explorerPoints, nearestPoint } from './explorer-points.ts'
import classes from './models.module.css'

const route = getRouteApi('/models')

export function ThresholdTab({ report }: { report: WarningModelReport }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { model, confusion, recall_85, miss_cost, cost_range } = report
  const points = useMemo(() => explorerPoints(report), [report])
  const [low, high] = cost_range
  const asked = {
    place: nearestPoint(points, search.threshold ?? model.threshold),
    ratio: Math.min(high, Math.max(low, search.ratio ?? miss_cost)),
  }
  // While it is dragged it lives here; where it is let go it goes into the address.
  const [drawn, setDrawn] = useState(asked)
  useEffect(() => {
    setDrawn({ place: asked.place, ratio: asked.ratio })
  }, [asked.place, asked.ratio])
  const keep = (part: { threshold?: number; ratio?: number }) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const chosen = points[drawn.place]
  if (chosen === undefined)
    return (
      <Panel>
        <EmptyState title="This version has no stored thresholds">
          They are kept by every training; train a model to explore them.
        </EmptyState>
      </Panel>
    )
  const own = points[nearestPoint(points, model.threshold)]!
  const cheapest = cheapestThreshold(points, confusion, drawn.ratio)!
  const marks: readonly { readonly name: string; readonly point: ThresholdPoint }[] = [
    { name: "The model's", point: own },
    ...(recall_85 === null ? [] : [{ name: 'Recall 85%', point: recall_85 }]),
    { name: 'The cheapest', point: cheapest },
  ]
  return (
    <PanelStack>
      <Panel
        title="Threshold explorer"
        description="Customers are called from the threshold on. Nothing is changed here: the threshold of the model follows from what a miss costs."
      >
        <div className={classes.sliders}>
          <div>
            <p className={classes.sliderName} id="threshold-name">
              Threshold <strong>{formatShare(chosen.threshold, 2)}</strong>
            </p>
            <Slider
              min={0}
              max={points.length - 1}
              step={1}
              value={drawn.place}
              label={(place) => formatShare(points[place]!.threshold, 2)}
              thumbProps={{
                'aria-labelledby': 'threshold-name',
                'aria-valuetext': formatShare(chosen.threshold, 2),
              }}
              onChange={(place) => setDrawn((before) => ({ ...before, place }))}
              onChangeEnd={(place) => keep({ threshold: points[place]!.threshold })}
            />
            <Group gap={8} mt={12}>
              {marks.map(({ name, point }) => (
                <Button
                  key={name}
                  variant="default"
                  size="compact-xs"
                  aria-pressed={point.threshold === chosen.threshold}
                  onClick={() => keep({ threshold: point.threshold })}
                >
                  {name}, {formatShare(point.threshold)}
                </Button>
              ))}
            </Group>
          </div>
          <div>
            <p className={classes.sliderName} id="ratio-name">
              A miss costs <strong>{formatNumber(drawn.ratio)}</strong> false alarms
            </p>
            <Slider
              min={low}
              max={high}
              step={5}
              value={drawn.ratio}
              thumbProps={{ 'aria-labelledby': 'ratio-name' }}
              onChange={(ratio) => setDrawn((before) => ({ ...before, ratio }))}
              onChangeEnd={(ratio) => keep({ ratio: ratio === miss_cost ? undefined : ratio })}
            />
            <p className={classes.sliderNote}>
              The model was trained with {formatNumber(miss_cost)}; sensible values lie between{' '}
              {formatNumber(low)} and {formatNumber(high)}.
            </p>
          </div>
        </div>
      </Panel>
      <div className={classes.tiles}>
        <PointTiles point={chosen} own={own} report={report} ratio={drawn.ratio} />
      </div>
      <PanelGrid>
        <Rates report={report} points={points} chosen={chosen} ratio={drawn.ratio} />
        <Costs report={report} points={points} chosen={chosen} ratio={drawn.ratio} />
      </PanelGrid>
    </PanelStack>
  )
}

interface ChartProps {
  readonly report: WarningModelReport
  readonly points: readonly ThresholdPoint[]
  readonly chosen: ThresholdPoint
  readonly ratio: number
}

function marksOf({ model, recall_85 }: WarningModelReport, chosen: ThresholdPoint) {
  return { chosen: chosen.threshold, model: model.threshold, recall85: recall_85?.threshold }
}

function Rates({ report, points, chosen, ratio }: ChartProps) {
  const draw = useCallback(
    (theme: ChartTheme) =>
      thresholdRatesChart(theme, points, report.confusion, ratio, marksOf(report, chosen)),
    [report, points, chosen, ratio],
  )
  return <ChartPanel subject="Recall and precision" draw={draw} />
}

function Costs({ report, points, chosen, ratio }: ChartProps) {
  const draw = useCallback(
    (theme: ChartTheme) =>
      thresholdCostChart(theme, points, report.confusion, ratio, marksOf(report, chosen)),
    [report, points, chosen, ratio],
  )
  return <ChartPanel subject="Cost" draw={draw} />
}

interface PointTilesProps {
  readonly point: ThresholdPoint
  /** At the model's threshold. */
  readonly own: ThresholdPoint
  readonly report: WarningModelReport
  readonly ratio: number
}

function PointTiles({ point, own, report: { confusion }, ratio }: PointTilesProps) {
  const same = point.threshold === own.threshold
  const against = (change: string) => (same ? "the model's threshold" : `${change} against the model's`)
  const pointsOf = (now: number, before: number) => against(`${formatSigned((now - before) * 100, 1)} points`)
  const [cost, before] = [point, own].map((one) => thresholdCost(one, confusion, ratio)) as [number, number]
  return (
    <FigureTiles>
      <FigureTile
        label="Recall"
        figure={formatShare(point.recall)}
        note={pointsOf(point.recall, own.recall)}
      />
      <FigureTile
        label="Precision"
        figure={point.precision === null ? '–' : formatShare(point.precision)}
        note={
          point.precision === null
            ? 'nobody would be called'
            : own.precision === null
              ? ''
              : pointsOf(point.precision, own.precision)
        }
      />
      <FigureTile
        label="Alerts a day"
        figure={point.alerts_a_day.toFixed(1)}
        note={`${formatCount(point.alerts)} customers of the test`}
      />
      <FigureTile
        label="False alarms"
        figure={formatShare(point.false_alarm_rate)}
        note="of customers who pay"
      />
      <FigureTile
        label="Cost a customer, in false alarms"
        figure={cost.toFixed(2)}
        note={against(before === 0 ? '–' : `${formatSigned((cost / before - 1) * 100, 1)}%`)}
      />
    </FigureTiles>
  )
}
