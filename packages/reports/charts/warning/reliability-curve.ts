/** Whether probabilities are what happens. */
import type { WarningModelReport } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import { intervalsUpright } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'

type Bins = WarningModelReport['reliability']

export function reliabilityChart(theme: ChartTheme, bins: Bins): Chart {
  const highest = Math.max(0.05, ...bins.flatMap(({ predicted, high }) => [predicted, high]))
  const step = highest > 0.5 ? 0.1 : highest > 0.2 ? 0.05 : 0.01
  const top = Math.min(1, Math.ceil(highest / step) * step)
  const percent = (value: number) => formatShare(value, top < 0.1 ? 1 : 0)
  return {
    title: findingOf(bins),
    description:
      'For each group of customers with similar scores the share that missed a payment (dot, with its 95% interval) against the mean score; on the dashed diagonal both are equal.',
    heightPx: 320,
    table: {
      columns: [
        right('Predicted'),
        right('Observed'),
        right('95% interval'),
        right('Customers'),
        left('Interval holds the prediction'),
      ],
      rows: bins.map(({ predicted, observed, low, high, rows }) => [
        formatShare(predicted, 2),
        formatShare(observed, 2),
        `${formatShare(low, 2)} – ${formatShare(high, 2)}`,
        formatCount(rows),
        predicted >= low && predicted <= high ? 'yes' : 'no',
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 52, right: 20, top: 16, bottom: 44 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'item',
        formatter: (hovered: unknown) => {
          const { predicted, observed, low, high, rows } = bins[(hovered as { dataIndex: number }).dataIndex]!
          return `Predicted ${formatShare(predicted, 2)}<br>Observed ${formatShare(observed, 2)} (${formatShare(low, 2)} – ${formatShare(high, 2)})<br>${formatCount(rows)} customers`
        },
      },
      xAxis: { ...numberAxis(theme, percent, 'Mean score'), min: 0, max: top },
      yAxis: { ...numberAxis(theme, percent), min: 0, max: top },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
          data: [
            [0, 0],
            [top, top],
          ],
        },
        intervalsUpright(
          bins.map(({ predicted, low, high }) => [predicted, low, high]),
          { color: theme.inkMuted },
        ),
        {
          type: 'scatter',
          symbolSize: 9,
          itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1, opacity: 1 },
          data: bins.map(({ predicted, observed }) => [predicted, observed]),
        },
      ],
    },
  }
}

function findingOf(bins: Bins): string {
  if (bins.length === 0) return 'How scores turned out is not known for this version'
  const off = bins.filter(({ predicted, low, high }) => predicted < low || predicted > high)
  if (off.length === 0) return `Scores are what happens: all ${bins.length} groups hold their mean score`
  const worst = off.reduce((found, one) =>
    Math.abs(one.observed - one.predicted) > Math.abs(found.observed - found.predicted) ? one : found,
  )
  const side = worst.observed > worst.predicted ? 'more' : 'fewer'
  return `${bins.length - off.length} of ${bins.length} groups hold their mean score; at ${formatShare(worst.predicted)} ${side} miss: ${formatShare(worst.observed)}`
}
