/** Rank correlations of every pair of columns. */
import type { CorrelationMatrix } from '@pratibimba/contract'
import { baseOption, type Chart, escaped, left, nameAxis, right } from './chart.ts'
import { formatSigned } from './figures.ts'
import { type ChartTheme, inkOn } from './theme.ts'

/** Above this many columns the rows are lower and the names below stand upright. */
const roomyUpTo = 10

/** Numbers are written into the cells up to this many columns. */
const writtenUpTo = 26

/** Cells narrower than a number of two decimals hold none. */
const narrowestWrittenPx = 40
const offCanvas = -1_000

/** Longer names are cut. */
const nameWidthPx = 168

export interface HeatmapSettings {
  /** What the cells hold; a difference is drawn on a scale of its own. */
  readonly kind: 'correlation' | 'difference'
}

export function correlationHeatmap(
  theme: ChartTheme,
  { columns, values }: CorrelationMatrix,
  { kind }: HeatmapSettings = { kind: 'correlation' },
): Chart {
  const pairs = columns.flatMap((y, row) =>
    columns.slice(0, row).map((x, column) => ({ x, y, row, column, value: values[row]![column]! })),
  )
  const largest = Math.max(0, ...pairs.map(({ value }) => Math.abs(value)))
  const limit = kind === 'correlation' ? 1 : Math.max(0.1, Math.ceil(largest * 20) / 20)
  const upright = columns.length > roomyUpTo
  return {
    title: findingOf(pairs, kind),
    description: `Heat map of the ${kind === 'correlation' ? 'Spearman rank correlation' : 'difference of rank correlations, twin minus original,'} of each pair of columns, from −${limit} to +${limit}.`,
    heightPx: (upright ? 168 : 120) + Math.max(5, columns.length) * (upright ? 22 : 30),
    table: {
      columns: [left('Column'), left('Column'), right(kind === 'correlation' ? 'Correlation' : 'Difference')],
      rows: [...pairs]
        .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
        .map(({ x, y, value }) => [x, y, formatSigned(value, 3)]),
    },
    option: {
      ...baseOption(theme),
      grid: {
        left: 8,
        right: 8,
        top: 8,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      tooltip: {
        ...(baseOption(theme).tooltip as object),
        formatter: (point: unknown) => {
          const [column, row, value] = (point as { value: [number, number, number] }).value
          return `${escaped(columns[column]!)} ↔ ${escaped(columns[row]!)}<br>${formatSigned(value, 3)}`
        },
      },
      xAxis: {
        ...nameAxis(theme, columns.slice(0, -1)),
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          rotate: upright ? 90 : 45,
          // Upright names are thinned where cells are narrower than a line of text; the rows name every column.
          interval: upright ? 'auto' : 0,
          width: nameWidthPx,
          overflow: 'truncate',
        },
      },
      yAxis: {
        ...nameAxis(theme, columns),
        inverse: true,
        min: 1,
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          interval: 0,
          width: nameWidthPx,
          overflow: 'truncate',
        },
      },
      visualMap: {
        show: false,
        min: -limit,
        max: limit,
        dimension: 2,
        inRange: { color: [...theme.diverging] },
      },
      series: [
        {
          type: 'heatmap',
          data: pairs.map(({ row, column, value }) => ({
            value: [column, row, Number(value.toFixed(4))],
            label: { color: inkOn(shadeOf(theme, value / limit)) },
          })),
          label: {
            show: columns.length <= writtenUpTo,
            fontSize: 12,
            formatter: (point) => formatSigned((point.value as number[])[2]!),
          },
          labelLayout: ({ rect }) => (rect.width < narrowestWrittenPx ? { x: offCanvas } : {}),
          itemStyle: { borderColor: theme.surface, borderWidth: 1 },
          emphasis: { itemStyle: { borderColor: theme.ink } },
        },
      ],
    },
  }
}

/** Nearest stop of the diverging ramp, for choosing the ink on it. */
function shadeOf(theme: ChartTheme, position: number): string {
  const share = Math.min(1, Math.max(0, (position + 1) / 2)) * 4
  const below = Math.min(3, Math.floor(share))
  return mixed(theme.diverging[below]!, theme.diverging[below + 1]!, share - below)
}

function mixed(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((start) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(start, start + 2), 16))
    return Math.round(a! + (b! - a!) * share)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${channels.join('')}`
}

function findingOf(
  pairs: readonly { x: string; y: string; value: number }[],
  kind: HeatmapSettings['kind'],
): string {
  if (pairs.length === 0) return 'Fewer than two columns, so there is no pair to compare'
  const strongest = pairs.reduce((best, one) => (Math.abs(one.value) > Math.abs(best.value) ? one : best))
  const figure = `${strongest.x} and ${strongest.y}, ${formatSigned(strongest.value)}`
  if (kind === 'difference') return `The twin is furthest off at ${figure}`
  return `The strongest pair is ${figure}`
}
