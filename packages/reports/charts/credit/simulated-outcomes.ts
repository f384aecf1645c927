/** How two versions of a policy decide the same applications, segment by segment. */
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare, formatSigned } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from '../warning/portfolio-drivers.ts'

export interface SimulatedSegment {
  readonly name: string
  readonly applications: number
  /** Shares approved. */
  readonly candidate: number
  readonly present: number
}

/** For each segment the share approved by the present version and by the candidate, joined by a line. */
export function simulatedApprovalsChart(theme: ChartTheme, segments: readonly SimulatedSegment[]): Chart {
  const names = segments.map(({ name, applications }) => `${name}, ${formatCount(applications)}`)
  return {
    title: findingOf(segments),
    description:
      'For each segment two dots joined by a line: the share approved by the version in force and by the candidate.',
    heightPx: 48 + 40 * Math.max(1, segments.length),
    table: {
      columns: [
        left('Segment'),
        right('Applications'),
        right('Approved now'),
        right('Approved by the candidate'),
        right('Change, points'),
      ],
      rows: segments.map(({ name, applications, candidate, present }) => [
        name,
        formatCount(applications),
        formatShare(present),
        formatShare(candidate),
        formatSigned((candidate - present) * 100, 1),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 24, top: 16, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, max: 1 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        ...segments.map(({ candidate, present }, row) => ({
          type: 'line' as const,
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.hairline, width: 4 },
          data: [
            [present, row],
            [candidate, row],
          ],
        })),
        {
          type: 'scatter' as const,
          silent: true,
          symbolSize: 10,
          itemStyle: { color: theme.reference },
          data: segments.map(({ present }, row) => [present, row]),
        },
        {
          type: 'scatter' as const,
          silent: true,
          symbolSize: 10,
          itemStyle: { color: theme.accent },
          data: segments.map(({ candidate }, row) => [candidate, row]),
        },
        namesAbove(theme, names),
      ],
    },
  }
}

function findingOf(segments: readonly SimulatedSegment[]): string {
  const change = ({ candidate, present }: SimulatedSegment) => candidate - present
  const largest = segments.toSorted((a, b) => Math.abs(change(b)) - Math.abs(change(a)))[0]
  if (largest === undefined) return 'No segment has applications'
  if (Math.abs(change(largest)) < 0.0005) return 'No segment would be approved more or less often'
  const direction = change(largest) > 0 ? 'more' : 'less'
  return `${largest.name} moves most: approved ${direction} often, ${formatShare(largest.present)} now, ${formatShare(largest.candidate)} by the candidate`
}
