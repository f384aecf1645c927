/** What drives the risk of the customers at high risk. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare, formatSigned } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Drivers = ReplyOf<Operations['riskOverview']>['drivers']

/** @param highRisk customers at HIGH and CRITICAL, among whom the drivers were counted */
export function portfolioDriversChart(theme: ChartTheme, drivers: Drivers, highRisk: number): Chart {
  const shareOf = (customers: number) => (highRisk === 0 ? 0 : customers / highRisk)
  const [first] = drivers
  return {
    title:
      first === undefined
        ? 'No customer at high risk has a driver yet'
        : `"${first.title}" is among the first drivers of ${formatShare(shareOf(first.customers), 0)} of customers at high risk`,
    description: 'Bars of the customers at high risk among whose first five drivers a feature is.',
    heightPx: 28 + 40 * Math.max(1, drivers.length),
    table: {
      columns: [left('Driver'), right('Customers'), right('Share'), right('Mean log-odds added')],
      rows: drivers.map(({ title, customers, mean_contribution }) => [
        title,
        formatCount(customers),
        formatShare(shareOf(customers)),
        formatSigned(mean_contribution),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 72, top: 8, bottom: 24 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, formatCount), min: 0, minInterval: 1, splitNumber: 4 },
      yAxis: {
        ...nameAxis(
          theme,
          drivers.map(({ title }) => title),
        ),
        inverse: true,
        axisLabel: { show: false },
      },
      series: [
        {
          type: 'bar',
          barWidth: 12,
          barGap: '-100%',
          itemStyle: { color: theme.accent, borderRadius: [0, 2, 2, 0] },
          data: drivers.map(({ customers }) => ({
            value: customers,
            label: {
              show: true,
              position: 'right' as const,
              color: theme.ink,
              formatter: `${formatCount(customers)}  ·  ${formatShare(shareOf(customers), 0)}`,
            },
          })),
        },
        namesAbove(
          theme,
          drivers.map(({ title }) => title),
        ),
      ],
    },
  }
}

/** Names of rows that stand above their marks, so that long ones have the whole width. */
export function namesAbove(theme: ChartTheme, names: readonly string[], at = 0) {
  return {
    type: 'scatter' as const,
    symbolSize: 0,
    silent: true,
    itemStyle: { opacity: 1 },
    data: names.map((name, row) => ({
      value: [at, row],
      label: {
        show: true,
        position: 'right' as const,
        distance: 0,
        offset: [0, -15],
        color: theme.inkMuted,
        fontSize: 12,
        formatter: shortened(name).replaceAll('{', '(').replaceAll('}', ')'),
      },
    })),
  }
}

/** What a name has room for in half a page; the table behind the chart has the whole. */
const MOST_LETTERS = 66

/** The beginning of a name and, where it carries one, the figure at its end. */
function shortened(name: string): string {
  if (name.length <= MOST_LETTERS) return name
  const figure = /: [^:]{1,20}$/.exec(name)?.[0] ?? ''
  return `${name.slice(0, MOST_LETTERS - figure.length).trimEnd()}…${figure}`
}
