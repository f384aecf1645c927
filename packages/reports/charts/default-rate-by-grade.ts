/** The default rate of each grade beside the range it promises. */
import type { PortfolioSummary } from '@pratibimba/contract'
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from './chart.ts'
import { formatCount, formatShare } from './figures.ts'
import { gradeDefaultRanges } from './grade-bands.ts'
import { intervalsAcross } from './interval-line.ts'
import { type ChartTheme, riskColor } from './theme.ts'
import { wilsonInterval } from './wilson-interval.ts'

type Grades = PortfolioSummary['grades']

/** Rates below this stand at the left edge of the logarithmic axis. */
const floor = 0.001

/** @param ranges expected default rate of each grade, lowest and highest */
export function defaultRateByGradeChart(
  theme: ChartTheme,
  grades: Grades,
  ranges: Readonly<Record<string, readonly [number, number]>> = gradeDefaultRanges,
): Chart {
  const present = grades.filter(({ borrowers }) => borrowers > 0)
  const rows = present.map((one) => ({
    ...one,
    range: ranges[one.grade],
    interval: wilsonInterval(one.default_rate, one.borrowers),
    ordinal: grades.indexOf(one),
  }))
  const at = (rate: number) => Math.max(rate, floor)
  return {
    title: findingOf(rows),
    description:
      'For each grade the range its default rate is expected in (grey band), the achieved rate (dot) and its 95% interval for this many borrowers (line), on a logarithmic axis.',
    heightPx: 56 + 40 * rows.length,
    table: {
      columns: [
        left('Grade'),
        right('Borrowers'),
        right('Default rate'),
        right('95% interval'),
        right('Expected range'),
      ],
      rows: rows.map(({ grade, borrowers, default_rate, interval, range }) => [
        grade,
        formatCount(borrowers),
        formatShare(default_rate, 2),
        `${formatShare(interval[0], 2)} – ${formatShare(interval[1], 2)}`,
        range ? `${formatShare(range[0])} – ${formatShare(range[1])}` : 'none',
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 28, right: 64, top: 4, bottom: 48 },
      tooltip: { show: false },
      xAxis: {
        ...numberAxis(
          theme,
          (value) => (value < 0.01 ? formatShare(value) : formatShare(value, 0)),
          'Default rate, logarithmic',
        ),
        type: 'log',
        min: floor,
        max: 1,
      },
      yAxis: {
        ...nameAxis(
          theme,
          rows.map(({ grade }) => grade),
        ),
        inverse: true,
      },
      series: [
        {
          type: 'custom',
          silent: true,
          data: rows.flatMap(({ range }, row) => (range ? [[at(range[0]), row, at(range[1])]] : [])),
          encode: { x: [0, 2], y: 1 },
          renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
            const [start, end] = [
              api.coord([api.value(0), api.value(1)]),
              api.coord([api.value(2), api.value(1)]),
            ]
            return {
              type: 'rect',
              shape: { x: start[0]!, y: start[1]! - 10, width: end[0]! - start[0]!, height: 20, r: 2 },
              style: { fill: theme.band },
            }
          },
        },
        intervalsAcross(
          rows.map(({ interval }, row) => [at(interval[0]), row, at(interval[1])]),
          { color: theme.inkMuted },
        ),
        {
          type: 'scatter',
          symbolSize: 12,
          data: rows.map(({ default_rate, ordinal }, row) => ({
            value: [at(default_rate), row],
            itemStyle: {
              color: riskColor(theme, ordinal),
              borderColor: theme.surface,
              borderWidth: 2,
              opacity: 1,
            },
          })),
        },
        {
          // The figures stand in one column at the right, clear of bands and intervals.
          type: 'scatter',
          symbolSize: 0,
          silent: true,
          itemStyle: { opacity: 1 },
          data: rows.map(({ default_rate }, row) => ({
            value: [1, row],
            label: {
              show: true,
              position: 'right' as const,
              distance: 8,
              color: theme.ink,
              formatter: formatShare(default_rate, 2),
            },
          })),
        },
      ],
    },
  }
}

function findingOf(
  rows: readonly {
    grade: string
    default_rate: number
    range?: readonly [number, number]
    interval: readonly [number, number]
  }[],
): string {
  const outside = rows.filter(
    ({ default_rate, range }) => range && (default_rate < range[0] || default_rate > range[1]),
  )
  if (outside.length === 0) return 'Every grade defaults inside its expected range'
  const beyond = outside.filter(({ interval, range }) => interval[1] < range![0] || interval[0] > range![1])
  if (beyond.length === 0)
    return `${listOf(outside.map(({ grade }) => grade))} outside the expected range, within what chance allows`
  const [first] = beyond
  const side = first!.default_rate > first!.range![1] ? 'above' : 'below'
  return `Grade ${first!.grade} defaults at ${formatShare(first!.default_rate)}, ${side} its range of ${formatShare(first!.range![0])} – ${formatShare(first!.range![1])}`
}

function listOf(grades: readonly string[]): string {
  return grades.length === 1 ? `Grade ${grades[0]} is` : `Grades ${grades.join(', ')} are`
}
