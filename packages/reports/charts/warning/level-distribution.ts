/** How customers spread over the risk levels. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import { type ChartTheme, levelColor } from '../theme.ts'
import { letteredName, letterStyles, levelNames } from './level-bands.ts'

type Levels = NonNullable<ReplyOf<Operations['portfolioStats']>['present']>['by_level']

/** @param shape `ring` shows parts of a whole, `bars` compares small parts better */
export function levelDistributionChart(theme: ChartTheme, levels: Levels, shape: 'ring' | 'bars'): Chart {
  const total = levels.reduce((sum, { customers }) => sum + customers, 0)
  const shareOf = (customers: number) => (total === 0 ? 0 : customers / total)
  const figures = levels.map(
    ({ customers }) => `${formatCount(customers)}  ·  ${formatShare(shareOf(customers))}`,
  )
  return {
    title: findingOf(levels, total),
    description: `${shape === 'ring' ? 'A ring cut' : 'Bars of customers'} by risk level, with count and share.`,
    heightPx: 240,
    table: {
      columns: [left('Level'), right('Customers'), right('Share')],
      rows: levels.map(({ level, customers }) => [
        levelNames[level],
        formatCount(customers),
        formatShare(shareOf(customers)),
      ]),
    },
    option: shape === 'ring' ? ring(theme, levels, figures, total) : bars(theme, levels, figures),
  }
}

function bars(theme: ChartTheme, levels: Levels, figures: readonly string[]): Chart['option'] {
  return {
    ...baseOption(theme),
    grid: { left: 96, right: 112, top: 4, bottom: 28 },
    tooltip: { show: false },
    xAxis: { ...numberAxis(theme, formatCount), min: 0, minInterval: 1, splitNumber: 3 },
    yAxis: {
      ...nameAxis(
        theme,
        levels.map(({ level }) => letteredName(level)),
      ),
      inverse: true,
      axisLabel: { color: theme.ink, fontSize: 12, rich: letterStyles(theme), align: 'left', margin: 92 },
    },
    series: [
      {
        type: 'bar',
        barWidth: 20,
        barMinHeight: 1,
        data: levels.map(({ level, customers }, row) => ({
          value: customers,
          itemStyle: { color: levelColor(theme, level), borderRadius: [0, 2, 2, 0] },
          label: { show: true, position: 'right' as const, color: theme.ink, formatter: figures[row]! },
        })),
      },
    ],
  }
}

function ring(theme: ChartTheme, levels: Levels, figures: readonly string[], total: number): Chart['option'] {
  return {
    ...baseOption(theme),
    tooltip: { show: false },
    series: [
      {
        type: 'pie',
        radius: ['42%', '60%'],
        startAngle: 90,
        minAngle: 2,
        padAngle: 1,
        stillShowZeroSum: false,
        label: {
          color: theme.ink,
          fontSize: 12,
          lineHeight: 20,
          overflow: 'none',
          bleedMargin: 0,
          rich: letterStyles(theme),
        },
        labelLine: { length: 8, length2: 8, lineStyle: { color: theme.hairline } },
        itemStyle: { borderRadius: 2 },
        emphasis: { disabled: true },
        data: levels.map(({ level, customers }, row) => ({
          name: levelNames[level],
          value: customers,
          itemStyle: { color: levelColor(theme, level) },
          label: {
            show: customers > 0,
            formatter: `${letteredName(level)}\n${figures[row]!.split('  ·  ')[1]}`,
          },
          labelLine: { show: customers > 0 },
        })),
      },
      {
        // The whole stands in the middle.
        type: 'pie',
        radius: [0, 0],
        silent: true,
        data: [
          {
            value: 1,
            label: {
              show: true,
              position: 'center' as const,
              formatter: formatCount(total),
              color: theme.ink,
              fontSize: 18,
              fontWeight: 500,
            },
          },
        ],
      },
    ],
  }
}

function findingOf(levels: Levels, total: number): string {
  if (total === 0) return 'No customer has a score yet'
  const risky = levels
    .filter(({ level }) => level === 'HIGH' || level === 'CRITICAL')
    .reduce((sum, { customers }) => sum + customers, 0)
  return `${formatCount(risky)} of ${formatCount(total)} customers (${formatShare(risky / total)}) are at high or critical risk`
}
