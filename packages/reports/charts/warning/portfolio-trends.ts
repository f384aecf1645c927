/** How the mean score and the number of customers at high risk went, day by day. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCompact, formatCount, formatShare, formatSigned } from '../figures.ts'
import { type ChartTheme, levelColor } from '../theme.ts'
import { dayAt, dayAxis, daysBetween, shortDay } from './days.ts'

type Days = ReplyOf<Operations['riskOverview']>['trend']

export function meanScoreTrendChart(theme: ChartTheme, days: Days): Chart {
  return {
    title: meanFinding(days),
    description: 'Mean probability of a missed payment within 30 days, day by day.',
    heightPx: 200,
    table: {
      columns: [left('As of'), right('Mean score'), right('Customers')],
      rows: days.map(({ as_of_date, average_risk_score, customers }) => [
        as_of_date,
        formatShare(average_risk_score, 2),
        formatCount(customers),
      ]),
    },
    option: {
      ...lines(theme),
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const { as_of_date, average_risk_score } = days[placeOf(hovered)]!
          return `${as_of_date}<br>Mean score ${formatShare(average_risk_score, 2)}`
        },
      },
      yAxis: {
        ...numberAxis(theme, (value) => formatShare(value)),
        scale: true,
        splitNumber: 3,
      },
      series: [
        {
          type: 'line',
          ...lineStyle(days.length),
          color: theme.accent,
          lineStyle: { color: theme.accent, width: 2 },
          data: days.map((day) => [dayAt(day.as_of_date), day.average_risk_score]),
          endLabel: endLabel(theme, formatShare(days.at(-1)?.average_risk_score ?? 0, 2)),
        },
      ],
    },
  }
}

export function highRiskTrendChart(theme: ChartTheme, days: Days): Chart {
  const last = days.at(-1)
  return {
    title: highRiskFinding(days),
    description:
      'Customers at high or critical risk (upper line) and those at critical risk alone (lower line), day by day.',
    heightPx: 200,
    table: {
      columns: [left('As of'), right('High or critical'), right('Critical'), right('Customers')],
      rows: days.map(({ as_of_date, high_risk, critical, customers }) => [
        as_of_date,
        formatCount(high_risk),
        formatCount(critical),
        formatCount(customers),
      ]),
    },
    option: {
      ...lines(theme),
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const { as_of_date, high_risk, critical } = days[placeOf(hovered)]!
          return `${as_of_date}<br>High or critical ${formatCount(high_risk)}<br>Critical ${formatCount(critical)}`
        },
      },
      yAxis: { ...numberAxis(theme, formatCompact), min: 0, minInterval: 1, splitNumber: 3 },
      series: (
        [
          ['high_risk', 'HIGH', 'H+C'],
          ['critical', 'CRITICAL', 'C'],
        ] as const
      ).map(([field, level, letter]) => ({
        type: 'line' as const,
        ...lineStyle(days.length),
        color: levelColor(theme, level),
        lineStyle: { color: levelColor(theme, level), width: 2 },
        data: days.map((day) => [dayAt(day.as_of_date), day[field]]),
        endLabel: endLabel(theme, `${letter} ${formatCompact(last?.[field] ?? 0)}`),
      })),
    },
  }
}

function lines(theme: ChartTheme): Chart['option'] {
  return {
    ...baseOption(theme),
    useUTC: true,
    grid: { left: 48, right: 72, top: 12, bottom: 28 },
    xAxis: dayAxis(theme),
  }
}

/** One day alone is a dot. */
const lineStyle = (days: number) => ({ showSymbol: days === 1, symbol: 'circle', symbolSize: 6 })

function endLabel(theme: ChartTheme, text: string) {
  return { show: true, formatter: text, color: theme.ink, fontSize: 12, distance: 6 }
}

function placeOf(hovered: unknown): number {
  const [{ dataIndex }] = hovered as [{ dataIndex: number }]
  return dataIndex
}

function meanFinding(days: Days): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return 'No day has been scored yet'
  const now = formatShare(last.average_risk_score, 2)
  if (first === last) return `The mean score is ${now}; the trend needs a second day`
  const change = (last.average_risk_score - first.average_risk_score) * 100
  const since = `since ${shortDay(first.as_of_date)}`
  if (Math.abs(change) < 0.005) return `The mean score stands at ${now}, as it did ${since}`
  return `The mean score ${change > 0 ? 'rose' : 'fell'} to ${now}, ${formatSigned(change)} points ${since}`
}

function highRiskFinding(days: Days): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return 'No day has been scored yet'
  if (first === last)
    return `${formatCount(last.high_risk)} customers are at high risk; the trend needs a second day`
  const change = last.high_risk - first.high_risk
  const span = `in ${daysBetween(first.as_of_date, last.as_of_date)} days`
  if (change === 0)
    return `${formatCount(last.high_risk)} customers are at high risk, as many as ${shortDay(first.as_of_date)}`
  return `${formatCount(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} customers are at high risk ${span}: ${formatCount(last.high_risk)} now`
}
