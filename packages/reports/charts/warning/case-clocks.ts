/** Open cases by their clock and by their age. */
import type { Operations, ReplyOf, SlaState } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { counted } from './days.ts'

type ActionCenter = ReplyOf<Operations['actionCenter']>

/** In the order of urgency. */
export const clockOrder = [
  'overdue',
  'approaching',
  'within',
  'paused',
  'breached',
  'met',
] as const satisfies readonly SlaState[]

const clockNames = {
  overdue: 'Overdue',
  approaching: 'Approaching',
  within: 'Within SLA',
  paused: 'Paused',
  breached: 'Contacted late',
  met: 'Contacted in time',
} as const satisfies Record<SlaState, string>

/** Rows are in the order of `clockOrder`. */
export function caseClocksChart(theme: ChartTheme, clocks: ActionCenter['sla']): Chart {
  const rows = clockOrder.map((state) => ({
    name: clockNames[state],
    cases: clocks.find((one) => one.state === state)?.cases ?? 0,
    color: colorOf(theme, state),
  }))
  const total = rows.reduce((sum, { cases }) => sum + cases, 0)
  const [overdue, approaching] = [rows[0]!.cases, rows[1]!.cases]
  return {
    title:
      total === 0
        ? 'No case is open'
        : overdue > 0
          ? `${counted(overdue, 'open case is', 'open cases are')} overdue, ${formatCount(approaching)} approaching`
          : approaching > 0
            ? `${counted(approaching, 'open case approaches', 'open cases approach')} the end of the clock, none is overdue`
            : 'No open case is overdue or approaching its end',
    description: 'Bars of the open cases by the clock that runs until the first contact.',
    ...barsOf(theme, rows, total, 'Clock', 112),
  }
}

export function caseAgesChart(theme: ChartTheme, aging: ActionCenter['aging']): Chart {
  const rows = aging.map(({ title, cases }) => ({ name: title, cases, color: theme.accent }))
  const total = rows.reduce((sum, { cases }) => sum + cases, 0)
  const oldest = rows.findLast(({ cases }) => cases > 0)
  return {
    title:
      oldest === undefined
        ? 'No case is open'
        : oldest === rows[0]
          ? `All ${counted(total, 'open case was', 'open cases were')} opened within a day`
          : `${formatCount(oldest.cases)} of ${counted(total, 'open case')} ${oldest.cases === 1 ? 'is' : 'are'} the oldest: ${oldest.name.toLowerCase()}`,
    description: 'Bars of the open cases by the time since they were opened.',
    ...barsOf(theme, rows, total, 'Open for', 112),
  }
}

function colorOf(theme: ChartTheme, state: SlaState): string {
  if (state === 'overdue') return theme.risk[4]
  if (state === 'approaching') return theme.risk[2]
  return state === 'within' ? theme.accent : theme.reference
}

interface Bar {
  readonly name: string
  readonly cases: number
  readonly color: string
}

function barsOf(theme: ChartTheme, rows: readonly Bar[], total: number, header: string, widthPx: number) {
  const shareOf = (cases: number) => (total === 0 ? 0 : cases / total)
  return {
    heightPx: 32 + 32 * Math.max(1, rows.length),
    table: {
      columns: [left(header), right('Open cases'), right('Share')],
      rows: rows.map(({ name, cases }) => [name, formatCount(cases), formatShare(shareOf(cases), 0)]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: widthPx + 8, right: 88, top: 4, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, formatCount), min: 0, minInterval: 1, splitNumber: 3 },
      yAxis: {
        ...nameAxis(
          theme,
          rows.map(({ name }) => name),
        ),
        inverse: true,
        axisLabel: { color: theme.ink, fontSize: 12, align: 'left' as const, margin: widthPx + 4 },
      },
      series: [
        {
          type: 'bar' as const,
          barWidth: 16,
          data: rows.map(({ cases, color }) => ({
            value: cases,
            itemStyle: { color, borderRadius: [0, 2, 2, 0] },
            label: {
              show: true,
              position: 'right' as const,
              color: theme.ink,
              formatter: `${formatCount(cases)}  ·  ${formatShare(shareOf(cases), 0)}`,
            },
          })),
        },
      ],
    },
  }
}
