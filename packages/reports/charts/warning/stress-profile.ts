/** Stress of a customer beside that of the portfolio, by group of features. */
import type { CustomerDetail } from '@pratibimba/contract'
import { baseOption, type Chart, type ChartTable, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatSigned } from '../figures.ts'
import { intervalsAcross } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from './portfolio-drivers.ts'

type Groups = CustomerDetail['radar']

export function stressRadarChart(theme: ChartTheme, groups: Groups): Chart {
  return {
    title: findingOf(groups),
    description:
      'A radar with one spoke for each group of features, 0 in the middle: the customer (filled) over the portfolio (grey).',
    heightPx: 320,
    table: tableOf(groups),
    option: {
      ...baseOption(theme),
      tooltip: { show: false },
      radar: {
        indicator: groups.map(({ title }) => ({ name: title, min: 0, max: 1 })),
        radius: '66%',
        splitNumber: 4,
        axisName: { color: theme.ink, fontSize: 12 },
        axisLine: { lineStyle: { color: theme.hairline } },
        splitLine: { lineStyle: { color: theme.hairline } },
        splitArea: { show: false },
      },
      series: [
        {
          type: 'radar',
          symbol: 'circle',
          symbolSize: 5,
          data: [
            {
              name: 'Portfolio',
              value: groups.map(({ portfolio }) => portfolio),
              itemStyle: { color: theme.reference },
              lineStyle: { color: theme.reference, width: 2 },
              areaStyle: { color: theme.reference, opacity: 0.2 },
            },
            {
              name: 'Customer',
              value: groups.map(({ customer }) => customer),
              itemStyle: { color: theme.accent },
              lineStyle: { color: theme.accent, width: 2 },
              areaStyle: { color: theme.accent, opacity: 0.16 },
            },
          ],
        },
      ],
    },
  }
}

export function stressDotsChart(theme: ChartTheme, groups: Groups): Chart {
  const names = groups.map(({ title }) => title)
  return {
    title: findingOf(groups),
    description:
      'For each group of features the stress of the customer (coloured dot) and of the portfolio (grey dot), 0 to 1.',
    heightPx: 40 + 40 * Math.max(1, groups.length),
    table: tableOf(groups),
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 24, top: 8, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => value.toFixed(1)), min: 0, max: 1, interval: 0.2 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        intervalsAcross(
          groups.map(({ customer, portfolio }, row) => [customer, row, portfolio]),
          { color: theme.reference, widthPx: 2 },
        ),
        dots(theme, theme.reference, groups, ({ portfolio }) => portfolio),
        dots(theme, theme.accent, groups, ({ customer }) => customer),
        namesAbove(theme, names),
      ],
    },
  }
}

function dots(theme: ChartTheme, color: string, groups: Groups, read: (group: Groups[number]) => number) {
  return {
    type: 'scatter' as const,
    symbolSize: 12,
    itemStyle: { color, borderColor: theme.surface, borderWidth: 2, opacity: 1 },
    data: groups.map((group, row) => [read(group), row]),
  }
}

function tableOf(groups: Groups): ChartTable {
  return {
    columns: [left('Group'), right('Customer'), right('Portfolio'), right('Difference')],
    rows: groups.map(({ title, customer, portfolio }) => [
      title,
      customer.toFixed(2),
      portfolio.toFixed(2),
      formatSigned(customer - portfolio),
    ]),
  }
}

/** A smaller difference is not worth a word. */
const NOTICEABLE = 0.05

function findingOf(groups: Groups): string {
  const above = groups
    .filter(({ customer, portfolio }) => customer - portfolio >= NOTICEABLE)
    .sort((a, b) => b.customer - b.portfolio - (a.customer - a.portfolio))
  const [first] = above
  if (groups.length === 0) return 'The stress of this customer is not known'
  if (first === undefined) return 'No group is under more stress than in the portfolio'
  return `${first.title} is furthest above the portfolio (${first.customer.toFixed(2)} against ${first.portfolio.toFixed(2)}); ${above.length} of ${groups.length} groups are above it`
}
