/** One column of the original and of its twin, over each other. */
import type { ColumnComparison, ColumnSummary, Histogram } from '@pratibimba/contract'
import type { EChartsOption } from 'echarts'
import { baseOption, type Chart, type ChartTable, left, nameAxis, numberAxis, right } from './chart.ts'
import { formatCompact, formatDay, formatNumber, formatShare } from './figures.ts'
import type { ChartTheme } from './theme.ts'

/** Categories shown singly; what is left becomes one bar. */
const categoriesShown = 8

export interface PairedSettings {
  /** A small multiple: no axes' titles, no tooltip. */
  readonly small: boolean
}

/** @returns undefined where neither side has a distribution to draw (identifiers, free text) */
export function pairedDistributionChart(
  theme: ChartTheme,
  column: ColumnComparison,
  settings: PairedSettings = { small: false },
): Chart | undefined {
  const { original, synthetic } = column
  const drawn =
    original.histogram && synthetic.histogram
      ? histograms(theme, column, original.histogram, synthetic.histogram, settings)
      : original.categories && synthetic.categories
        ? categories(theme, original.categories, synthetic.categories, settings)
        : undefined
  if (drawn === undefined) return undefined
  return {
    title: findingOf(column),
    description: `Distribution of ${column.name} in the original (grey) and in the twin (coloured).`,
    ...drawn,
  }
}

type Drawn = Pick<Chart, 'option' | 'table' | 'heightPx'>

function histograms(
  theme: ChartTheme,
  { kind }: ColumnComparison,
  original: Histogram,
  synthetic: Histogram,
  { small }: PairedSettings,
): Drawn {
  const format = kind === 'date' ? formatDay : formatCompact
  const ends = [original.edges[0]!, original.edges.at(-1)!, synthetic.edges[0]!, synthetic.edges.at(-1)!]
  const [lowest, highest] = [Math.min(...ends), Math.max(...ends)]
  // A column of one value has no width to draw on.
  const half = highest > lowest ? 0 : Math.max(1, Math.abs(lowest)) / 2
  const option: EChartsOption = {
    ...baseOption(theme),
    grid: small
      ? { left: 4, right: 4, top: 4, bottom: 20 }
      : { left: 8, right: 8, top: 28, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { show: false },
    xAxis: {
      ...numberAxis(theme, format),
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: theme.hairline } },
      min: lowest - half,
      max: highest + half,
      ...(small ? endLabels(theme, format) : { splitNumber: kind === 'date' ? 4 : 6 }),
    },
    yAxis: { type: 'value', show: false, min: 0 },
    series: [
      {
        type: 'line',
        name: 'Original',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: theme.reference, width: 1 },
        areaStyle: { color: theme.reference, opacity: 0.35 },
        data: densityPoints(original),
      },
      {
        type: 'line',
        name: 'Twin',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: theme.accent, width: small ? 1.5 : 2 },
        data: densityPoints(synthetic),
      },
    ],
  }
  return { option, heightPx: small ? 112 : 280, table: histogramTable(original, synthetic, kind) }
}

function endLabels(theme: ChartTheme, format: (value: number) => string) {
  return {
    axisLabel: {
      color: theme.inkMuted,
      fontSize: 12,
      formatter: format,
      showMinLabel: true,
      showMaxLabel: true,
      alignMinLabel: 'left' as const,
      alignMaxLabel: 'right' as const,
    },
    splitNumber: 1,
    interval: Number.MAX_SAFE_INTEGER,
  }
}

/** Corners of a step line whose area is 1, whatever the widths of the bins. */
function densityPoints({ edges, counts }: Histogram): [number, number][] {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1
  const heights = counts.map((count, bin) => {
    const width = edges[bin + 1]! - edges[bin]!
    return count / total / (width > 0 ? width : 1)
  })
  const corners = heights.map((height, bin): [number, number] => [edges[bin]!, height])
  return [[edges[0]!, 0], ...corners, [edges.at(-1)!, heights.at(-1) ?? 0], [edges.at(-1)!, 0]]
}

function histogramTable(original: Histogram, synthetic: Histogram, kind: ColumnSummary['kind']): ChartTable {
  const format = kind === 'date' ? formatDay : formatNumber
  const side = (name: string, { edges, counts }: Histogram) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1
    return counts.map((count, bin) => [
      name,
      format(edges[bin]!),
      format(edges[bin + 1]!),
      formatShare(count / total, 2),
    ])
  }
  return {
    columns: [left('Table'), right('From'), right('To'), right('Share of rows')],
    rows: [...side('Original', original), ...side('Twin', synthetic)],
  }
}

type Categories = NonNullable<ColumnSummary['categories']>

function categories(
  theme: ChartTheme,
  original: Categories,
  synthetic: Categories,
  { small }: PairedSettings,
): Drawn {
  const rows = pairedShares(original, synthetic, small ? 4 : categoriesShown)
  const bar = (name: string, color: string, data: number[]) => ({
    type: 'bar' as const,
    name,
    barWidth: small ? 6 : 10,
    barGap: '20%',
    itemStyle: { color },
    data,
    label: {
      show: !small,
      position: 'right' as const,
      color: theme.inkMuted,
      fontSize: 12,
      formatter: (point: { value?: unknown }) => formatShare(Number(point.value)),
    },
  })
  return {
    heightPx: small ? 112 : 48 + 36 * rows.length,
    table: {
      columns: [left('Value'), right('Original'), right('Twin'), right('Difference')],
      rows: pairedShares(original, synthetic, 20).map((row) => [
        row.value,
        formatShare(row.original, 2),
        formatShare(row.synthetic, 2),
        formatShare(row.synthetic - row.original, 2),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: small
        ? { left: 4, right: 4, top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }
        : {
            left: 8,
            right: 64,
            top: 28,
            bottom: 8,
            outerBoundsMode: 'same',
            outerBoundsContain: 'axisLabel',
          },
      tooltip: { show: false },
      xAxis: { type: 'value', show: false, min: 0 },
      yAxis: {
        ...nameAxis(
          theme,
          rows.map(({ value }) => value),
        ),
        inverse: true,
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          width: small ? 72 : 160,
          overflow: 'truncate',
          interval: 0,
        },
      },
      series: [
        bar(
          'Original',
          theme.reference,
          rows.map((row) => row.original),
        ),
        bar(
          'Twin',
          theme.accent,
          rows.map((row) => row.synthetic),
        ),
      ],
    },
  }
}

function pairedShares(original: Categories, synthetic: Categories, shown: number) {
  const twin = new Map(synthetic.map(({ value, share }) => [value, share]))
  const first = new Map(original.map(({ value, share }) => [value, share]))
  const values = [...new Set([...first.keys(), ...twin.keys()])]
  const rows = values.map((value) => ({
    value,
    original: first.get(value) ?? 0,
    synthetic: twin.get(value) ?? 0,
  }))
  if (rows.length <= shown) return rows
  const head = rows.slice(0, shown - 1)
  const rest = { value: `${rows.length - head.length} others`, original: 0, synthetic: 0 }
  for (const row of rows.slice(shown - 1)) {
    rest.original += row.original
    rest.synthetic += row.synthetic
  }
  return [...head, rest]
}

function findingOf({ name, similarity, kind, original, synthetic }: ColumnComparison): string {
  if (similarity === null) return `${name} was not learnt`
  const agreement = `${name} agrees to ${formatShare(similarity)}`
  const means =
    kind === 'number' && original.mean !== undefined && synthetic.mean !== undefined
      ? `; mean ${formatNumber(synthetic.mean)} against ${formatNumber(original.mean)}`
      : ''
  return `${agreement}${means}`
}
