/** Cases opened, contacted and resolved over time. */
import type { InterventionSummary } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCompact, formatCount } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { counted, dayAt, dayAxis, shortDay } from './days.ts'

type Days = InterventionSummary['timeline']

/** More days than that are drawn by the week. */
const MOST_DAYS = 120
const DAYS_OF_WEEK = 7

export function caseTimelineChart(theme: ChartTheme, days: Days): Chart {
  const weekly = days.length > MOST_DAYS
  const steps = weekly ? weeksOf(days) : days
  const last = steps.at(-1)
  const highest = Math.max(1, ...steps.map((step) => Math.max(step.opened, step.contacted, step.resolved)))
  const close = last !== undefined && Math.abs(last.contacted - last.resolved) < highest / 10
  const span = weekly ? 'Week from' : 'Day'
  const lineOf = (name: string, field: 'contacted' | 'resolved', color: string) => ({
    type: 'line' as const,
    name,
    color,
    showSymbol: steps.length === 1,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { color, width: 2, type: field === 'resolved' ? ('dashed' as const) : ('solid' as const) },
    data: steps.map((step) => [dayAt(step.date), step[field]]),
    endLabel: {
      show: true,
      formatter: name,
      color: theme.ink,
      fontSize: 12,
      distance: 6,
      offset: [0, close && field === 'contacted' ? -14 : 0],
    },
  })
  return {
    title: findingOf(days),
    description: `Bars: cases opened each ${weekly ? 'week' : 'day'}. Full line: contacted. Dashed line: resolved.`,
    heightPx: 240,
    table: {
      columns: [left(span), right('Opened'), right('Contacted'), right('Resolved')],
      rows: steps.map(({ date, opened, contacted, resolved }) => [
        date,
        formatCount(opened),
        formatCount(contacted),
        formatCount(resolved),
      ]),
    },
    option: {
      ...baseOption(theme),
      useUTC: true,
      grid: { left: 44, right: 76, top: 12, bottom: 28 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const [{ dataIndex }] = hovered as [{ dataIndex: number }]
          const { date, opened, contacted, resolved } = steps[dataIndex]!
          return `${span} ${date}<br>Opened ${formatCount(opened)}<br>Contacted ${formatCount(contacted)}<br>Resolved ${formatCount(resolved)}`
        },
      },
      xAxis: dayAxis(theme),
      yAxis: { ...numberAxis(theme, formatCompact), min: 0, minInterval: 1, splitNumber: 3 },
      series: [
        {
          type: 'bar',
          name: 'Opened',
          barMaxWidth: 20,
          itemStyle: { color: theme.band, borderColor: theme.reference, borderWidth: 1 },
          data: steps.map(({ date, opened }) => [dayAt(date), opened]),
        },
        lineOf('Contacted', 'contacted', theme.accent),
        lineOf('Resolved', 'resolved', theme.ink),
      ],
    },
  }
}

/** Whole weeks counted back from the last day; the first may be shorter. */
function weeksOf(days: Days): Days {
  const first = days.length % DAYS_OF_WEEK
  const starts = [...(first > 0 ? [0] : [])]
  for (let start = first; start < days.length; start += DAYS_OF_WEEK) starts.push(start)
  return starts.map((start, place) => {
    const week = days.slice(start, starts[place + 1] ?? days.length)
    const sum = (field: 'opened' | 'contacted' | 'resolved') =>
      week.reduce((total, day) => total + day[field], 0)
    return {
      date: week[0]!.date,
      opened: sum('opened'),
      contacted: sum('contacted'),
      resolved: sum('resolved'),
    }
  })
}

function findingOf(days: Days): string {
  const sum = (field: 'opened' | 'resolved') => days.reduce((total, day) => total + day[field], 0)
  const [opened, resolved] = [sum('opened'), sum('resolved')]
  const [first] = days
  if (first === undefined || (opened === 0 && resolved === 0))
    return 'No case was opened or resolved in this time'
  const since = `since ${shortDay(first.date)}`
  if (resolved >= opened)
    return `${counted(resolved, 'case was', 'cases were')} resolved ${since}, ${formatCount(opened)} opened: the desk keeps up`
  return `${counted(opened, 'case was', 'cases were')} opened ${since}, ${formatCount(resolved)} resolved`
}
