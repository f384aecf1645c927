/** What became of applications, week by week. */
import type { CreditMonitoring } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { dayAt, dayAxis } from '../warning/days.ts'

type ApprovalWeek = CreditMonitoring['approval_rate_by_week'][number]

const shareOf = (part: number, all: number) => (all === 0 ? undefined : part / all)
const write = (share: number | undefined) => (share === undefined ? '–' : formatShare(share))

export function approvalWeeksChart(theme: ChartTheme, weeks: readonly ApprovalWeek[]): Chart {
  const ordered = weeks.toSorted((a, b) => (a.week < b.week ? -1 : 1))
  const line = (name: string, color: string, of: (week: ApprovalWeek) => number, dashed = false) => ({
    type: 'line' as const,
    color,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: ordered.length < 40,
    lineStyle: { color, width: 2, type: dashed ? ('dashed' as const) : ('solid' as const) },
    data: ordered.map((week) => [dayAt(week.week), shareOf(of(week), week.decisions) ?? null]),
    endLabel: { show: true, formatter: name, color: theme.ink, fontSize: 12, distance: 6 },
    labelLayout: { moveOverlap: 'shiftY' as const },
  })
  return {
    title: findingOf(ordered),
    description:
      'Shares of the decisions of each week that approved, that went to a person, and that a person changed.',
    heightPx: 270,
    table: {
      columns: [
        left('Week of'),
        right('Decisions'),
        right('Approved'),
        right('To a person'),
        right('Overridden'),
      ],
      rows: ordered
        .toReversed()
        .map(({ week, decisions, approved, reviewed, overridden }) => [
          week,
          formatCount(decisions),
          write(shareOf(approved, decisions)),
          write(shareOf(reviewed, decisions)),
          write(shareOf(overridden, decisions)),
        ]),
    },
    option: {
      ...baseOption(theme),
      useUTC: true,
      grid: { left: 44, right: 88, top: 12, bottom: 28 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const at = (hovered as { axisValue: number }[])[0]!.axisValue
          const week = ordered.find((one) => dayAt(one.week) === at)
          if (week === undefined) return ''
          return [
            `Week of ${week.week}: ${formatCount(week.decisions)} decisions`,
            `Approved ${write(shareOf(week.approved, week.decisions))}`,
            `To a person ${write(shareOf(week.reviewed, week.decisions))}`,
            `Overridden ${write(shareOf(week.overridden, week.decisions))}`,
          ].join('<br>')
        },
      },
      xAxis: dayAxis(theme),
      yAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, max: 1, interval: 0.25 },
      series: [
        line('Approved', theme.accent, ({ approved }) => approved),
        line('To a person', theme.risk[0], ({ reviewed }) => reviewed, true),
        line('Overridden', theme.risk[3], ({ overridden }) => overridden),
      ],
    },
  }
}

function findingOf(weeks: readonly ApprovalWeek[]): string {
  const held = weeks.filter(({ decisions }) => decisions > 0)
  const [first, last] = [held[0], held.at(-1)]
  if (first === undefined || last === undefined) return 'Nothing was decided in this time'
  const now = `${formatShare(last.approved / last.decisions)} of the ${formatCount(last.decisions)} applications of the week of ${last.week} were approved`
  if (first === last) return now
  return `${now}, ${formatShare(first.approved / first.decisions)} in that of ${first.week}`
}
