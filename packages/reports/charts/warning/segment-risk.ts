/** Share of customers at high risk in each segment, with what chance allows. */
import type { SegmentTable } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatMoney, formatShare } from '../figures.ts'
import { intervalsAcross } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'
import { wilsonInterval } from '../wilson-interval.ts'
import { namesAbove } from './portfolio-drivers.ts'

export interface NamedSegment {
  /** In words. */
  readonly name: string
  readonly segment: SegmentTable['segments'][number]
}

export function segmentRiskChart(
  theme: ChartTheme,
  segments: readonly NamedSegment[],
  currency: string,
): Chart {
  const rows = segments.map(({ name, segment }) => ({
    name,
    ...segment,
    interval:
      segment.customers > 0 ? wilsonInterval(segment.high_risk_share, segment.customers) : ([0, 1] as const),
  }))
  const customers = rows.reduce((sum, row) => sum + row.customers, 0)
  const overall = customers === 0 ? 0 : rows.reduce((sum, row) => sum + row.high_risk, 0) / customers
  return {
    title: findingOf(rows, overall),
    description:
      'For each segment the share of its customers at high or critical risk (dot) with its 95% interval (line); the upright line is the whole portfolio.',
    heightPx: 40 + 40 * Math.max(1, rows.length),
    table: {
      columns: [
        left('Segment'),
        right('Customers'),
        right('High or critical'),
        right('Share'),
        right('95% interval'),
        right('Mean score'),
        right('Exposure'),
        right('Expected loss'),
      ],
      rows: rows.map((row) => [
        row.name,
        formatCount(row.customers),
        formatCount(row.high_risk),
        formatShare(row.high_risk_share),
        `${formatShare(row.interval[0])} – ${formatShare(row.interval[1])}`,
        formatShare(row.average_risk_score, 2),
        formatMoney(row.exposure_minor, currency),
        formatMoney(row.expected_loss_minor, currency),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 60, top: 8, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 4 },
      yAxis: {
        ...nameAxis(
          theme,
          rows.map(({ name }) => name),
        ),
        inverse: true,
        axisLabel: { show: false },
      },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
          data:
            rows.length > 1
              ? [
                  [overall, 0],
                  [overall, rows.length - 1],
                ]
              : [],
        },
        intervalsAcross(
          rows.map(({ interval }, row) => [interval[0], row, interval[1]]),
          { color: theme.inkMuted },
        ),
        {
          type: 'scatter',
          symbolSize: 10,
          data: rows.map(({ high_risk_share }, row) => ({
            value: [high_risk_share, row],
            itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 1, opacity: 1 },
            label: {
              show: true,
              position: 'top' as const,
              color: theme.ink,
              formatter: formatShare(high_risk_share),
            },
          })),
        },
        namesAbove(
          theme,
          rows.map(({ name }) => name),
        ),
      ],
    },
  }
}

function findingOf(
  rows: readonly {
    name: string
    high_risk_share: number
    interval: readonly [number, number]
    customers: number
  }[],
  overall: number,
): string {
  const apart = rows
    .filter(({ customers, interval }) => customers > 0 && (interval[0] > overall || interval[1] < overall))
    .sort((a, b) => Math.abs(b.high_risk_share - overall) - Math.abs(a.high_risk_share - overall))
  const [first] = apart
  if (rows.length === 0) return 'No segment has a scored customer yet'
  if (first === undefined)
    return `No segment differs from the portfolio's ${formatShare(overall)} by more than chance allows`
  const side = first.high_risk_share > overall ? 'above' : 'below'
  return `${first.name}: ${formatShare(first.high_risk_share)} at high risk, ${side} the portfolio's ${formatShare(overall)}`
}
