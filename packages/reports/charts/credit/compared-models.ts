/** Two versions of a model beside each other: what moves their scores, and whether their probabilities hold. */
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from '../warning/portfolio-drivers.ts'

interface NamedImportance {
  readonly version: string
  /** Share of all importance by feature, or any size with the same unit in every row. */
  readonly importance: readonly { readonly feature: string; readonly value: number }[]
}

interface NamedCalibration {
  readonly version: string
  readonly bins: readonly { readonly predicted: number; readonly observed: number; readonly rows: number }[]
}

function shares({ importance }: NamedImportance): Map<string, number> {
  const all = importance.reduce((sum, { value }) => sum + Math.abs(value), 0)
  return new Map(importance.map(({ feature, value }) => [feature, all === 0 ? 0 : Math.abs(value) / all]))
}

/** @param shown features, the most important of either first */
export function comparedImportanceChart(
  theme: ChartTheme,
  one: NamedImportance,
  other: NamedImportance,
  shown = 6,
): Chart {
  const [mine, theirs] = [shares(one), shares(other)]
  const largest = (feature: string) => Math.max(mine.get(feature) ?? 0, theirs.get(feature) ?? 0)
  const features = [...new Set([...mine.keys(), ...theirs.keys()])].toSorted(
    (a, b) => largest(b) - largest(a),
  )
  const rows = features.slice(0, shown)
  const bars = (of: Map<string, number>, color: string) => ({
    type: 'bar' as const,
    barWidth: 10,
    barGap: '50%',
    itemStyle: { color, borderRadius: [0, 2, 2, 0] },
    data: rows.map((feature) => ({
      value: of.get(feature) ?? 0,
      label: {
        show: true,
        position: 'right' as const,
        color: theme.ink,
        fontSize: 11,
        formatter: of.has(feature) ? formatShare(of.get(feature)!) : 'not read',
      },
    })),
  })
  return {
    title: importanceFinding(rows, [one.version, mine], [other.version, theirs]),
    description: `Share of all importance that each feature has in ${one.version} (accent) and in ${other.version} (grey).`,
    heightPx: 28 + 58 * Math.max(1, rows.length),
    table: {
      columns: [left('Feature'), right(one.version), right(other.version)],
      rows: features.map((feature) => [
        feature,
        mine.has(feature) ? formatShare(mine.get(feature)!) : '–',
        theirs.has(feature) ? formatShare(theirs.get(feature)!) : '–',
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 64, top: 12, bottom: 24 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 4 },
      yAxis: { ...nameAxis(theme, rows), inverse: true, axisLabel: { show: false } },
      series: [
        bars(mine, theme.accent),
        bars(theirs, theme.reference),
        { ...namesAbove(theme, rows), data: namesAbove(theme, rows).data.map(raised) },
      ],
    },
  }
}

/** A name above two bars stands higher than one above a single bar. */
function raised<Point extends { label: object }>(point: Point) {
  return { ...point, label: { ...point.label, offset: [0, -23] } }
}

type NamedShares = readonly [version: string, shares: ReadonlyMap<string, number>]

function importanceFinding(
  rows: readonly string[],
  [version, mine]: NamedShares,
  [other, theirs]: NamedShares,
): string {
  if (rows.length === 0) return 'The importance of features is not known for these versions'
  const change = (feature: string) => Math.abs((mine.get(feature) ?? 0) - (theirs.get(feature) ?? 0))
  const moved = rows.reduce((found, feature) => (change(feature) > change(found) ? feature : found))
  if (change(moved) < 0.005) return 'Both versions lean on the same features'
  const [now, then] = [mine, theirs].map((of) => formatShare(of.get(moved) ?? 0))
  return `"${moved}" differs most: ${now} of the importance in ${version}, ${then} in ${other}`
}

export function comparedCalibrationChart(
  theme: ChartTheme,
  one: NamedCalibration,
  other: NamedCalibration,
): Chart {
  const all = [...one.bins, ...other.bins]
  const top = Math.min(
    1,
    Math.ceil(Math.max(0.1, ...all.flatMap((bin) => [bin.predicted, bin.observed])) * 10) / 10,
  )
  const line = ({ bins }: NamedCalibration, color: string) => ({
    type: 'line' as const,
    color,
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: { color, width: 2 },
    data: bins.map(({ predicted, observed }) => [predicted, observed]),
  })
  return {
    title: calibrationFinding(one, other),
    description:
      'Observed share against the mean predicted probability, group by group; on the dashed diagonal both are equal.',
    heightPx: 360,
    table: {
      columns: [left('Version'), right('Predicted'), right('Observed'), right('Applications')],
      rows: [one, other].flatMap(({ version, bins }) =>
        bins.map(({ predicted, observed, rows }) => [
          version,
          formatShare(predicted, 2),
          formatShare(observed, 2),
          formatCount(rows),
        ]),
      ),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 52, right: 20, top: 16, bottom: 44 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0), 'Predicted'), min: 0, max: top },
      yAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, max: top },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
          data: [
            [0, 0],
            [top, top],
          ],
        },
        line(one, theme.accent),
        line(other, theme.reference),
      ],
    },
  }
}

/** Mean distance of observed from predicted, weighted by rows; undefined without bins. */
function distanceOf({ bins }: NamedCalibration): number | undefined {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0)
  if (rows === 0) return undefined
  return bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.observed - bin.predicted), 0) / rows
}

function calibrationFinding(one: NamedCalibration, other: NamedCalibration): string {
  const [mine, theirs] = [distanceOf(one), distanceOf(other)]
  if (mine === undefined || theirs === undefined)
    return 'How probabilities turned out is not known for both versions'
  return `Probabilities of ${one.version} miss by ${formatShare(mine, 2)} on average, those of ${other.version} by ${formatShare(theirs, 2)}`
}
