/** What moved a decision towards good, and what away from it. */
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatSigned } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from '../warning/portfolio-drivers.ts'

export interface DecisionDriver {
  readonly title: string
  /** As it is read; a dash where it was not known. */
  readonly value: string
  /** Log-odds of being good that it adds. */
  readonly contribution: number
}

/**
 * Log-odds of being good that each feature adds, against usual applicants; the strongest first.
 *
 * What is not shown singly is one bar, so that the bars always add up to all contributions.
 *
 * @param shown features with a bar of their own
 */
export function decisionDriversChart(
  theme: ChartTheme,
  drivers: readonly DecisionDriver[],
  shown = 10,
): Chart {
  const sorted = drivers
    .filter(({ contribution }) => contribution !== 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  const rest = sorted.slice(shown)
  const bars = sorted.slice(0, shown)
  if (rest.length > 0)
    bars.push({
      title: `${rest.length} other ${rest.length === 1 ? 'feature' : 'features'}`,
      value: '',
      contribution: rest.reduce((sum, { contribution }) => sum + contribution, 0),
    })
  const reach = reachOf(bars)
  const names = bars.map(({ title, value }) => (value === '' ? title : `${title}: ${value}`))
  return {
    title: findingOf(sorted),
    description:
      'Bars to the right move towards good, bars to the left away from it, in log-odds against usual applicants; the strongest on top.',
    heightPx: 48 + 40 * Math.max(1, bars.length),
    table: {
      columns: [left('Feature'), right('Value'), right('Log-odds of good'), left('Direction')],
      rows: sorted.map(({ title, value, contribution }) => [
        title,
        value,
        formatSigned(contribution, 4),
        contribution > 0 ? 'towards good' : 'away from good',
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 16, top: 16, bottom: 28 },
      tooltip: { show: false },
      xAxis: {
        ...numberAxis(theme, (value) => formatSigned(value, 1)),
        min: -reach,
        max: reach,
        axisLabel: {
          color: theme.inkMuted,
          fontSize: 12,
          formatter: (value: number) => formatSigned(value, 1),
          hideOverlap: true,
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'bar',
          barWidth: 12,
          barGap: '-100%',
          data: bars.map(({ contribution }) => ({
            value: contribution,
            itemStyle: {
              color: contribution > 0 ? theme.risk[0] : theme.risk[3],
              borderRadius: contribution > 0 ? [0, 2, 2, 0] : [2, 0, 0, 2],
            },
            label: {
              show: true,
              position: contribution > 0 ? ('right' as const) : ('left' as const),
              color: theme.ink,
              formatter: formatSigned(contribution),
            },
          })),
        },
        namesAbove(theme, names, -reach),
      ],
    },
  }
}

/** A round number beyond the longest bar, with room for its figure. */
function reachOf(bars: readonly DecisionDriver[]): number {
  const longest = Math.max(0.1, ...bars.map(({ contribution }) => Math.abs(contribution))) * 1.25
  const step = longest > 0.5 ? 2 : 10
  return Math.ceil(longest * step) / step
}

function findingOf(sorted: readonly DecisionDriver[]): string {
  const against = sorted.find(({ contribution }) => contribution < 0)
  const towards = sorted.find(({ contribution }) => contribution > 0)
  if (sorted.length === 0) return 'Nothing sets this applicant apart from usual ones'
  if (against === undefined) return `Every driver speaks for the applicant, ${towards!.title} most`
  if (towards === undefined) return `Every driver speaks against the applicant, ${against.title} most`
  const [first, second] = sorted[0] === against ? ['against', 'for'] : ['for', 'against']
  const [one, other] = sorted[0] === against ? [against, towards] : [towards, against]
  return `${one.title} speaks ${first} the applicant most, ${other.title} most ${second}`
}
