/** How the expected loss gathers among the riskiest customers. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCompactMoney, formatCount, formatMoney, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Tenths = ReplyOf<Operations['riskOverview']>['concentration']

export function lossConcentrationChart(theme: ChartTheme, tenths: Tenths, currency: string): Chart {
  const loss = tenths.reduce((sum, tenth) => sum + tenth.expected_loss_minor, 0)
  const exposure = tenths.reduce((sum, tenth) => sum + tenth.exposure_minor, 0)
  const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  const shares = tenths.map(({ expected_loss_minor }) => shareOf(expected_loss_minor, loss))
  return {
    title: findingOf(tenths, shares, exposure),
    description:
      'Share of the expected loss (bar) and of the exposure (mark) in each tenth of customers, the riskiest first.',
    heightPx: 240,
    table: {
      columns: [
        left('Customers by risk'),
        right('Customers'),
        right('Expected loss'),
        right('Share of loss'),
        right('Exposure'),
        right('Share of exposure'),
      ],
      rows: tenths.map(({ title, customers, exposure_minor, expected_loss_minor }, row) => [
        title,
        formatCount(customers),
        formatMoney(expected_loss_minor, currency),
        formatShare(shares[row]!),
        formatMoney(exposure_minor, currency),
        formatShare(shareOf(exposure_minor, exposure)),
      ]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 44, right: 8, top: 20, bottom: 44 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        axisPointer: { type: 'none' },
        formatter: (hovered: unknown) => {
          const [{ dataIndex }] = hovered as [{ dataIndex: number }]
          const { title, expected_loss_minor, exposure_minor } = tenths[dataIndex]!
          return `Riskiest ${title}<br>${formatCompactMoney(expected_loss_minor, currency)} expected loss, ${formatShare(shares[dataIndex]!)}<br>${formatCompactMoney(exposure_minor, currency)} exposure, ${formatShare(shareOf(exposure_minor, exposure))}`
        },
      },
      xAxis: {
        type: 'category',
        data: tenths.map(({ title }) => title),
        axisLine: { show: true, lineStyle: { color: theme.hairline } },
        axisTick: { show: false },
        axisLabel: { color: theme.inkMuted, fontSize: 12, hideOverlap: true },
        name: 'Customers, riskiest first',
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { color: theme.inkMuted, fontSize: 12 },
      },
      yAxis: { ...numberAxis(theme, (value) => formatShare(value, 0)), min: 0, splitNumber: 3 },
      series: [
        {
          type: 'bar',
          name: 'Expected loss',
          barCategoryGap: '24%',
          barMinHeight: 1,
          itemStyle: { color: theme.accent, borderRadius: [2, 2, 0, 0] },
          data: shares.map((share, row) => ({
            value: share,
            label: {
              // A bar lower than the mark of its exposure has no room for a figure.
              show: row < 3 && share > shareOf(tenths[row]!.exposure_minor, exposure),
              position: 'top' as const,
              color: theme.ink,
              formatter: formatShare(share, 0),
            },
          })),
        },
        {
          type: 'scatter',
          name: 'Exposure',
          symbol: 'rect',
          symbolSize: [20, 2],
          silent: true,
          itemStyle: { color: theme.ink, opacity: 1 },
          data: tenths.map(({ exposure_minor }) => shareOf(exposure_minor, exposure)),
        },
      ],
    },
  }
}

function findingOf(tenths: Tenths, shares: readonly number[], exposure: number): string {
  const [first] = tenths
  if (first === undefined || shares.every((share) => share === 0)) return 'No loss is expected yet'
  const held = exposure === 0 ? 0 : first.exposure_minor / exposure
  const which = tenths.length === 10 ? 'tenth' : `part of ${tenths.length}`
  return `The riskiest ${which} of customers holds ${formatShare(shares[0]!, 0)} of the expected loss on ${formatShare(held, 0)} of the exposure`
}
