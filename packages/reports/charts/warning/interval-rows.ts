/** Figures with their intervals, row by row under their names: dots on lines. */
import { baseOption, type Chart, nameAxis, numberAxis } from '../chart.ts'
import { intervalsAcross } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from './portfolio-drivers.ts'

export interface IntervalRow {
  readonly name: string
  /** Undefined where there are too few to tell. */
  readonly figure?: { readonly value: number; readonly low: number; readonly high: number }
  /** Drawn in the accent; the others in grey. */
  readonly marked?: boolean
}

export interface IntervalScale {
  readonly format: (value: number) => string
  /** An upright dashed line. */
  readonly reference?: number
  readonly min?: number
  readonly max?: number
}

export function intervalRowsOption(
  theme: ChartTheme,
  rows: readonly IntervalRow[],
  { format, reference, min, max }: IntervalScale,
): Chart['option'] {
  const names = rows.map(({ name, figure }) => (figure === undefined ? `${name}: too few to tell` : name))
  const known = rows.flatMap(({ figure, marked = true }, row) =>
    figure === undefined ? [] : [{ ...figure, row, marked }],
  )
  const least = Math.min(...known.map(({ low }) => low), reference ?? Number.POSITIVE_INFINITY)
  const start = min ?? (Number.isFinite(least) ? least : 0)
  return {
    ...baseOption(theme),
    grid: { left: 8, right: 60, top: 8, bottom: 28 },
    tooltip: { show: false },
    xAxis: { ...numberAxis(theme, format), min: start, max, splitNumber: 4 },
    yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
        data:
          reference === undefined || rows.length < 2
            ? []
            : [
                [reference, 0],
                [reference, rows.length - 1],
              ],
      },
      intervalsAcross(
        known.map(({ low, high, row }) => [low, row, high]),
        { color: theme.inkMuted },
      ),
      {
        type: 'scatter',
        symbolSize: 10,
        data: known.map(({ value, row, marked }) => ({
          value: [value, row],
          itemStyle: {
            color: marked ? theme.accent : theme.reference,
            borderColor: theme.surface,
            borderWidth: 1,
            opacity: 1,
          },
        })),
      },
      {
        // Figures stand behind their intervals, clear of the names above.
        type: 'scatter',
        silent: true,
        symbolSize: 0,
        itemStyle: { opacity: 1 },
        data: known.map(({ value, high, row }) => ({
          value: [high, row],
          label: {
            show: true,
            position: 'right' as const,
            distance: 6,
            color: theme.ink,
            fontSize: 12,
            formatter: format(value),
          },
        })),
      },
      namesAbove(theme, names, start),
    ],
  }
}
