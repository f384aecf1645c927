/** Where a feature's values lay when the model learnt, and where they lie now. */
import type { DriftReport } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Feature = DriftReport['features'][number]

export function driftBinsChart(theme: ChartTheme, feature: Feature): Chart {
  const { bins } = feature
  const names = bins.map(({ title }) => title)
  return {
    title: findingOf(feature),
    description:
      'For each bin of values the share of customers in the training (grey, above) and now (coloured, below).',
    heightPx: 40 + 32 * Math.max(1, bins.length),
    table: {
      columns: [left('Values'), right('Training'), right('Now'), right('Part of the PSI')],
      rows: bins.map(({ title, reference, present, contribution }) => [
        title,
        formatShare(reference),
        formatShare(present),
        contribution.toFixed(4).replace('-', '−'),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 8, right: 48, top: 8, bottom: 24, containLabel: true },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 4 },
      yAxis: {
        ...nameAxis(theme, names),
        inverse: true,
        axisLabel: { color: theme.inkMuted, fontSize: 12, width: 140, overflow: 'truncate' as const },
      },
      series: (
        [
          ['reference', theme.reference],
          ['present', theme.accent],
        ] as const
      ).map(([side, color]) => ({
        type: 'bar' as const,
        barWidth: 10,
        barGap: '20%',
        itemStyle: { color, borderRadius: [0, 2, 2, 0] },
        data: bins.map((bin) => ({
          value: bin[side],
          label: {
            show: true,
            position: 'right' as const,
            color: theme.inkMuted,
            fontSize: 12,
            formatter: formatShare(bin[side], 0),
          },
        })),
      })),
    },
  }
}

function findingOf({ title, bins, psi, psi_critical, usual_psi, severity }: Feature): string {
  const widest = bins.reduce<Feature['bins'][number] | undefined>(
    (found, bin) => (found === undefined || bin.contribution > found.contribution ? bin : found),
    undefined,
  )
  if (widest === undefined) return `${title}: its values are not known`
  const beyond = psi !== null && psi_critical !== null && psi > psi_critical
  const moved = `${widest.title}: ${formatShare(widest.reference)} of customers then, ${formatShare(widest.present)} now`
  if (beyond && severity === 'none' && usual_psi !== null)
    return `PSI ${psi.toFixed(2)} is not well beyond what the calendar brings, ${usual_psi.toFixed(2)} on days without a change; largest in ${moved}`
  return beyond ? `Moved most in ${moved}` : `No more change than chance brings; largest in ${moved}`
}
