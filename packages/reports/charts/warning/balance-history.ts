/** Closing balances of a customer's accounts by day. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCompactMoney, formatMoney } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { dayAt, dayAxis, shortDay } from './days.ts'

type Days = ReplyOf<Operations['customerBalances']>['days']

const kinds = [
  ['current_minor', 'Current'],
  ['savings_minor', 'Savings'],
  ['credit_card_minor', 'Card'],
] as const
type Kind = (typeof kinds)[number][0]

export function balanceHistoryChart(theme: ChartTheme, days: Days, currency: string): Chart {
  const held = kinds.filter(([kind]) => days.some((day) => day[kind] !== null))
  const colors: Record<Kind, string> = {
    current_minor: theme.accent,
    savings_minor: theme.risk[0],
    credit_card_minor: theme.risk[3],
  }
  const shifts = labelShifts(
    days,
    held.map(([kind]) => kind),
  )
  const write = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, currency))
  return {
    title: findingOf(days, currency),
    description: `Closing balances by day: ${held.map(([, name]) => name.toLowerCase()).join(', ') || 'none known'}.`,
    heightPx: 240,
    table: {
      columns: [left('Day'), ...held.map(([, name]) => right(name))],
      rows: days.toReversed().map((day) => [day.date, ...held.map(([kind]) => write(day[kind]))]),
    },
    option: {
      ...baseOption(theme),
      useUTC: true,
      grid: { left: 56, right: 64, top: 12, bottom: 28 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const [{ dataIndex }] = hovered as [{ dataIndex: number }]
          const day = days[dataIndex]!
          return [day.date, ...held.map(([kind, name]) => `${name} ${write(day[kind])}`)].join('<br>')
        },
      },
      xAxis: dayAxis(theme),
      yAxis: {
        ...numberAxis(theme, (minor) => formatCompactMoney(minor, currency)),
        splitNumber: 4,
      },
      series: held.map(([kind, name], place) => ({
        type: 'line' as const,
        name,
        step: 'end' as const,
        showSymbol: days.length === 1,
        color: colors[kind],
        // Dashes tell the lines apart without colour.
        lineStyle: {
          color: colors[kind],
          width: 2,
          type: (['solid', [6, 3], [2, 2]] as const)[place] as 'solid',
        },
        data: days.map((day) => [dayAt(day.date), day[kind]]),
        endLabel: {
          show: true,
          formatter: name,
          color: theme.ink,
          fontSize: 12,
          distance: 6,
          offset: [0, shifts[place]!],
        },
      })),
    },
  }
}

/** Lines of text below each other need so many pixels. */
const LINE_PX = 14

/** Pixels by which the names at the ends of the lines are moved apart, downwards positive. */
function labelShifts(days: Days, held: readonly Kind[]): number[] {
  const values = days.flatMap((day) => held.map((kind) => day[kind])).filter((value) => value !== null)
  const perPx = (Math.max(...values) - Math.min(...values)) / 200
  if (!(perPx > 0)) return held.map((_, place) => place * LINE_PX)
  const ends = held.map((kind, place) => ({
    place,
    at: -(days.findLast((day) => day[kind] !== null)?.[kind] ?? 0) / perPx,
  }))
  const shifts = held.map(() => 0)
  let lowest = Number.NEGATIVE_INFINITY
  for (const { place, at } of ends.sort((a, b) => a.at - b.at)) {
    const placed = Math.max(at, lowest + LINE_PX)
    shifts[place] = placed - at
    lowest = placed
  }
  return shifts
}

function findingOf(days: Days, currency: string): string {
  const known = days.filter(({ current_minor }) => current_minor !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return 'No balance is known in this time'
  const lowest = known.reduce(
    (least, day) => (day.current_minor! < least.current_minor! ? day : least),
    first,
  )
  const empty = known.filter(({ current_minor }) => current_minor! <= 0).length
  const ends = empty > 0 ? `, at or below zero on ${empty} of ${known.length} days` : ''
  return `The current account fell to ${formatMoney(lowest.current_minor!, currency)} on ${shortDay(lowest.date)} and stands at ${formatMoney(last.current_minor!, currency)}${ends}`
}
