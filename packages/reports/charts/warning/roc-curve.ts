/** What share of the misses is caught at what share of false alarms. */
import type { WarningModelReport } from '@pratibimba/contract'
import { baseOption, type Chart, numberAxis, right } from '../chart.ts'
import { formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Report = Pick<WarningModelReport, 'model' | 'roc' | 'confusion'>

export function rocCurveChart(theme: ChartTheme, { model, roc, confusion }: Report): Chart {
  const misses = confusion.true_positives + confusion.false_negatives
  const others = confusion.false_positives + confusion.true_negatives
  const chosen = [
    others === 0 ? 0 : confusion.false_positives / others,
    misses === 0 ? 0 : confusion.true_positives / misses,
  ] as const
  const percent = (value: number) => formatShare(value, 0)
  const { value, low, high } = model.auc
  return {
    title: `A customer who will miss ranks above one who will not in ${formatShare(value)} of pairs (${formatShare(low)} – ${formatShare(high)})`,
    description: `ROC curve of the test: recall against the share of false alarms; the diagonal is chance. The dot is the threshold of the model: ${percent(chosen[1])} caught at ${percent(chosen[0])} false alarms.`,
    heightPx: 320,
    table: {
      columns: [right('False alarms'), right('Recall')],
      rows: roc.map((one) => [formatShare(one.false_alarm_rate), formatShare(one.recall)]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 52, right: 20, top: 16, bottom: 44 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'item',
        formatter: (hovered: unknown) => {
          const [x, y] = (hovered as { value: [number, number] }).value
          return `False alarms ${formatShare(x)}<br>Recall ${formatShare(y)}`
        },
      },
      xAxis: { ...numberAxis(theme, percent, 'False alarms among those without a miss'), min: 0, max: 1 },
      yAxis: { ...numberAxis(theme, percent), min: 0, max: 1 },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1, type: 'dashed' },
          data: [
            [0, 0],
            [1, 1],
          ],
        },
        {
          type: 'line',
          showSymbol: false,
          color: theme.accent,
          lineStyle: { color: theme.accent, width: 2 },
          data: roc.map((one) => [one.false_alarm_rate, one.recall]),
        },
        {
          type: 'scatter',
          symbolSize: 10,
          itemStyle: { color: theme.accent, borderColor: theme.surface, borderWidth: 2, opacity: 1 },
          data: [
            {
              value: [...chosen],
              label: {
                show: true,
                position: 'bottom' as const,
                distance: 8,
                color: theme.ink,
                formatter: `Threshold ${formatShare(model.threshold)}`,
              },
            },
          ],
        },
      ],
    },
  }
}
