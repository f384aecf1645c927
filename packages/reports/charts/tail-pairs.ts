/** Whether what is low together in the original is low together in the twin. */
import type { TwinComparison } from '@pratibimba/contract'
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from './chart.ts'
import { formatShare } from './figures.ts'
import type { ChartTheme } from './theme.ts'

export function tailPairsChart(theme: ChartTheme, tails: TwinComparison['tails']): Chart {
  const names = tails.map(({ x, y }) => `${x} ↔ ${y}`)
  const inside = tails.filter(
    ({ synthetic, original_interval }) =>
      synthetic >= original_interval[0] && synthetic <= original_interval[1],
  ).length
  return {
    title: `The twin keeps ${inside} of ${tails.length} joint lower tails inside the original's interval`,
    description:
      'For each pair the share of the lowest 5% of one column that is also among the lowest 5% of the other: original with its interval (grey), twin (coloured).',
    heightPx: 56 + 40 * tails.length,
    table: {
      columns: [left('Pair'), right('Original'), right('Interval'), right('Twin')],
      rows: tails.map(({ original, original_interval, synthetic }, row) => [
        names[row]!,
        formatShare(original),
        `${formatShare(original_interval[0])} – ${formatShare(original_interval[1])}`,
        formatShare(synthetic),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 24, top: 8, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 5 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'custom',
          silent: true,
          data: tails.map(({ original_interval }, row) => [original_interval[0], row, original_interval[1]]),
          encode: { x: [0, 2], y: 1 },
          renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const [start, end] = [
              api.coord([api.value(0), api.value(1)]),
              api.coord([api.value(2), api.value(1)]),
            ]
            return {
              type: 'rect',
              shape: { x: start[0]!, y: start[1]! - 4, width: end[0]! - start[0]!, height: 8, r: 2 },
              style: { fill: theme.band },
            }
          },
        },
        {
          type: 'scatter',
          name: 'Original',
          symbol: 'rect',
          symbolSize: [2, 16],
          itemStyle: { color: theme.inkMuted, opacity: 1 },
          data: tails.map(({ original }, row) => [original, row]),
        },
        {
          type: 'scatter',
          name: 'Twin',
          symbolSize: 10,
          itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1, opacity: 1 },
          data: tails.map(({ synthetic }, row) => [synthetic, row]),
        },
        {
          type: 'scatter',
          symbolSize: 0,
          silent: true,
          itemStyle: { opacity: 1 },
          data: tails.map((_, row) => ({
            value: [0, row],
            label: {
              show: true,
              position: 'right' as const,
              distance: 0,
              offset: [0, -14],
              color: theme.inkMuted,
              formatter: names[row]!,
            },
          })),
        },
      ],
    },
  }
}
