/** How far the inputs of a credit model have moved from its training. */
import type { CreditMonitoring } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import type { ChartTheme } from '../theme.ts'
import { namesAbove } from '../warning/portfolio-drivers.ts'

type MovedFeature = CreditMonitoring['drift'][number]

const severe = (severity: string) => /severe|act|high|bad/i.test(severity)
const moderate = (severity: string) => /moderate|watch|medium/i.test(severity)

/** @param shown bars, those moved furthest first */
export function featureDriftChart(theme: ChartTheme, features: readonly MovedFeature[], shown = 7): Chart {
  const ordered = features.toSorted((a, b) => (b.psi ?? -1) - (a.psi ?? -1))
  const rows = ordered.slice(0, shown)
  const names = rows.map(({ feature, psi, severity }) =>
    psi === null ? `${feature}: not measured` : `${feature}, ${severity}`,
  )
  const colorOf = ({ severity }: MovedFeature) =>
    severe(severity) ? theme.risk[4] : moderate(severity) ? theme.risk[2] : theme.accent
  return {
    title: findingOf(ordered),
    description:
      'Population stability index between the training and the applications of the time chosen, the feature that moved furthest first.',
    heightPx: 28 + 36 * Math.max(1, rows.length),
    table: {
      columns: [left('Feature'), right('PSI'), right('p, adjusted'), left('Severity')],
      rows: ordered.map(({ feature, psi, p_value, severity }) => [
        feature,
        psi === null ? '–' : psi.toFixed(4),
        p_value === null ? '–' : p_value < 0.001 ? '< 0.001' : p_value.toFixed(3),
        severity,
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 64, top: 8, bottom: 24 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => value.toFixed(2)), min: 0, splitNumber: 4 },
      yAxis: { ...nameAxis(theme, names), inverse: true, axisLabel: { show: false } },
      series: [
        {
          type: 'bar',
          barWidth: 10,
          data: rows.map((one) => ({
            value: one.psi ?? 0,
            itemStyle: { color: colorOf(one), borderRadius: [0, 2, 2, 0] },
            label: {
              show: one.psi !== null,
              position: 'right' as const,
              color: theme.ink,
              formatter: one.psi === null ? '' : one.psi.toFixed(3),
            },
          })),
        },
        namesAbove(theme, names),
      ],
    },
  }
}

function findingOf(ordered: readonly MovedFeature[]): string {
  const first = ordered.find(({ psi }) => psi !== null)
  if (first === undefined) return 'Nothing has been compared with the training yet'
  const far = ordered.filter(({ severity }) => severe(severity) || moderate(severity))
  const moved = `"${first.feature}" moved furthest, PSI ${first.psi!.toFixed(3)}`
  if (far.length === 0) return `No input has moved more than it may; ${moved}`
  return `${far.length} of ${ordered.length} inputs ${far.length === 1 ? 'has' : 'have'} moved; ${moved}`
}
