/** How past scores turned out, and what is expected of the young ones. */
import type { LivePerformance } from '@pratibimba/contract'
import { baseOption, type Chart, left, numberAxis, right } from '../chart.ts'
import { formatCount, formatShare } from '../figures.ts'
import { intervalsUpright } from '../interval-line.ts'
import type { ChartTheme } from '../theme.ts'
import { dayAt, dayAxis } from './days.ts'

type Points = LivePerformance['points']
type Training = LivePerformance['training_auc']

export function livePerformanceChart(theme: ChartTheme, points: Points, training: Training): Chart {
  const days = points.toSorted((a, b) => (a.as_of_date < b.as_of_date ? -1 : 1))
  const known = days.filter(({ auc }) => auc !== null)
  const values = days.flatMap(({ auc, estimated_auc }) => [
    ...(auc === null ? [] : [auc.low, auc.high]),
    ...(estimated_auc === null ? [] : [estimated_auc]),
  ])
  const floor = Math.min(training?.value ?? 1, ...values)
  const ends = [days[0], days.at(-1)].map((day) => (day === undefined ? 0 : dayAt(day.as_of_date)))
  return {
    title: findingOf(days, training),
    description:
      'AUC of the scores of each day whose thirty days have passed (dots with their 95% intervals), what the probabilities alone make expected (dashed), and the AUC of the training (grey line).',
    heightPx: 260,
    table: {
      columns: [
        left('As of'),
        right('Customers'),
        right('AUC'),
        right('95% interval'),
        right('Estimated AUC'),
        right('Recall'),
        right('Precision'),
        right('Calibration error'),
        left('Outcomes'),
      ],
      rows: days
        .toReversed()
        .map((day) => [
          day.as_of_date,
          formatCount(day.rows),
          day.auc === null ? '–' : day.auc.value.toFixed(3),
          day.auc === null ? '–' : `${day.auc.low.toFixed(3)} – ${day.auc.high.toFixed(3)}`,
          day.estimated_auc === null ? '–' : day.estimated_auc.toFixed(3),
          day.recall === null ? '–' : formatShare(day.recall.value),
          day.precision === null ? '–' : formatShare(day.precision.value),
          day.calibration_error === null ? '–' : formatShare(day.calibration_error, 2),
          day.matured ? 'known' : 'still to come',
        ]),
    },
    option: {
      ...baseOption(theme),
      useUTC: true,
      grid: { left: 44, right: 76, top: 12, bottom: 28 },
      tooltip: {
        ...baseOption(theme).tooltip,
        trigger: 'axis',
        formatter: (hovered: unknown) => {
          const at = (hovered as { axisValue: number }[])[0]!.axisValue
          const day = days.find(({ as_of_date }) => dayAt(as_of_date) === at)
          if (day === undefined) return ''
          return [
            day.as_of_date,
            day.auc === null
              ? 'Outcomes still to come'
              : `AUC ${day.auc.value.toFixed(3)} (${day.auc.low.toFixed(3)} – ${day.auc.high.toFixed(3)})`,
            ...(day.estimated_auc === null ? [] : [`Estimated ${day.estimated_auc.toFixed(3)}`]),
          ].join('<br>')
        },
      },
      xAxis: dayAxis(theme),
      yAxis: {
        ...numberAxis(theme, (value) => value.toFixed(2)),
        ...ticksFrom(floor - 0.01),
      },
      series: [
        {
          type: 'line',
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.reference, width: 1 },
          data: training === null || days.length === 0 ? [] : ends.map((at) => [at, training.value]),
          endLabel: { show: true, formatter: 'Training', color: theme.inkMuted, fontSize: 12, distance: 6 },
          labelLayout: { moveOverlap: 'shiftY' as const },
        },
        {
          type: 'line',
          showSymbol: days.length === 1,
          color: theme.risk[0],
          lineStyle: { color: theme.risk[0], width: 2, type: 'dashed' },
          data: days.map(({ as_of_date, estimated_auc }) => [dayAt(as_of_date), estimated_auc]),
          endLabel: { show: true, formatter: 'Estimated', color: theme.ink, fontSize: 12, distance: 6 },
          labelLayout: { moveOverlap: 'shiftY' as const },
        },
        intervalsUpright(
          known.map(({ as_of_date, auc }) => [dayAt(as_of_date), auc!.low, auc!.high]),
          { color: theme.inkMuted },
        ),
        {
          type: 'line',
          color: theme.accent,
          symbol: 'circle',
          symbolSize: known.length > 60 ? 3 : 6,
          lineStyle: { color: theme.accent, width: 2 },
          data: known.map(({ as_of_date, auc }) => [dayAt(as_of_date), auc!.value]),
        },
      ],
    },
  }
}

function findingOf(days: Points, training: Training): string {
  const matured = days.filter(({ auc }) => auc !== null)
  const last = matured.at(-1)
  if (last === undefined) {
    const estimate = days.findLast(({ estimated_auc }) => estimated_auc !== null)?.estimated_auc
    return estimate == null
      ? 'No score is old enough for its outcome to be known'
      : `No outcome is known yet; the probabilities make an AUC of ${estimate.toFixed(3)} expected`
  }
  const auc = last.auc!
  const now = `Scores of ${last.as_of_date} turned out with an AUC of ${auc.value.toFixed(3)}`
  if (training === null) return now
  if (auc.high < training.low)
    return `${now}, below the training's ${training.value.toFixed(3)} by more than chance allows`
  if (auc.low > training.high)
    return `${now}, above the training's ${training.value.toFixed(3)} by more than chance allows`
  return `${now}, as in the training (${training.value.toFixed(3)})`
}

/** An axis from at most `lowest` to 1 in whole steps, so that no two ticks crowd each other. */
function ticksFrom(lowest: number) {
  const interval = lowest >= 0.75 ? 0.05 : lowest >= 0.5 ? 0.1 : 0.25
  const steps = Math.ceil(Math.min(1, 1 - lowest) / interval)
  return { min: Math.max(0, Number((1 - steps * interval).toFixed(2))), max: 1, interval }
}
