/** One weekly signal of a customer against where it counts as high. */
import type { CustomerFeatures } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatFeature } from '../feature-value.ts'
import { formatCompact } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Signal = CustomerFeatures['signals'][number]

/** A small multiple. */
export function signalWeeksChart(theme: ChartTheme, signal: Signal): Chart {
  const { weeks, high, title, unit } = signal
  const write = (value: number) => formatFeature(value, { unit })
  const isHigh = (value: number | null) => value !== null && value >= high
  const nameOf = (week: number) => {
    const ago = weeks.length - 1 - week
    return ago === 0 ? 'This week' : ago === 1 ? '1 week ago' : `${ago} weeks ago`
  }
  const known = weeks.filter((value) => value !== null)
  const top = Math.max(high, ...known)
  const bottom = Math.min(0, ...known)
  return {
    title: `${title}: ${findingOf(signal)}`,
    description: `Bars of the last ${weeks.length} weeks, oldest first; those at or above ${write(high)} are high.`,
    heightPx: 96,
    table: {
      columns: [left('Week'), right('Value'), left('High')],
      rows: weeks.map((value, week) => [
        nameOf(week),
        value === null ? '–' : write(value),
        isHigh(value) ? 'yes' : '',
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 36, right: 4, top: 10, bottom: 10 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'none' },
        formatter: (hovered: unknown) => {
          const [{ dataIndex: week }] = hovered as [{ dataIndex: number }]
          const value = weeks[week]!
          return `${nameOf(week)}: ${value === null ? 'not known' : write(value)}`
        },
      },
      xAxis: {
        type: 'category',
        data: weeks.map((_, week) => nameOf(week)),
        axisLabel: { show: false },
        axisTick: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
      },
      yAxis: {
        // No minus before what is shown as 0.
        ...numberAxis(theme, (value) => formatCompact(Number(value.toFixed(1)) + 0)),
        min: bottom,
        max: top === bottom ? bottom + 1 : top,
        splitLine: { show: false },
        splitNumber: 1,
        interval: Number.MAX_SAFE_INTEGER,
      },
      series: [
        {
          type: 'bar',
          barCategoryGap: '28%',
          data: weeks.map((value) => ({
            value: value ?? '-',
            itemStyle: {
              color: isHigh(value) ? theme.accent : theme.reference,
              borderRadius: [2, 2, 0, 0],
            },
          })),
        },
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.inkMuted, width: 1, type: 'dashed' },
          data: weeks.map(() => high),
        },
      ],
    },
  }
}

function findingOf({ weeks, high }: Signal): string {
  const known = weeks.filter((value) => value !== null)
  if (known.length === 0) return 'not known'
  const above = known.filter((value) => value >= high).length
  if (above === 0) return 'never high'
  return `high in ${above} of ${weeks.length} weeks`
}
