/** A probability on the scale of the risk levels. */
import type { RiskLevel } from '@pratibimba/contract'
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatShare, formatSigned } from '../figures.ts'
import { type ChartTheme, levelColor } from '../theme.ts'
import { letterStyles, levelAt, levelNames, levelRanges } from './level-bands.ts'

export interface RiskOnScale {
  readonly score: number
  readonly level: RiskLevel
  /** From here on the model says that the payment will be missed. */
  readonly threshold: number
  /** Score 30 days before. */
  readonly before?: number
  /** Mean of the portfolio. */
  readonly portfolio?: number
}

export function riskScaleChart(theme: ChartTheme, risk: RiskOnScale): Chart {
  const { score, level, threshold, before, portfolio } = risk
  const ranges = levelRanges()
  const marks = [
    {
      name: 'Decision threshold',
      value: threshold,
      symbol: 'rect',
      size: [2, 40],
      color: theme.inkMuted,
      hollow: false,
    },
    ...(portfolio === undefined
      ? []
      : [
          {
            name: 'Mean of the portfolio',
            value: portfolio,
            symbol: 'triangle',
            size: [10, 9],
            color: theme.inkMuted,
            hollow: false,
          },
        ]),
    ...(before === undefined
      ? []
      : [
          {
            name: '30 days before',
            value: before,
            symbol: 'circle',
            size: [14, 14],
            color: theme.ink,
            hollow: true,
          },
        ]),
    { name: 'Now', value: score, symbol: 'circle', size: [18, 18], color: theme.ink, hollow: false },
  ]
  return {
    title: `${inHundred(score)} customers with this score miss a payment within 30 days`,
    description: `A scale from 0 to 100% cut into the risk levels; the score of ${formatShare(score)} is ${levelNames[level].toLowerCase()}.`,
    heightPx: 124,
    table: {
      columns: [left('Mark'), right('Probability'), left('Level')],
      rows: [
        ...marks
          .toReversed()
          .map(({ name, value }) => [
            name,
            formatShare(value),
            levelNames[name === 'Now' ? level : levelAt(value)],
          ]),
        ...(before === undefined
          ? []
          : [['Change in 30 days', `${formatSigned((score - before) * 100, 1)} points`, '']]),
        ...ranges.map(({ level: one, from, to }) => [
          `${levelNames[one]} reaches`,
          `${formatShare(from, 0)} – ${formatShare(to, 0)}`,
          levelNames[one],
        ]),
      ],
    },
    option: {
      ...baseOption(theme),
      grid: { left: 16, right: 24, top: 44, bottom: 40 },
      tooltip: { ...baseOption(theme).tooltip, trigger: 'item' },
      xAxis: {
        ...numberAxis(theme, (value) => formatShare(value, 0)),
        min: 0,
        max: 1,
        interval: 0.25,
        splitLine: { show: false },
      },
      yAxis: { type: 'value', show: false, min: -1, max: 1 },
      series: [
        {
          type: 'custom',
          silent: true,
          data: ranges.map(({ from, to }) => [from, 0, to]),
          encode: { x: [0, 2], y: 1 },
          renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const { level: one } = ranges[dataIndex]!
            const [start, end] = [api.coord([api.value(0), 0]), api.coord([api.value(2), 0])]
            return {
              type: 'rect',
              shape: { x: start[0]! + 1, y: start[1]! - 8, width: end[0]! - start[0]! - 2, height: 16, r: 2 },
              style: { fill: levelColor(theme, one), opacity: one === level ? 1 : 0.35 },
            }
          },
        },
        {
          // Letters of the levels, below their part of the scale.
          type: 'scatter',
          silent: true,
          symbolSize: 0,
          data: ranges.map(({ level: one, from, to }) => ({
            value: [(from + to) / 2, 0],
            label: {
              show: true,
              position: 'top' as const,
              offset: [0, -8],
              rich: letterStyles(theme),
              formatter:
                to - from > 0.2
                  ? `{${one}|${one.charAt(0)}} ${levelNames[one]}`
                  : `{${one}|${one.charAt(0)}}`,
              color: theme.ink,
              fontSize: 12,
            },
          })),
        },
        {
          type: 'scatter',
          data: marks.map(({ name, value, symbol, size, color, hollow }) => ({
            name,
            value: [value, symbol === 'triangle' ? -0.8 : 0],
            symbol,
            symbolSize: size,
            itemStyle: {
              color: hollow ? 'transparent' : color,
              borderColor: hollow ? color : theme.surface,
              borderWidth: 2,
              opacity: 1,
            },
            tooltip: { formatter: `${name}: ${formatShare(value)}` },
          })),
        },
      ],
    },
  }
}

/** A probability in natural frequencies, which people read right. */
function inHundred(score: number): string {
  if (score >= 0.01) return `${Math.round(score * 100)} in 100`
  return `${Math.max(1, Math.round(score * 1000))} in 1,000`
}
