/** What a threshold costs and brings: for the explorer of thresholds. */
import type { WarningModelReport } from '@pratibimba/contract'
import { baseOption, type Chart, numberAxis, right } from '../chart.ts'
import { formatCount, formatNumber, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

export type ThresholdPoint = WarningModelReport['thresholds'][number]
type Confusion = WarningModelReport['confusion']

/**
 * Cost of a threshold per customer, in false alarms.
 *
 *   cost = (FAR · n₀ + r · (1 − recall) · n₁) / (n₀ + n₁)
 *
 * @param confusion of the same customers at any threshold; tells n₁ who missed and n₀ who did not
 * @param missCost r, what a miss costs in false alarms
 */
export function thresholdCost(
  { recall, false_alarm_rate }: Pick<ThresholdPoint, 'recall' | 'false_alarm_rate'>,
  confusion: Confusion,
  missCost: number,
): number {
  const missed = confusion.true_positives + confusion.false_negatives
  const others = confusion.false_positives + confusion.true_negatives
  if (missed + others === 0) return 0
  return (false_alarm_rate * others + missCost * (1 - recall) * missed) / (missed + others)
}

/** The cheapest of the points at a cost ratio. */
export function cheapestThreshold(
  points: readonly ThresholdPoint[],
  confusion: Confusion,
  missCost: number,
): ThresholdPoint | undefined {
  return points.reduce<ThresholdPoint | undefined>(
    (best, point) =>
      best === undefined ||
      thresholdCost(point, confusion, missCost) < thresholdCost(best, confusion, missCost)
        ? point
        : best,
    undefined,
  )
}

/** Where the reader stands, and what to compare it with. */
export interface ThresholdMarks {
  readonly chosen: number
  readonly model: number
  /** Where 85% of the misses are caught. */
  readonly recall85?: number
}

export function thresholdCostChart(
  theme: ChartTheme,
  points: readonly ThresholdPoint[],
  confusion: Confusion,
  missCost: number,
  marks: ThresholdMarks,
): Chart {
  const drawn = points.filter(({ threshold }) => threshold > 0)
  const costOf = (point: ThresholdPoint) => thresholdCost(point, confusion, missCost)
  const top = Math.max(0, ...drawn.map(costOf))
  const best = cheapestThreshold(drawn, confusion, missCost)
  return {
    title:
      best === undefined
        ? 'The costs of thresholds are not known for this version'
        : `Where a miss costs ${formatNumber(missCost)} false alarms, calling from ${formatShare(best.threshold)} on is cheapest`,
    description:
      'Cost per customer in false alarms by threshold. Upright lines: the chosen threshold, that of the model, and where 85% of the misses are caught.',
    heightPx: 260,
    table: tableOf(points, costOf),
    option: {
      ...frame(theme),
      tooltip: hoverOf(theme, drawn, costOf),
      yAxis: { ...numberAxis(theme, (value) => value.toFixed(top < 10 ? 1 : 0)), min: 0, splitNumber: 4 },
      series: [
        lineOf(
          theme.accent,
          'solid',
          drawn.map((point) => [point.threshold, costOf(point)]),
        ),
        ...markLines(theme, marks, top === 0 ? 1 : top),
      ],
    },
  }
}

export function thresholdRatesChart(
  theme: ChartTheme,
  points: readonly ThresholdPoint[],
  confusion: Confusion,
  missCost: number,
  marks: ThresholdMarks,
): Chart {
  const drawn = points.filter(({ threshold }) => threshold > 0)
  const recall = drawn.map((point) => [point.threshold, point.recall])
  const precision = drawn.flatMap((point) =>
    point.precision === null ? [] : [[point.threshold, point.precision]],
  )
  const chosen = points.find(({ threshold }) => threshold === marks.chosen)
  return {
    title:
      chosen === undefined
        ? 'Recall and precision by threshold'
        : `From ${formatShare(chosen.threshold)} on, ${formatShare(chosen.recall, 0)} of the misses are caught${
            chosen.precision === null
              ? ''
              : ` and ${formatShare(chosen.precision, 0)} of the alerts are right`
          }`,
    description:
      'Recall (solid) and precision (dashed) by threshold. Upright lines: the chosen threshold, that of the model, and where 85% of the misses are caught.',
    heightPx: 260,
    table: tableOf(points, (point) => thresholdCost(point, confusion, missCost)),
    option: {
      ...frame(theme),
      tooltip: hoverOf(theme, drawn, (point) => thresholdCost(point, confusion, missCost)),
      yAxis: {
        ...numberAxis(theme, (value) => (value > 1 ? '' : formatShare(value, 0))),
        min: 0,
        max: 1.1,
        interval: 0.25,
      },
      series: [
        lineOf(theme.accent, 'solid', recall),
        lineOf(theme.risk[3], 'dashed', precision),
        namesAtFirst(theme, [
          ['Recall', recall[0]],
          ['Precision', precision[0]],
        ]),
        ...markLines(theme, marks, 1.1),
      ],
    },
  }
}

function frame(theme: ChartTheme): Chart['option'] {
  return {
    ...baseOption(theme),
    grid: { left: 52, right: 68, top: 12, bottom: 44 },
    xAxis: {
      ...numberAxis(theme, (value) => formatShare(value, value < 0.01 ? 1 : 0), 'Threshold'),
      type: 'log',
      minorSplitLine: { show: false },
      splitLine: { show: false },
    },
  }
}

function lineOf(color: string, type: 'solid' | 'dashed', data: number[][]) {
  return {
    type: 'line' as const,
    showSymbol: data.length === 1,
    symbol: 'circle',
    color,
    lineStyle: { color, width: 2, type },
    data,
  }
}

function markLines(theme: ChartTheme, { chosen, model, recall85 }: ThresholdMarks, top: number) {
  const lines = [
    { at: model, name: chosen === model ? 'Model, chosen' : 'Model', ink: theme.reference, height: 1 },
    ...(recall85 === undefined
      ? []
      : [{ at: recall85, name: 'Recall 85%', ink: theme.reference, height: 0.92 }]),
    ...(chosen === model ? [] : [{ at: chosen, name: 'Chosen', ink: theme.ink, height: 0.84 }]),
  ]
  return lines
    .filter(({ at }) => at > 0)
    .map(({ at, name, ink, height }) => ({
      type: 'line' as const,
      silent: true,
      symbol: 'none',
      color: ink,
      lineStyle: { color: ink, width: 1, type: 'solid' as const },
      data: [
        { value: [at, 0] },
        {
          value: [at, top * height],
          symbol: 'circle',
          symbolSize: 1,
          label: {
            show: true,
            position: 'right' as const,
            distance: 4,
            color: theme.inkMuted,
            fontSize: 12,
            formatter: name,
          },
        },
      ],
    }))
}

function hoverOf(
  theme: ChartTheme,
  points: readonly ThresholdPoint[],
  costOf: (point: ThresholdPoint) => number,
) {
  return {
    ...baseOption(theme).tooltip,
    trigger: 'axis' as const,
    formatter: (hovered: unknown) => {
      const at = (hovered as { axisValue: number }[])[0]!.axisValue
      const near = points.reduce((found, one) =>
        Math.abs(one.threshold - at) < Math.abs(found.threshold - at) ? one : found,
      )
      return cellsOf(near, costOf)
        .map((cell, place) => `${columns[place]!.header} ${cell}`)
        .join('<br>')
    },
  }
}

const columns = [
  right('Threshold'),
  right('Recall'),
  right('Precision'),
  right('False alarms'),
  right('Alerts'),
  right('Alerts a day'),
  right('Cost a customer'),
]

function cellsOf(point: ThresholdPoint, costOf: (point: ThresholdPoint) => number): string[] {
  return [
    formatShare(point.threshold, 2),
    formatShare(point.recall),
    point.precision === null ? '–' : formatShare(point.precision),
    formatShare(point.false_alarm_rate),
    formatCount(point.alerts),
    formatNumber(point.alerts_a_day),
    formatNumber(costOf(point)),
  ]
}

function tableOf(points: readonly ThresholdPoint[], costOf: (point: ThresholdPoint) => number) {
  return { columns, rows: points.map((point) => cellsOf(point, costOf)) }
}

/** Both lines may end in the corner at the right; at the left they are apart. */
function namesAtFirst(
  theme: ChartTheme,
  lines: readonly (readonly [name: string, first: readonly number[] | undefined])[],
) {
  return {
    type: 'scatter' as const,
    silent: true,
    symbolSize: 0,
    itemStyle: { opacity: 1 },
    data: lines.flatMap(([name, first]) =>
      first === undefined
        ? []
        : [
            {
              value: [...first],
              label: {
                show: true,
                position: 'right' as const,
                distance: 0,
                offset: [0, -10],
                color: theme.ink,
                fontSize: 12,
                formatter: name,
              },
            },
          ],
    ),
  }
}
