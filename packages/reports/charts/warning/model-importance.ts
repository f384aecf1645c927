/** Which features move scores most. */
import type { WarningModelReport } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from './portfolio-drivers.ts'

type Importance = WarningModelReport['importance']

/** @param shown bars, the most important first */
export function modelImportanceChart(theme: ChartTheme, importance: Importance, shown = 20): Chart {
  const all = importance.reduce((sum, { mean_absolute }) => sum + mean_absolute, 0)
  const rows = importance.slice(0, shown)
  const shareOf = (value: number) => (all === 0 ? 0 : value / all)
  const names = rows.map(({ title }) => title)
  return {
    title: findingOf(importance, shareOf),
    description:
      'Bars of the mean absolute contribution (SHAP) of a feature to the score, in log-odds, the largest first.',
    heightPx: 28 + 40 * Math.max(1, rows.length),
    table: {
      columns: [
        left('Feature'),
        left('Group'),
        right('Mean |contribution|, log-odds'),
        right('Share of all'),
      ],
      rows: rows.map(({ title, group, mean_absolute }) => [
        title,
        group,
        mean_absolute.toFixed(4),
        formatShare(shareOf(mean_absolute)),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 88, top: 8, bottom: 24 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => value.toFixed(2)), min: 0, splitNumber: 4 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'bar',
          barWidth: 12,
          barGap: '-100%',
          itemStyle: { color: theme.accent, borderRadius: [0, 2, 2, 0] },
          data: rows.map(({ mean_absolute }) => ({
            value: mean_absolute,
            label: {
              show: true,
              position: 'right' as const,
              color: theme.ink,
              formatter: `${mean_absolute.toFixed(3)}  ·  ${formatShare(shareOf(mean_absolute), 0)}`,
            },
          })),
        },
        namesAbove(theme, names),
      ],
    },
  }
}

function findingOf(importance: Importance, shareOf: (value: number) => number): string {
  const [first] = importance
  if (first === undefined) return 'The importance of features is not known for this version'
  const five = importance.slice(0, 5).reduce((sum, { mean_absolute }) => sum + mean_absolute, 0)
  const count = Math.min(5, importance.length)
  return `"${first.title}" moves scores most; the first ${count} of ${importance.length} features make up ${formatShare(shareOf(five), 0)}`
}
