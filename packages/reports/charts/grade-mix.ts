/** How borrowers spread over the risk grades. */
import type { PortfolioSummary } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from './chart.ts'
import { formatCount, formatShare } from './figures.ts'
import { type ChartTheme, riskColor } from './theme.ts'

type Grades = PortfolioSummary['grades']

/** @param requested share of each grade that was asked for, where the mix was pinned */
export function gradeMixChart(
  theme: ChartTheme,
  grades: Grades,
  requested?: Readonly<Record<string, number>>,
): Chart {
  return {
    title: findingOf(grades),
    description: 'Bars of the share of borrowers in each grade, A the best, with the number of borrowers.',
    heightPx: 40 + 40 * grades.length,
    table: {
      columns: [
        left('Grade'),
        right('Borrowers'),
        right('Share'),
        ...(requested ? [right('Share asked for')] : []),
      ],
      rows: grades.map(({ grade, borrowers, share }) => [
        grade,
        formatCount(borrowers),
        formatShare(share),
        ...(requested ? [formatShare(requested[grade] ?? 0)] : []),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 28, right: 128, top: 4, bottom: 28 },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 4 },
      yAxis: {
        ...nameAxis(
          theme,
          grades.map(({ grade }) => grade),
        ),
        inverse: true,
      },
      tooltip: { show: false },
      series: [
        {
          type: 'bar',
          barWidth: 20,
          data: grades.map(({ share, borrowers }, ordinal) => ({
            value: share,
            itemStyle: { color: riskColor(theme, ordinal), borderRadius: [0, 2, 2, 0] },
            label: {
              show: true,
              position: 'right' as const,
              color: theme.ink,
              formatter: `${formatShare(share)}  ·  ${formatCount(borrowers)}`,
            },
          })),
        },
        ...(requested
          ? [
              {
                type: 'scatter' as const,
                symbol: 'rect',
                symbolSize: [2, 28],
                itemStyle: { color: theme.ink },
                data: grades.map(({ grade }, row) => [requested[grade] ?? 0, row]),
              },
            ]
          : []),
      ],
    },
  }
}

function findingOf(grades: Grades): string {
  const largest = grades.reduce((best, one) => (one.share > best.share ? one : best), grades[0]!)
  const risky = grades.filter(({ grade }) => grade === 'D' || grade === 'E')
  const share = risky.reduce((sum, one) => sum + one.share, 0)
  return `Grade ${largest.grade} is the largest with ${formatShare(largest.share)}; D and E hold ${formatShare(share)}`
}
