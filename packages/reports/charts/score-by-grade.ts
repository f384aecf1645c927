/** Where the credit scores of each grade lie. */
import type { PortfolioSummary } from '@pratibimba/contract'
import { baseOption, type Chart, nameAxis, numberAxis, right } from './chart.ts'
import { formatCompact, formatCount } from './figures.ts'
import { type ChartTheme, riskColor } from './theme.ts'

type ScoreByGrade = NonNullable<PortfolioSummary['score_by_grade']>

export function scoreByGradeChart(theme: ChartTheme, { edges, counts }: ScoreByGrade): Chart {
  const grades = Object.keys(counts).sort()
  const bins = edges.length - 1
  const labels = Array.from({ length: bins }, (_, bin) => `${Math.round(edges[bin]!)}`)
  const shared = labels.filter(
    (_, bin) => grades.filter((grade) => counts[grade]![bin]! > 0).length > 1,
  ).length
  const ranges = labels.map((label, bin) => `${label}–${Math.round(edges[bin + 1]!)}`)
  return {
    title: findingOf(grades, counts, edges, shared),
    description: 'Histogram of credit scores; the bars of each grade carry its colour and its letter.',
    heightPx: 280,
    table: {
      columns: [right('Score'), ...grades.map((grade) => right(`Grade ${grade}`))],
      rows: ranges.map((range, bin) => [range, ...grades.map((grade) => formatCount(counts[grade]![bin]!))]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 48, right: 8, top: 24, bottom: 48 },
      tooltip: {
        ...(baseOption(theme).tooltip as object),
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: theme.hairline, opacity: 0.4 } },
        formatter: (points: unknown) => {
          const items = points as { dataIndex: number; seriesName: string; value: number }[]
          const lines = items.filter(({ value }) => value > 0)
          return [
            `Score ${ranges[items[0]!.dataIndex]}`,
            ...lines.map(({ seriesName, value }) => `${seriesName}: ${formatCount(value)} borrowers`),
          ].join('<br>')
        },
      },
      xAxis: {
        ...nameAxis(theme, labels),
        name: 'Credit score',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: theme.inkMuted, fontSize: 12 },
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          hideOverlap: true,
          interval: (bin: number) => bin % Math.max(1, Math.round(bins / 11)) === 0,
        },
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
      },
      yAxis: { ...numberAxis(theme, formatCompact), splitNumber: 4 },
      series: grades.map((grade, ordinal) => ({
        type: 'bar' as const,
        name: `Grade ${grade}`,
        stack: 'borrowers',
        barCategoryGap: '8%',
        itemStyle: { color: riskColor(theme, ordinal) },
        data: labelledAtPeak(counts[grade]!, grade, theme),
      })),
    },
  }
}

/** The counts, the highest of them carrying the grade's letter. */
function labelledAtPeak(counts: readonly number[], grade: string, theme: ChartTheme) {
  const peak = counts.indexOf(Math.max(...counts))
  return counts.map((value, bin) =>
    bin === peak && value > 0
      ? {
          value,
          label: {
            show: true,
            position: 'top' as const,
            formatter: grade,
            color: theme.ink,
            fontWeight: 500 as const,
          },
        }
      : value,
  )
}

function findingOf(
  grades: readonly string[],
  counts: Readonly<Record<string, readonly number[]>>,
  edges: readonly number[],
  shared: number,
): string {
  const totals = edges
    .slice(0, -1)
    .map((_, bin) => grades.reduce((sum, grade) => sum + counts[grade]![bin]!, 0))
  const peak = totals.indexOf(Math.max(...totals))
  const where = `most borrowers score ${Math.round(edges[peak]!)}–${Math.round(edges[peak + 1]!)}`
  return shared === 0
    ? `Every grade keeps to its own score band; ${where}`
    : `Grades meet in ${shared} of ${totals.length} score bins; ${where}`
}
