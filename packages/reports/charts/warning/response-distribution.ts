/** What became of the contacts: answered, not answered, waited for, and who was not contacted at all. */
import type { InterventionSummary } from '@pratibimba/contract'
import { baseOption, type Chart, left, nameAxis, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'

type Figures = Pick<
  InterventionSummary,
  'responded' | 'no_response' | 'pending_response' | 'held_out' | 'by_state' | 'total'
>

export function responseDistributionChart(theme: ChartTheme, figures: Figures): Chart {
  const inState = (...states: string[]) =>
    figures.by_state.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0)
  const rows = [
    { name: 'Responded', cases: figures.responded, color: theme.accent },
    { name: 'Answer pending', cases: figures.pending_response, color: theme.risk[2] },
    { name: 'No response', cases: figures.no_response, color: theme.risk[3] },
    { name: 'Not contacted yet', cases: inState('proposed', 'assigned'), color: theme.reference },
    { name: 'Cancelled', cases: inState('cancelled'), color: theme.reference },
    { name: 'Held out', cases: figures.held_out, color: theme.reference },
  ]
  const shareOf = (cases: number) => (figures.total === 0 ? 0 : cases / figures.total)
  return {
    title: findingOf(figures),
    description:
      'Bars of the cases by what became of the contact. A response is not yet a payment; whether contacting helped is shown against those held out.',
    heightPx: 240,
    table: {
      columns: [left('What became of it'), right('Cases'), right('Share')],
      rows: rows.map(({ name, cases }) => [name, formatCount(cases), formatShare(shareOf(cases))]),
    },
    option: {
      ...baseOption(theme),
      grid: { left: 120, right: 96, top: 4, bottom: 28 },
      tooltip: { show: false },
      xAxis: { ...numberAxis(theme, formatCount), min: 0, minInterval: 1, splitNumber: 3 },
      yAxis: {
        ...nameAxis(
          theme,
          rows.map(({ name }) => name),
        ),
        inverse: true,
        axisLabel: { color: theme.ink, fontSize: 12, align: 'left', margin: 116 },
      },
      series: [
        {
          type: 'bar',
          barWidth: 16,
          data: rows.map(({ cases, color }) => ({
            value: cases,
            itemStyle: { color, borderRadius: [0, 2, 2, 0] },
            label: {
              show: true,
              position: 'right' as const,
              color: theme.ink,
              formatter: `${formatCount(cases)}  ·  ${formatShare(shareOf(cases), 0)}`,
            },
          })),
        },
      ],
    },
  }
}

function findingOf({ responded, no_response, pending_response }: Figures): string {
  const contacted = responded + no_response + pending_response
  if (contacted === 0) return 'Nobody has been contacted yet'
  const pending = pending_response === 0 ? '' : `; ${formatCount(pending_response)} still may`
  return `${formatCount(responded)} of ${formatCount(contacted)} contacted customers responded (${formatShare(responded / contacted, 0)})${pending}`
}
