/** The correlations that were promised beside those achieved. */
import type { PortfolioSummary } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from './chart.ts'
import { formatSigned } from './figures.ts'
import type { ChartTheme } from './theme.ts'

export function correlationTargetsChart(
  theme: ChartTheme,
  targets: PortfolioSummary['correlation_targets'],
): Chart {
  const names = targets.map(({ x, y }) => `${x} ↔ ${y}`)
  const furthest = targets.reduce(
    (worst, { target, achieved }) => Math.max(worst, Math.abs(achieved - target)),
    0,
  )
  return {
    title: `All ${targets.length} promised correlations within ${furthest.toFixed(2)} of their target`,
    description: 'For each pair the achieved rank correlation (bar) and its target (upright mark).',
    heightPx: 48 + 56 * targets.length,
    table: {
      columns: [left('Pair'), right('Target'), right('Achieved'), right('Difference')],
      rows: targets.map(({ target, achieved }, row) => [
        names[row]!,
        formatSigned(target),
        formatSigned(achieved, 3),
        formatSigned(achieved - target, 3),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 104, top: 8, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatSigned(value, 1)), min: -1, max: 1, splitNumber: 4 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'bar',
          barWidth: 8,
          itemStyle: { color: theme.accent },
          data: targets.map(({ achieved }) => achieved),
        },
        {
          type: 'scatter',
          symbol: 'rect',
          symbolSize: [2, 16],
          itemStyle: { color: theme.ink },
          data: targets.map(({ target }, row) => [target, row]),
        },
        {
          type: 'scatter',
          symbolSize: 0,
          silent: true,
          itemStyle: { opacity: 1 },
          data: targets.map(({ target, achieved }, row) => ({
            value: [1, row],
            label: {
              show: true,
              position: 'right' as const,
              distance: 8,
              color: theme.ink,
              formatter: `${formatSigned(achieved)}  (${formatSigned(target)})`,
            },
          })),
        },
        {
          type: 'scatter',
          symbolSize: 0,
          silent: true,
          itemStyle: { opacity: 1 },
          data: targets.map((_, row) => ({
            value: [-1, row],
            label: {
              show: true,
              position: 'right' as const,
              distance: 0,
              offset: [0, -17],
              color: theme.inkMuted,
              formatter: names[row]!,
            },
          })),
        },
      ],
    },
  }
}
