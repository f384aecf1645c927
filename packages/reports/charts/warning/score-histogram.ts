/** How customers spread over the score. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, numberAxis, right } from '../chart.ts'
import { formatCompact, formatCount, formatShare } from '../figures.ts'
import { type ChartTheme, levelColor } from '../theme.ts'
import { levelAt, levelNames } from './level-bands.ts'

type Bins = ReplyOf<Operations['riskOverview']>['histogram']

export function scoreHistogramChart(theme: ChartTheme, { edges, counts }: Bins): Chart {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const nameOf = (bin: number) => `${formatShare(edges[bin]!, 0)} – ${formatShare(edges[bin + 1]!, 0)}`
  const levelOf = (bin: number) => levelAt(edges[bin]!)
  return {
    title: findingOf({ edges, counts }, total),
    description:
      'Customers by probability of a missed payment within 30 days, in equal bins coloured by risk level.',
    heightPx: 240,
    table: {
      columns: [right('Probability'), right('Level'), right('Customers'), right('Share')],
      rows: counts.map((count, bin) => [
        nameOf(bin),
        levelNames[levelOf(bin)],
        formatCount(count),
        formatShare(total === 0 ? 0 : count / total),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 48, right: 8, top: 12, bottom: 44 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'none' },
        formatter: (hovered: unknown) => {
          const [{ dataIndex: bin }] = hovered as [{ dataIndex: number }]
          return `${nameOf(bin)}, ${levelNames[levelOf(bin)]}<br>${formatCount(counts[bin]!)} customers`
        },
      },
      xAxis: {
        type: 'category',
        data: counts.map((_, bin) => formatShare(edges[bin]!, 0)),
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
        axisTick: { show: false },
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          align: 'left',
          padding: [0, 0, 0, -8],
          interval: 3,
        },
        name: 'Probability of a miss in 30 days, from',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: theme.inkMuted, fontSize: 12 },
      },
      yAxis: { ...numberAxis(theme, formatCompact), min: 0, minInterval: 1, splitNumber: 3 },
      series: [
        {
          type: 'bar',
          barCategoryGap: '12%',
          data: counts.map((count, bin) => ({
            value: count,
            itemStyle: { color: levelColor(theme, levelOf(bin)), borderRadius: [2, 2, 0, 0] },
          })),
          barMinHeight: 2,
        },
      ],
    },
  }
}

function findingOf({ edges, counts }: Bins, total: number): string {
  if (total === 0) return 'No customer has a score yet'
  const lowest = counts[0]! / total
  const half = counts.reduce((sum, count, bin) => (edges[bin]! >= 0.5 ? sum + count : sum), 0)
  return `${formatShare(lowest)} of customers score under ${formatShare(edges[1]!, 0)}; ${formatCount(half)} at 50% or more`
}
